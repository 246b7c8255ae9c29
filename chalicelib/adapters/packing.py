"""Domain values as stored, and back: pydantic reads and writes the domain's own dataclasses, decimals as text, instants as they sort."""

import json
from dataclasses import MISSING, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from chalicelib.domain.clock import format_instant

_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def to_stored[T](kind: type[T], value: T) -> dict[str, Any]:
    """The value as a DynamoDB item's attributes: text, whole numbers, booleans, lists and maps; no floats."""
    stored = plain(_adapter(kind).dump_python(value))
    assert isinstance(stored, dict)
    return stored


def from_stored[T](kind: type[T], stored: dict[str, Any]) -> T:
    """Back from `to_stored`; attributes that are the table's own (keys, indexes) are passed over, and one that is absent was None."""
    absent: dict[str, Any] = {field.name: None for field in fields(kind) if field.default is MISSING}  # type: ignore[arg-type]
    value: T = _adapter(kind).validate_python(absent | stored)
    return value


def to_json[T](kind: type[T], value: T) -> bytes:
    """The value as JSON, the same bytes for the same value."""
    dumped = _adapter(kind).dump_python(value)
    return json.dumps(dumped, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=plain).encode()


def from_json[T](kind: type[T], content: bytes) -> T:
    """Back from `to_json`."""
    value: T = _adapter(kind).validate_json(content)
    return value


def plain(value: Any) -> Any:
    """What JSON has no type for as text: decimals, days, and instants as they sort."""
    match value:
        case bool() | None:
            return value
        case dict():
            return {str(name): plain(entry) for name, entry in value.items()}
        case set() | frozenset():
            return sorted(map(plain, value))
        case list() | tuple():
            return [plain(entry) for entry in value]
        case datetime():
            return format_instant(value)
        case int():
            return int(value)
        case Decimal() | str():
            return str(value)
    return value.isoformat()
