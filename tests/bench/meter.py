"""What a boto3 client asks of DynamoDB: requests as they go out (second chances too), and capacity units as the engine counts them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

_WRITES = {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"}
AWS_UNITS_OF_A_SMALL_TRANSACTION = 2.0
"""What AWS asks for one item of up to 1 KB, written in a transaction: one unit to prepare it, one to commit it.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling"""


@dataclass(frozen=True, slots=True)
class Counts:
    """Requests by operation, and units. A refused write has units on AWS too, but no engine says how many."""

    requests: Counter[str]
    write_units: float = 0.0
    read_units: float = 0.0

    @property
    def total(self) -> int:
        """All requests."""
        return self.requests.total()

    @property
    def transactions(self) -> int:
        """Requests that are transactions."""
        return self.requests["TransactWriteItems"]

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.requests + other.requests, self.write_units + other.write_units, self.read_units + other.read_units)

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(self.requests - other.requests, self.write_units - other.write_units, self.read_units - other.read_units)


class Meter:
    """Counts what one client does, from its making on. `small_transaction` is what `small_transaction_units` measured."""

    def __init__(self, client: Any, small_transaction: float) -> None:
        self._requests: Counter[str] = Counter()
        self._units: defaultdict[str, float] = defaultdict(float)
        self._transaction_scale = AWS_UNITS_OF_A_SMALL_TRANSACTION / small_transaction
        client.meta.events.register("provide-client-params.dynamodb", self._ask_for_units)
        client.meta.events.register("before-send.dynamodb", self._count_request)
        client.meta.events.register("after-call.dynamodb", self._count_units)

    @property
    def counts(self) -> Counts:
        """What was counted so far."""
        writes = sum(units for operation, units in self._units.items() if operation in _WRITES)
        return Counts(Counter(self._requests), writes, sum(self._units.values()) - writes)

    def _ask_for_units(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if "ReturnConsumedCapacity" in model.input_shape.members:
            params["ReturnConsumedCapacity"] = "TOTAL"

    def _count_request(self, event_name: str, **_: Any) -> None:
        self._requests[event_name.rpartition(".")[2]] += 1

    def _count_units(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        scale = self._transaction_scale if model.name == "TransactWriteItems" else 1
        self._units[model.name] += sum(consumed["CapacityUnits"] for consumed in _consumed(parsed)) * scale


def small_transaction_units(client: Any, table: str) -> float:
    """What the engine counts for one small item in a transaction; it should be `AWS_UNITS_OF_A_SMALL_TRANSACTION`."""
    item = {"pk": {"S": "calibration"}, "sk": {"S": "calibration"}}
    answer = client.transact_write_items(TransactItems=[{"Put": {"TableName": table, "Item": item}}], ReturnConsumedCapacity="TOTAL")
    client.delete_item(TableName=table, Key=item)
    (consumed,) = _consumed(answer)
    return float(consumed["CapacityUnits"])


def _consumed(answer: dict[str, Any]) -> list[dict[str, Any]]:
    consumed = answer.get("ConsumedCapacity") or []
    return consumed if isinstance(consumed, list) else [consumed]
