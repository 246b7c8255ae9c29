"""The template that is deployed: what Chalice makes, with our resources and patches laid over it, and what none of them can say.

Pure, but for the two files it reads. The queues, the table and the bucket get their names into the functions' environment here, since
Chalice's configuration can't hold a reference.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from infra.packaging.gateway import completed
from infra.packaging.merging import Template, merged

INFRA = Path(__file__).resolve().parents[1]
RESOURCES, PATCHES = INFRA / "resources.yaml", INFRA / "patches.yaml"

LAYERS_OF: Mapping[str, tuple[str, ...]] = {"APIHandler": ("agents", "images"), "Ask": ("ask",), "Render": ("render",)}
"""Which functions carry which layers, by their logical ids."""

ENVIRONMENT = {
    "FOLIO_TABLE": {"Ref": "Table"},
    "FOLIO_BUCKET": {"Ref": "Bucket"},
    "FOLIO_EXECUTIONS_QUEUE_URL": {"Ref": "ExecutionsQueue"},
    "FOLIO_QUESTIONS_QUEUE_URL": {"Ref": "QuestionsQueue"},
    "FOLIO_RENDERS_QUEUE_URL": {"Ref": "RendersQueue"},
}
KEPT = ("Table", "Bucket", "OpenAiKey", "AnthropicKey", "PerplexityKey", "GeminiKey", "XaiKey", "SerpApiKey", "NarrativeKey")
"""What outlives a stack of the stage `prod`: what can't be made again."""
_OUTLIVES = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
"""But of a creation that is rolled back nothing stays: its names would be taken when it is tried again."""

FUNCTION, LAYER = "AWS::Serverless::Function", "AWS::Serverless::LayerVersion"


def deployed(stage: str, translation: Template, archives: Mapping[str, str]) -> Template:
    """The whole template. `archives` are the file names of the zips beside it: `functions`, and each layer by its name."""
    whole = translation
    for path in (RESOURCES, PATCHES):
        if path.exists():
            whole = merged(whole, yaml.safe_load(path.read_text()))
    resources = whole["Resources"]
    layers = {layer_id(name): _layer(stage, name, archive) for name, archive in archives.items() if name != "functions"}
    resources = {
        logical_id: _function(logical_id, resource, archives["functions"]) if resource["Type"] == FUNCTION else resource
        for logical_id, resource in (resources | layers).items()
    }
    api = resources["RestAPI"]["Properties"]
    definition = completed(api["DefinitionBody"], api["MinimumCompressionSize"])
    resources["RestAPI"] = merged(resources["RestAPI"], {"Properties": {"DefinitionBody": definition}})
    if stage == "prod":
        resources |= {name: resources[name] | _OUTLIVES for name in KEPT}
    return whole | {"Resources": resources}


def layer_id(name: str) -> str:
    """The logical id of a layer: `RenderLayer`."""
    return f"{name.title()}Layer"


def functions(template: Template) -> dict[str, Any]:
    """The properties of each function, by logical id."""
    return {name: resource["Properties"] for name, resource in template["Resources"].items() if resource["Type"] == FUNCTION}


def _function(logical_id: str, resource: Template, archive: str) -> Template:
    events = resource["Properties"].get("Events", {})
    layers = [{"Ref": layer_id(name)} for name in LAYERS_OF.get(logical_id, ())]
    said = {
        "CodeUri": archive,
        "Environment": {"Variables": ENVIRONMENT},
        **({"Layers": layers} if layers else {}),
        **({"Events": {name: _event(event) for name, event in events.items()}} if events else {}),
    }
    return cast(Template, merged(resource, {"Properties": said}))


def _event(event: Template) -> Template:
    """An event source that names its queue refers to it instead, so that it is made after the queue."""
    queue = event["Properties"].get("Queue")
    if not isinstance(queue, dict) or "Fn::Sub" not in queue:
        return event
    name = queue["Fn::Sub"].rpartition(":")[2].rpartition("-")[2]
    return cast(Template, merged(event, {"Properties": {"Queue": {"Fn::GetAtt": [f"{name.title()}Queue", "Arn"]}}}))


def _layer(stage: str, name: str, archive: str) -> Template:
    return {
        "Type": LAYER,
        "Properties": {
            "LayerName": f"folio-{stage}-{name}",
            "ContentUri": archive,
            "CompatibleRuntimes": ["python3.13"],
            "CompatibleArchitectures": ["x86_64"],
            "RetentionPolicy": "Delete",
        },
    }
