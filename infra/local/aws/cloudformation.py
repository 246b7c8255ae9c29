"""Moto's CloudFormation, made to keep what a change set changed, and quick with templates in JSON.

As it comes, a stack that a change set made has its resources, and neither its template nor its outputs; and JSON is read as YAML, in half
a minute where the template is as large as ours. Of a table it changes nothing, and loses it.
"""

import contextlib
import json
from collections.abc import Callable
from typing import Any


def correct() -> None:
    """Correct moto in this process, for good. It imports what takes seconds."""
    import moto.cloudformation.urls  # noqa: F401 - all that a first request imports
    from moto.cloudformation import parsing
    from moto.cloudformation.models import ChangeSet, Stack
    from moto.dynamodb.models.table import Table

    _set(Stack, "parse_template", staticmethod(_json_first(Stack.parse_template)))
    _set(ChangeSet, "_parse_template", lambda own: _set(own, "template_dict", Stack.parse_template(own.template)))
    _set(ChangeSet, "apply", _kept(ChangeSet.apply))
    _set(Table, "update_from_cloudformation_json", staticmethod(_protected))
    # Of an API it keeps the name and not the definition, and then refuses to deploy one without methods.
    parsing.NULL_MODELS.append("AWS::ApiGateway::Deployment")


def _set(owner: object, name: str, value: object) -> None:
    setattr(owner, name, value)


def _json_first(parse: Callable[[str], dict[str, Any]]) -> Callable[[str], dict[str, Any]]:
    def parsed(template: str) -> dict[str, Any]:
        with contextlib.suppress(ValueError):
            read: dict[str, Any] = json.loads(template)
            return read
        return parse(template)

    return parsed


def _protected(original_resource: Any, cloudformation_json: dict[str, Any], **_where: Any) -> Any:
    """A table of a stack that changes: all that a deployment of ours changes of one is whether it can be deleted."""
    wanted = cloudformation_json["Properties"]["DeletionProtectionEnabled"]
    original_resource.deletion_protection_enabled = str(wanted).lower() == "true"
    return original_resource


def _kept(apply: Callable[[Any], None]) -> Callable[[Any], None]:
    def applied(change_set: Any) -> None:
        stack = change_set.stack
        apply(change_set)
        stack.template, stack.template_dict, stack.parameters = change_set.template, change_set.template_dict, change_set.parameters
        stack.output_map = stack._create_output_map()

    return applied
