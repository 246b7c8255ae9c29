"""What would be deployed, held against what Lambda and Chalice do not say, or say too late. Each check gives its faults; none is none."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from infra.packaging.archive import unzipped_size
from infra.packaging.merging import Template
from infra.packaging.template import LAYER, LAYERS_OF, functions, layer_id

FUNCTIONS_ZIPPED = 12_000_000
"""Bytes: a budget of ours. What a function's zip weighs, each of its cold starts fetches."""
UNZIPPED = 250 * 1024 * 1024
"""Bytes of a function and its layers: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html."""
ENVIRONMENT = 4096
"""Bytes of a function's environment: the same page."""
_REFERENCE = "x" * 128
"""For the name of a queue, the table or the bucket, which AWS gives: none is longer."""
_APP = "app."
_OWN_NAME = {"APIHandler": "api_handler"}
_REQUIRED = ("lambda_memory_size", "lambda_timeout", "iam_policy_file")


def oversized(archives: Mapping[str, Path]) -> Iterator[str]:
    """Zips over their budgets; `archives` are `functions` and each layer by its name."""
    own = archives["functions"]
    if own.stat().st_size > FUNCTIONS_ZIPPED:
        yield f"the functions' zip has {own.stat().st_size:,} bytes, and may have {FUNCTIONS_ZIPPED:,}"
    for function, layers in LAYERS_OF.items():
        whole = sum(unzipped_size(archives[name]) for name in ("functions", *layers))
        if whole > UNZIPPED:
            yield f"{function} has {whole:,} bytes unzipped with its layers, and may have {UNZIPPED:,}"


def misplaced_handlers(template: Template) -> Iterator[str]:
    """Handlers outside app.py: Lambda imports their module alone, without the middleware, the logger and `current_app` of app.py."""
    for name, function in functions(template).items():
        if not function["Handler"].startswith(_APP):
            yield f"{name} is handled by {function['Handler']}; handlers live in app.py"


def unsettled_functions(template: Template, configured: Mapping[str, Any]) -> Iterator[str]:
    """Functions that would get Chalice's own 128 MB, its minute or its guess of a policy. `configured` is the stage in config.json."""
    named = configured.get("lambda_functions", {})
    for logical_id in functions(template):
        name = _OWN_NAME.get(logical_id, logical_id.lower())
        for lacking in sorted(set(_REQUIRED) - set(named.get(name, {}))):
            yield f"{name} has no {lacking} in .chalice/config.json"
        if named.get(name, {}).get("autogen_policy") is not False:
            yield f"{name} leaves its policy to Chalice's guess: autogen_policy is not false in .chalice/config.json"


def undefined_parameters(template: Template, parameters: Mapping[str, str]) -> Iterator[str]:
    """Values of what the template does not ask for, and what it asks for without a value."""
    defined = template["Parameters"]
    for name in sorted(set(parameters) - set(defined)):
        yield f"{name} is no parameter of the template"
    for name in sorted(set(defined) - set(parameters)):
        if "Default" not in defined[name]:
            yield f"the parameter {name} has no value"


def crowded_environments(template: Template, parameters: Mapping[str, str]) -> Iterator[str]:
    """Functions whose environment Lambda would refuse: it is as long as what an operator's parameters put there."""
    for name, function in functions(template).items():
        variables = {key: _as_deployed(value, parameters) for key, value in function["Environment"]["Variables"].items()}
        size = len(json.dumps(variables, ensure_ascii=False).encode())
        if size > ENVIRONMENT:
            yield f"the environment of {name} has {size:,} bytes, and may have {ENVIRONMENT:,}: shorten the longest of its parameters"


def _as_deployed(value: Any, parameters: Mapping[str, str]) -> str:
    match value:
        case str():
            return value
        case {"Ref": str(name)} if name in parameters:
            return parameters[name]
    return _REFERENCE


def unattached_layers(template: Template) -> Iterator[str]:
    """Layers that no function carries."""
    attached = {layer_id(name) for layers in LAYERS_OF.values() for name in layers}
    for name, resource in template["Resources"].items():
        if resource["Type"] == LAYER and name not in attached:
            yield f"{name} is on no function: infra/packaging/template.py says which carries it"
