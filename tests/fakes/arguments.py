"""Arguments of a tool, drawn from its own schema: what it takes, and near misses of it."""

from datetime import UTC
from typing import Any

from hypothesis import strategies as st

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def taken(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of this schema."""
    fields = {name: _value(field) for name, field in schema["properties"].items()}
    required = schema.get("required", [])
    return st.fixed_dictionaries(
        {name: fields[name] for name in required}, optional={name: values for name, values in fields.items() if name not in required}
    )


@st.composite
def near(draw: st.DrawFn, schema: dict[str, Any]) -> dict[str, Any]:
    """Objects of this schema, but for one field that may be anything, or is none of its, or is left out."""
    arguments = draw(taken(schema))
    name = draw(st.sampled_from(sorted(schema["properties"])) | st.text(max_size=8))
    if draw(st.booleans()) and name in arguments:
        return {other: value for other, value in arguments.items() if other != name}
    return arguments | {name: draw(ANYTHING)}


def _value(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "anyOf" in schema:
        return st.one_of([_value({"examples": schema.get("examples")} | choice) for choice in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    return _of_kind(schema["type"], schema)


def _of_kind(kind: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    match kind:
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(min_value=schema.get("minimum"), max_value=schema.get("maximum")).flatmap(_written)
        case "array":
            sizes = {"min_size": schema.get("minItems", 0), "max_size": min(schema.get("maxItems", 5), 5)}
            return st.lists(_value(schema["items"]), unique=schema.get("uniqueItems", False), **sizes)
    assert kind == "string", schema
    examples = st.sampled_from(schema.get("examples") or ["x"])
    return examples | _text(schema)


def _written(number: int) -> st.SearchStrategy[int | float]:
    """To JSON Schema 15.0 is an integer too; so far up as anybody would write a point."""
    return st.sampled_from([number, float(number)] if abs(number) < 10**12 else [number])


def _text(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    if schema.get("format") == "date":
        return st.dates().map(str).filter(lambda day: day.startswith("20"))
    if schema.get("format") == "date-time":
        return st.datetimes(timezones=st.just(UTC)).map(lambda at: at.isoformat().replace("+00:00", "Z"))
    least, most = schema.get("minLength", 0), schema.get("maxLength", 100)
    if "pattern" in schema:
        return st.from_regex(schema["pattern"]).filter(lambda text: least <= len(text) <= most)
    return st.text(min_size=least, max_size=min(most, 60))
