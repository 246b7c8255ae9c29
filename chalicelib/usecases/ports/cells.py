"""Port: where the work on a report's cells is kept, and what came of each."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.cell import CellWork
from chalicelib.domain.cell_result import CellResult


class Cells(Protocol):
    """Cells by report and number. Reads are never stale. `was` is the work that was read: None where there was none."""

    def work(self, organization_id: str, report_id: str, numbers: Iterable[int]) -> dict[int, CellWork]:
        """The work on these cells, by number; nothing for a cell that nobody claimed."""
        ...

    def hold(self, organization_id: str, work: CellWork, *, was: CellWork | None) -> None:
        """Store the next state of the work on a cell that stays open, or is opened again, and then has no result any more.

        `Stale` where it was claimed again or closed meanwhile.
        """
        ...

    def close(self, organization_id: str, work: CellWork, result: CellResult, *, was: CellWork | None) -> None:
        """Store a cell's end and its result; `Stale` where it was claimed again or closed meanwhile."""
        ...

    def results(self, organization_id: str, report_id: str) -> tuple[CellResult, ...]:
        """What came of the report's closed cells, by number, each as it was read by itself: `read_together` tells the businesses."""
        ...
