"""Writes: what a transaction is planned from, as data that knows no table. `Table` performs them, alone or together."""

from collections.abc import Collection, Mapping
from typing import Any

from chalicelib.adapters.keys import Key

type Write = dict[str, Any]
"""One kind of write, and its parts by DynamoDB's names, with items, keys and values as plain dicts."""

_ABSENT = "attribute_not_exists(pk)"
_PRESENT = "attribute_exists(pk)"


def put(item: Mapping[str, Any]) -> Write:
    """Write the item, whatever was there."""
    return {"Put": {"Item": item}}


def put_if(item: Mapping[str, Any], condition: str, values: Mapping[str, Any]) -> Write:
    """Write the item on a condition."""
    return {"Put": {"Item": item, "ConditionExpression": condition} | _with(values)}


def create(item: Mapping[str, Any]) -> Write:
    """Write the item where nothing is."""
    return put_if(item, _ABSENT, {})


def replace(item: Mapping[str, Any], expected_revision: int) -> Write:
    """Write the item over the one of that revision."""
    return put_if(item, "revision = :expected", {":expected": expected_revision})


def delete(key: Key) -> Write:
    """Remove the item, if it is there."""
    return {"Delete": {"Key": key._asdict()}}


def delete_if(key: Key, condition: str, values: Mapping[str, Any] | None = None) -> Write:
    """Remove the item on a condition."""
    return {"Delete": {"Key": key._asdict(), "ConditionExpression": condition} | _with(values or {})}


def update(key: Key, expression: str, values: Mapping[str, Any], condition: str | None = None) -> Write:
    """Change some attributes of the item; without a condition it is made where it is not there."""
    on_condition = {"ConditionExpression": condition} if condition else {}
    return {"Update": {"Key": key._asdict(), "UpdateExpression": expression} | on_condition | _with(values)}


def amend(item: Mapping[str, Any], *, leave: Collection[str], condition: str, values: Mapping[str, Any]) -> Write:
    """Set every attribute of the item but those to `leave`, and remove the ones that are None."""
    amended = {name: value for name, value in item.items() if name not in {"pk", "sk", *leave}}
    names = {f"#{number}": name for number, name in enumerate(amended)}
    sets = [f"{alias} = :{alias[1:]}" for alias, name in names.items() if amended[name] is not None]
    removes = [alias for alias, name in names.items() if amended[name] is None]
    expression = f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removes)}" if removes else "")
    new = {f":{alias[1:]}": amended[name] for alias, name in names.items()}
    write = update(Key(item["pk"], item["sk"]), expression, new | dict(values), condition)
    write["Update"]["ExpressionAttributeNames"] = names
    return write


def absent(key: Key) -> Write:
    """A condition that nothing is there; it writes nothing."""
    return {"ConditionCheck": {"Key": key._asdict(), "ConditionExpression": _ABSENT}}


def present(key: Key) -> Write:
    """A condition that something is there; it writes nothing."""
    return {"ConditionCheck": {"Key": key._asdict(), "ConditionExpression": _PRESENT}}


def _with(values: Mapping[str, Any]) -> Write:
    """DynamoDB refuses values that are named and empty."""
    return {"ExpressionAttributeValues": values} if values else {}
