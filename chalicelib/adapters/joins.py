"""Joins in DynamoDB: the numbers of a report's open cells, as a set on one item. An empty set is no attribute at all."""

from collections.abc import Iterable

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.domain.errors import Stale

_OPEN = "open_cells"


class DynamoJoins:
    """The port `Joins` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def open_cells(self, organization_id: str, report_id: str) -> frozenset[int]:
        """The numbers of the open cells."""
        return _open_cells(self._table.get(keys.join(organization_id, report_id)) or {})

    def open_counts(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, int]:
        """How many cells are open, by report."""
        by_key = {keys.join(organization_id, report_id): report_id for report_id in report_ids}
        found = {by_key[keys.Key(item["pk"], item["sk"])]: len(_open_cells(item)) for item in self._table.batch_get(list(by_key))}
        return dict.fromkeys(by_key.values(), 0) | found

    def leave(self, organization_id: str, report_id: str, number: int) -> frozenset[int]:
        """Take a number out; of sets DynamoDB removes what is there, so that no write has to wait for another."""
        try:
            after = self._table.updated(
                keys.join(organization_id, report_id), f"DELETE {_OPEN} :number", {":number": {number}}, "attribute_exists(pk)"
            )
        except Stale:
            return frozenset()
        return _open_cells(after)


def join_item(organization_id: str, report_id: str, open_cells: Iterable[int]) -> Item:
    """The join of a report that begins to ask: these cells are open, one at least."""
    return keys.join(organization_id, report_id)._asdict() | {_OPEN: set(open_cells)}


def _open_cells(item: Item) -> frozenset[int]:
    return frozenset(map(int, item.get(_OPEN, ())))
