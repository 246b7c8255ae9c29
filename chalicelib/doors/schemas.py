"""Schemas: pydantic's models as the document's components, saying no more and no less than what the API takes and answers."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from chalicelib.doors import glossary
from chalicelib.doors.fields import not_null

type Schema = dict[str, Any]

_REF = "#/components/schemas/"
_LIST = "ListAnswer_"
_ANSWER = "Answer"


class _Generator(GenerateJsonSchema):
    """Pydantic's own, without titles that repeat names, and without nulls and defaults that are not so."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - as pydantic calls it
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        if isinstance(inner.get("type"), str) and not {"enum", "const"} & inner.keys():
            return inner | {"type": [inner["type"], "null"]}
        return {"anyOf": [inner, {"type": "null"}]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        # A default of None is how a model says "left out", not a value that stands for it.
        return self.generate_inner(schema["schema"]) if schema.get("default") is None else super().default_schema(schema)

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        described = super().model_schema(schema)
        described.pop("title", None)
        for name in _never_null(schema["cls"]) & described.get("properties", {}).keys():
            described["properties"][name] = without_null(described["properties"][name])
        return described

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        described = super().enum_schema(schema)
        described.pop("title", None)
        return described


def _never_null(model: type[Any]) -> set[str]:
    """The fields of a change that can be left out but not be cleared: those that `not_null` looks at."""
    fields: set[str] = set()
    for validator in model.__pydantic_decorators__.field_validators.values():
        if getattr(validator.func, "__func__", validator.func) is not_null:
            fields |= set(model.model_fields) if "*" in validator.info.fields else set(validator.info.fields)
    return fields


def without_null(schema: Schema) -> Schema:
    """What is left of a nullable schema where null is refused."""
    if isinstance(schema.get("type"), list):
        types = [kind for kind in schema["type"] if kind != "null"]
        return schema | {"type": types[0] if len(types) == 1 else types}
    if "anyOf" not in schema:
        return schema
    others = {key: value for key, value in schema.items() if key != "anyOf"}
    kinds = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
    return others | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds})


def describe(
    models: Iterable[tuple[Hashable, JsonSchemaMode, Any]],
) -> tuple[dict[Hashable, Schema], dict[str, Schema]]:
    """The schema of each of these (key, mode, type), by its key, and the components that they refer to, by their names."""
    adapters = [(key, mode, TypeAdapter(model)) for key, mode, model in models]
    by_key, whole = TypeAdapter.json_schemas(adapters, ref_template=f"{_REF}{{model}}", schema_generator=_Generator)
    found = whole.get("$defs", {})
    names = {old: component_name(old) for old in found}
    assert len(set(names.values())) == len(names), "two models of one name: rename one"
    schemas = {key: _renamed(schema, names) for (key, _mode), schema in by_key.items()}
    return schemas, {names[old]: _renamed(schema, names) for old, schema in sorted(found.items())}


def annotate(component: str, schema: Schema) -> None:
    """Give the fields of a component what the glossary has of them."""
    for name, field in schema.get("properties", {}).items():
        entry = glossary.entry(name, component)
        if entry is None:
            continue
        if entry.description is not None:
            field.setdefault("description", entry.description)
        if glossary.is_of(name, component) or not {"$ref", "enum", "const", "examples"} & field.keys():
            field["examples"] = [entry.example]


def component_name(model: str) -> str:
    """A model's name for readers of the document: `Brand` for BrandAnswer, `BrandList` for ListAnswer[BrandAnswer]."""
    assert "__" not in model, f"two models share a name: {model}"
    if model.startswith(_LIST):
        return f"{component_name(model.removeprefix(_LIST).removesuffix('_'))}List"
    return model.removesuffix(_ANSWER)


def ref(name: str) -> Schema:
    """A reference to a component."""
    return {"$ref": _REF + name}


def resolve(schema: Schema, components: Mapping[str, Schema]) -> Schema:
    """The schema itself where it is a reference to a component."""
    return components[schema["$ref"].removeprefix(_REF)] if "$ref" in schema else schema


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _REF + names[inner.removeprefix(_REF)] if key == "$ref" else _renamed(inner, names) for key, inner in value.items()}
    return [_renamed(inner, names) for inner in value] if isinstance(value, list) else value
