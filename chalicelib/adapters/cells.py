"""Cells in DynamoDB: one item each, made by its first claim. What came of it is compressed: answers are long, and read whole."""

import zlib
from collections.abc import Iterable

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.packing import from_json, from_stored, to_json, to_stored
from chalicelib.domain.cell import CellWork
from chalicelib.domain.cell_result import CellResult

_RESULT = "cell_result"
_SAME_CLAIM = "attempts = :attempts AND retries = :retries"
_STILL_OPEN = f"{_SAME_CLAIM} AND attribute_not_exists({_RESULT})"
_STILL_CLOSED = f"{_SAME_CLAIM} AND attribute_exists({_RESULT})"


class DynamoCells:
    """The port `Cells` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def work(self, organization_id: str, report_id: str, numbers: Iterable[int]) -> dict[int, CellWork]:
        """The work on these cells, by number."""
        wanted = [keys.cell(organization_id, report_id, number) for number in numbers]
        found = [self._table.get(wanted[0])] if len(wanted) == 1 else self._table.batch_get(wanted)
        return {work.number: work for work in (from_stored(CellWork, item) for item in found if item)}

    def hold(self, organization_id: str, work: CellWork, *, was: CellWork | None) -> None:
        """Store the work on a cell that stays open, or is opened again: what came of it before goes."""
        self._put(_item(organization_id, work), was)

    def close(self, organization_id: str, work: CellWork, result: CellResult, *, was: CellWork | None) -> None:
        """Store a cell's end and its result."""
        self._put(_item(organization_id, work) | {_RESULT: zlib.compress(to_json(CellResult, result))}, was)

    def results(self, organization_id: str, report_id: str) -> tuple[CellResult, ...]:
        """What came of the closed cells: the keys sort by number."""
        items = self._table.query(keys.report(organization_id, report_id).pk, keys.CELL)
        return tuple(from_json(CellResult, zlib.decompress(bytes(item[_RESULT]))) for item in items if _RESULT in item)

    def _put(self, item: Item, was: CellWork | None) -> None:
        if was is None:
            self._table.create(item)
        else:
            condition = _STILL_CLOSED if was.is_closed else _STILL_OPEN
            self._table.put_if(item, condition, {":attempts": was.attempts, ":retries": was.retries})


def _item(organization_id: str, work: CellWork) -> Item:
    return to_stored(CellWork, work) | keys.cell(organization_id, work.report_id, work.number)._asdict()
