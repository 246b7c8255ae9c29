"""Moto's DynamoDB, made safe for many writers.

As it comes, it has no lock, a transaction copies the whole table once per item, and a cancelled one puts that copy back:
it is slow, answers 500 under load and wipes what others wrote meanwhile. Here operations take turns, and a transaction that is
cancelled undoes only the items it touched. And what took most of its time is done once: the type of a text that is compared, the names
that an answer's attributes could have.
"""

import copy
import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

type Method = Callable[..., Any]
type Place = tuple[Table, DynamoType, DynamoType | None]

_lock = threading.RLock()


def correct() -> None:
    """Correct moto in this process, for good."""
    for owner, name, correction in (
        (DynamoHandler, "call_action", _taking_turns),
        (DynamoDBBackend, "transact_write_items", _undoing_only_what_it_touched),
        (BaseJSONSerializer, "_serialize_type_structure", _taking_attributes_as_they_are),
    ):
        setattr(owner, name, correction(getattr(owner, name)))
    create = vars(Table)["create_from_cloudformation_json"].__func__
    _set(Table, "create_from_cloudformation_json", classmethod(_reading_what_cloudformation_says(create)))
    _set(DynamoType, "cast_value", _text_at_once(vars(DynamoType)["cast_value"]))
    # Only transactions copy a table, to put the copy back: they now keep the table itself, and the items are undone one by one.
    _set(Table, "__deepcopy__", lambda table, _memo: table)


def _set(owner: type, name: str, value: object) -> None:
    setattr(owner, name, value)


def _taking_turns(operation: Method) -> Method:
    @functools.wraps(operation)
    def in_turn(*args: Any, **kwargs: Any) -> Any:
        with _lock:
            return operation(*args, **kwargs)

    return in_turn


def _taking_attributes_as_they_are(serialize: Method) -> Method:
    """An attribute is a map from its one type to its value, already under the type's own name."""

    @functools.wraps(serialize)
    def serialize_structure(serializer: BaseJSONSerializer, into: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name != "AttributeValue" or not isinstance(value, dict):
            serialize(serializer, into, value, shape, key)
            return
        written: dict[str, Any] = {}
        for kind, content in value.items():
            serializer._serialize(written, content, shape.members[kind], kind)
        serializer._default_serialize(into, written, shape, key)

    return serialize_structure


def _text_at_once(cast_value: property) -> property:
    """A table's keys are text, and each look at one of its items compares some: they need no search for their type."""

    def cast(of: DynamoType) -> Any:
        return of.value if of.type == "S" else cast_value.__get__(of)

    return property(cast)


def _undoing_only_what_it_touched(transact: Method) -> Method:
    @functools.wraps(transact)
    def transact_write_items(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        operations = [operation for item in transact_items for operation in item.values()]
        with _undone_on_failure([place for operation in operations if (place := _place(backend, operation))]):
            transact(backend, transact_items)

    return transact_write_items


def _reading_what_cloudformation_says(create: Method) -> Method:
    """Moto takes the API's name for the table's encryption, and a parameter's "false" for true."""

    @functools.wraps(create)
    def create_from_cloudformation_json(owner: type[Table], name: str, declared: dict[str, Any], *args: Any, **kwargs: Any) -> Table:
        properties = dict(declared["Properties"])
        if "SSESpecification" in properties:
            properties["SSESpecification"] = {"Enabled": properties["SSESpecification"]["SSEEnabled"]}
        properties["DeletionProtectionEnabled"] = str(properties.get("DeletionProtectionEnabled", False)).lower() == "true"
        return cast(Table, create(owner, name, declared | {"Properties": properties}, *args, **kwargs))

    return create_from_cloudformation_json


def _place(backend: DynamoDBBackend, operation: dict[str, Any]) -> Place | None:
    """Where the operation writes; None where there is no such table, which moto refuses itself."""
    table = backend.tables.get(operation["TableName"])
    if table is None:
        return None
    key = operation.get("Key") or operation.get("Item", {})
    names = [table.hash_key_attr, *([table.range_key_attr] if table.range_key_attr else [])]
    if not all(name in key for name in names):
        raise MockValidationException("The provided key element does not match the schema")
    values = [DynamoType(key[name]) for name in names]
    return table, values[0], values[1] if len(values) > 1 else None


@contextmanager
def _undone_on_failure(places: list[Place]) -> Iterator[None]:
    # Moto updates an item in place, so what was there has to be copied.
    before = [(place, copy.deepcopy(place[0].get_item(place[1], place[2]))) for place in places]
    try:
        yield
    except BaseException:
        for (table, hash_key, range_key), item in before:
            _put_back(table, hash_key, range_key, item)
        raise


def _put_back(table: Table, hash_key: DynamoType, range_key: DynamoType | None, item: Item | None) -> None:
    items = cast(dict[DynamoType, Any], table.items)
    if item is None:
        table.delete_item(hash_key, range_key)
    elif range_key is None:
        items[hash_key] = item
    else:
        items[hash_key][range_key] = item
