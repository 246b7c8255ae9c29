"""Schemas: what a tool takes and tells, as JSON Schema, from its models and the API's glossary.

Each schema stands alone, without references and lists of types: not every client follows them.
"""

from functools import cache
from typing import Any

from pydantic.json_schema import JsonSchemaMode

from chalicelib.doors.schemas import Schema, annotate, describe, resolve
from chalicelib.mcp.outcome import ERROR_FIELDS
from chalicelib.mcp.tool import Tool

_SAID = frozenset({"description", "examples", "default"})
"""What is said of a field, and rules nothing out."""


@cache
def input_schema(tool: Tool) -> Schema:
    """The schema of a tool's arguments, with an example of most."""
    return _described(tool.params, "validation", left_out=frozenset())


@cache
def output_schema(tool: Tool) -> Schema:
    """The schema of whatever a tool tells: its result, or an error.

    The official TypeScript client holds an error's structured content against it too, and shows nothing of what does not conform.
    """
    told = _described(tool.result, "serialization", left_out=frozenset({"examples", "default"}))
    either = [{"required": told.pop("required")}, {"required": list(ERROR_FIELDS)}]
    return told | {"properties": ERROR_FIELDS | told["properties"], "oneOf": either}


def _described(model: type[Any], mode: JsonSchemaMode, *, left_out: frozenset[str]) -> Schema:
    schemas, components = describe([("it", mode, model)])
    for name, component in components.items():
        annotate(name, component)
    whole: Schema = _inlined(schemas["it"], components, left_out)
    whole.pop("description", None)  # the model's docstring: the tool has its own
    return whole


def _inlined(schema: Schema, components: dict[str, Schema], left_out: frozenset[str]) -> Schema:
    """The schema with each reference replaced by what it refers to, and without examples that show nothing."""
    own = resolve(schema, components) | {key: value for key, value in schema.items() if key != "$ref"}
    kept = {key: value for key, value in own.items() if key not in left_out and (key, value) != ("examples", [None])}
    for key in ("anyOf", "oneOf", "allOf"):
        if key in kept:
            kept[key] = [_inlined(choice, components, left_out) for choice in kept[key]]
    if "items" in kept:
        kept["items"] = _inlined(kept["items"], components, left_out)
    if "properties" in kept:
        kept["properties"] = {name: _inlined(field, components, left_out) for name, field in kept["properties"].items()}
    return _branched(kept) if isinstance(kept.get("type"), list) else kept


def _branched(schema: Schema) -> Schema:
    """The schema of what may be null with a branch for each type: not every client maps a list of types onto its model's own schemas."""
    said = {key: value for key, value in schema.items() if key in _SAID}
    rules = {key: value for key, value in schema.items() if key not in _SAID}
    return said | {"anyOf": [{"type": "null"} if kind == "null" else rules | {"type": kind} for kind in schema["type"]]}
