"""Examples: of any schema of the document, put together from the examples of its fields."""

from collections.abc import Mapping
from typing import Any

from chalicelib.doors.schemas import Schema, resolve

_INSTANT = "2026-03-01T10:00:00.000Z"
_BY_TYPE: dict[str, Any] = {"boolean": True, "integer": 1, "null": None, "number": 1.0, "object": {}}


class NoExample(Exception):
    """A text that neither its schema nor the glossary has an example of."""


def example(schema: Schema, components: Mapping[str, Schema], where: str = "") -> Any:
    """A value of this schema; `where` names it should there be none."""
    if "$ref" in schema and "examples" in schema:
        return schema["examples"][0]
    where = schema.get("$ref", where).rpartition("/")[2]
    schema = resolve(schema, components)
    for given in ("const", "default"):
        if given in schema:
            return schema[given]
    for choice in ("examples", "enum"):
        if choice in schema:
            return schema[choice][0]
    for alternatives in ("anyOf", "oneOf"):
        if alternatives in schema:
            return example(schema[alternatives][0], components, where)
    return _of_type(schema, components, where)


def _of_type(schema: Schema, components: Mapping[str, Schema], where: str) -> Any:
    if "properties" in schema:
        return {name: example(field, components, f"{where}.{name}") for name, field in schema["properties"].items()}
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "array":
        return [example(schema["items"], components, f"{where}[]")]
    if kind == "string" and schema.get("format") == "date-time":
        return _INSTANT
    if kind not in _BY_TYPE:
        raise NoExample(f"{where} has no example: give it one in chalicelib/doors/glossary.py")
    return _BY_TYPE[kind]
