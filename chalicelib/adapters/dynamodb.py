"""The one DynamoDB table: items in and out as plain dicts, conditions by revision, and its failures in our words."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError

from chalicelib.adapters import writes
from chalicelib.adapters.aws import unavailable
from chalicelib.adapters.keys import ATTENTION, LISTING, Key
from chalicelib.adapters.writes import Write
from chalicelib.domain.errors import Stale, Unavailable
from chalicelib.domain.listing import Listing

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Item = dict[str, Any]

_THROTTLED = {"ProvisionedThroughputExceeded", "ThrottlingError"}
_PLAIN = {"Item", "Key", "ExpressionAttributeValues"}
"""What a write has as plain dicts."""
_BATCH = 100
_BATCH_ATTEMPTS = 8
_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


class Cancelled(Exception):
    """A transaction was not performed. `reasons` has one code per write (`None`: that one was fine), in their order."""

    def __init__(self, reasons: Sequence[str | None]) -> None:
        super().__init__(", ".join(reason or "-" for reason in reasons))
        self.reasons = tuple(reasons)

    def failed(self, write: int) -> bool:
        """Whether this write's own condition did not hold."""
        return self.reasons[write] == "ConditionalCheckFailed"

    @property
    def only_conflicts(self) -> bool:
        """Whether another transaction was in the way and nothing else: the same again may work."""
        return set(self.reasons) <= {None, "TransactionConflict"}

    @property
    def is_throttled(self) -> bool:
        """Whether the table had no room for it, and no condition failed."""
        return "ConditionalCheckFailed" not in self.reasons and not _THROTTLED.isdisjoint(self.reasons)


class Unmet(Stale):
    """The condition of a write did not hold. `item` is what is there: None where nothing is, or where the write did not ask for it."""

    def __init__(self, item: Item | None) -> None:
        super().__init__("a condition did not hold")
        self.item = item


def to_wire(values: Mapping[str, Any]) -> dict[str, Any]:
    """An item as DynamoDB's JSON; None is left out."""
    return {name: _serialize(value) for name, value in values.items() if value is not None}


def from_wire(values: Mapping[str, Any]) -> Item:
    """An item back from DynamoDB's JSON."""
    return {name: _deserialize(value) for name, value in values.items()}


@contextmanager
def _in_our_words() -> Iterator[None]:
    with unavailable("the table"):
        try:
            yield
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "ConditionalCheckFailedException":
                found: dict[str, Any] | None = error.response.get("Item")  # type: ignore[assignment]
                raise Unmet(from_wire(found) if found else None) from error
            if code == "TransactionCanceledException":
                reasons = error.response.get("CancellationReasons", [])
                cancelled = Cancelled([None if reason.get("Code", "None") == "None" else reason["Code"] for reason in reasons])
                raise Unavailable("the table") if cancelled.is_throttled else cancelled from error
            raise


