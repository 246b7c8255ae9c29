"""Port: which cells of a report are still open.

A report's join is stored together with the report. A number is removed from a set, and removing it twice is removing it once:
nothing is counted, so that nothing can be miscounted.
"""

from collections.abc import Iterable
from typing import Protocol


class Joins(Protocol):
    """The open cells of each report. Reads are never stale; of a report that is gone, none are open."""

    def open_cells(self, organization_id: str, report_id: str) -> frozenset[int]:
        """The numbers of the cells that have neither answer nor failure."""
        ...

    def open_counts(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, int]:
        """How many cells are open, by report."""
        ...

    def leave(self, organization_id: str, report_id: str, number: int) -> frozenset[int]:
        """Take a cell's number out, if it is in, and answer with what is left. Whoever sees none left sends the report on."""
        ...