class Table:
    """The table, through one client. Every read of an item is strongly consistent; the indexes are eventually so."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self._name = name

    def get(self, key: Key) -> Item | None:
        """The item, or None."""
        with _in_our_words():
            found = self._client.get_item(TableName=self._name, Key=to_wire(key._asdict()), ConsistentRead=True)
        return from_wire(found["Item"]) if "Item" in found else None

    def put(self, item: Item) -> None:
        """Write the item, whatever was there."""
        self._put(writes.put(item))

    def create(self, item: Item) -> None:
        """Write the item where nothing is; `Stale` where something is."""
        self._put(writes.create(item))

    def replace(self, item: Item, expected_revision: int) -> None:
        """Write the item over the one of that revision; `Stale` where it is gone or another."""
        self._put(writes.replace(item, expected_revision))

    def delete(self, key: Key) -> None:
        """Remove the item, if it is there."""
        with _in_our_words():
            self._client.delete_item(**self._wired(writes.delete(key))["Delete"])

    def delete_if(self, key: Key, condition: str, values: Mapping[str, Any]) -> None:
        """Remove the item on a condition; `Stale` where it does not hold."""
        with _in_our_words():
            self._client.delete_item(**self._wired(writes.delete_if(key, condition, values))["Delete"])

    def update(self, key: Key, update: str, values: Mapping[str, Any], condition: str) -> None:
        """Update the item on a condition; `Stale` where it does not hold."""
        self.perform(writes.update(key, update, values, condition))

    def perform(self, update: Write) -> None:
        """One update that was made for a transaction, alone; `Stale` where its condition does not hold."""
        with _in_our_words():
            self._client.update_item(**self._wired(update)["Update"])

    def updated(self, key: Key, update: str, values: Mapping[str, Any], condition: str) -> Item:
        """`update`, answered with the whole item as it is after it."""
        write = self._wired(writes.update(key, update, values, condition))["Update"]
        with _in_our_words():
            return from_wire(self._client.update_item(**write, ReturnValues="ALL_NEW")["Attributes"])

    def updated_or_unmet(self, key: Key, update: str, values: Mapping[str, Any], condition: str) -> Item:
        """`updated`; where its condition does not hold, `Unmet` with the item that is there."""
        write = self._wired(writes.update(key, update, values, condition))["Update"]
        try:
            with _in_our_words():
                answer = self._client.update_item(**write, ReturnValues="ALL_NEW", ReturnValuesOnConditionCheckFailure="ALL_OLD")
        except Unmet as unmet:
            # DynamoDB Local never tells what is there, and DynamoDB itself tells nothing where nothing is.
            raise unmet if unmet.item else Unmet(self.get(key)) from unmet
        return from_wire(answer["Attributes"])

    def put_if(self, item: Item, condition: str, values: Mapping[str, Any]) -> None:
        """Write the item on a condition; `Stale` where it does not hold."""
        self._put(writes.put_if(item, condition, values))

    def transact(self, planned: Sequence[Write]) -> None:
        """All of these writes or none; `Cancelled` says which condition did not hold."""
        items = [self._wired(write) for write in planned]
        with _in_our_words():
            self._client.transact_write_items(TransactItems=items)  # type: ignore[arg-type]

    def commit(self, planned: Sequence[tuple[Write, type[Exception]]]) -> None:
        """All of these writes or none; the first whose condition does not hold raises what stands beside it, a conflict `Stale`."""
        try:
            self.transact([write for write, _ in planned])
        except Cancelled as cancelled:
            for number, (_, refusal) in enumerate(planned):
                if cancelled.failed(number):
                    raise refusal from cancelled
            if cancelled.only_conflicts:
                raise Stale from cancelled
            raise

    def listed(self, list_pk: str, *, limit: int, after: str | None = None, since: str | None = None) -> Listing[Item]:
        """One page of a listing, newest first: what sorts below `after`, and not below `since`. Stable while items come and go."""
        values = {":pk": list_pk, ":oldest": since or " ", ":newest": after or "~"}
        with _in_our_words():
            found = self._client.query(
                TableName=self._name,
                IndexName=LISTING,
                KeyConditionExpression="list_pk = :pk AND list_sk BETWEEN :oldest AND :newest",
                ExpressionAttributeValues=to_wire(values),
                ScanIndexForward=False,
                Limit=limit + 2,
            )
        # BETWEEN includes the item that the last page ended with: one more is asked for, and one more to know whether more is to come.
        items = [item for item in map(from_wire, found["Items"]) if item["list_sk"] != after]
        more = len(items) > limit or "LastEvaluatedKey" in found
        page = tuple(items[:limit])
        return Listing(page, page[-1]["list_sk"] if more and page else None)

    def due(self, shard: str, until: str) -> Iterator[Key]:
        """The keys of what needs attention on one shard at or before `until`, the longest waiting first, read page by page."""
        start: dict[str, Any] = {}
        while True:
            with _in_our_words():
                found = self._client.query(
                    TableName=self._name,
                    IndexName=ATTENTION,
                    KeyConditionExpression="attention_shard = :shard AND attention_at <= :until",
                    ExpressionAttributeValues=to_wire({":shard": shard, ":until": until}),
                    **start,
                )
            for item in map(from_wire, found["Items"]):
                yield Key(item["pk"], item["sk"])
            if "LastEvaluatedKey" not in found:
                return
            start = {"ExclusiveStartKey": found["LastEvaluatedKey"]}

    def batch_get(self, keys: Sequence[Key]) -> list[Item]:
        """The items that exist, in no order; strongly consistent; asks again for what DynamoDB left out, a bounded number of times."""
        items: list[Item] = []
        for start in range(0, len(keys), _BATCH):
            pending: dict[str, Any] = {
                self._name: {"Keys": [to_wire(key._asdict()) for key in keys[start : start + _BATCH]], "ConsistentRead": True}
            }
            for _ in range(_BATCH_ATTEMPTS):
                with _in_our_words():
                    found = self._client.batch_get_item(RequestItems=pending)
                items += map(from_wire, found["Responses"].get(self._name, []))
                pending = dict(found.get("UnprocessedKeys") or {})
                if not pending:
                    break
            else:
                raise Unavailable("the table")
        return items

    def query(self, pk: str, sk_prefix: str) -> Iterator[Item]:
        """The items of one partition whose sort key begins so, in its order, read page by page; strongly consistent."""
        return self._read("pk = :pk AND begins_with(sk, :prefix)", {":pk": pk, ":prefix": sk_prefix})

    def between(self, pk: str, first_sk: str, last_sk: str) -> Iterator[Item]:
        """The items of one partition whose sort key is between these, both included, in order; read page by page, strongly consistent."""
        return self._read("pk = :pk AND sk BETWEEN :first AND :last", {":pk": pk, ":first": first_sk, ":last": last_sk})

    def keys_in(self, pk: str) -> Iterator[Key]:
        """The keys of all items of one partition, read page by page; strongly consistent."""
        return (Key(item["pk"], item["sk"]) for item in self._read("pk = :pk", {":pk": pk}, ProjectionExpression="pk, sk"))

    def _read(self, condition: str, values: Mapping[str, Any], **more: Any) -> Iterator[Item]:
        while True:
            with _in_our_words():
                found = self._client.query(
                    TableName=self._name,
                    KeyConditionExpression=condition,
                    ExpressionAttributeValues=to_wire(values),
                    ConsistentRead=True,
                    **more,
                )
            yield from map(from_wire, found["Items"])
            if "LastEvaluatedKey" not in found:
                return
            more["ExclusiveStartKey"] = found["LastEvaluatedKey"]

    def newest(self, pk: str, sk_prefix: str, *, limit: int, after: str | None = None) -> Listing[Key]:
        """One page of the keys of a partition whose sort key begins so, the greatest first, below `after`; strongly consistent."""
        values = {":pk": pk, ":oldest": sk_prefix, ":newest": after or f"{sk_prefix}~"}
        with _in_our_words():
            found = self._client.query(
                TableName=self._name,
                KeyConditionExpression="pk = :pk AND sk BETWEEN :oldest AND :newest",
                ExpressionAttributeValues=to_wire(values),
                ProjectionExpression="pk, sk",
                ScanIndexForward=False,
                ConsistentRead=True,
                Limit=limit + 2,
            )
        # BETWEEN includes `after` itself, as in `listed`.
        below = [Key(item["pk"], item["sk"]) for item in map(from_wire, found["Items"]) if item["sk"] != after]
        page = tuple(below[:limit])
        return Listing(page, page[-1].sk if len(below) > limit else None)

    def is_there(self) -> bool:
        """Whether the table answers."""
        with _in_our_words():
            return self._client.describe_table(TableName=self._name)["Table"]["TableStatus"] == "ACTIVE"

    def _put(self, write: Write) -> None:
        with _in_our_words():
            self._client.put_item(**self._wired(write)["Put"])

    def _wired(self, write: Write) -> Write:
        """The write as DynamoDB takes it: of this table, in its JSON."""
        return {
            kind: {"TableName": self._name} | {name: _in_json(name, part) for name, part in parts.items()} for kind, parts in write.items()
        }


def _in_json(name: str, part: Any) -> Any:
    return to_wire(part) if name in _PLAIN else part
