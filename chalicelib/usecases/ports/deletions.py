"""Port: what is left of deleted reports where reports are kept."""

from typing import Protocol

from chalicelib.domain.deletion import Deletion


class Deletions(Protocol):
    """Deletions by report. Reads are never stale."""

    def get(self, organization_id: str, report_id: str) -> Deletion | None:
        """The deletion, or None."""
        ...

    def clear(self, deletion: Deletion) -> None:
        """Remove the report's cells, join and counts. Twice is once."""
        ...

    def remove(self, deletion: Deletion) -> None:
        """Forget the deletion, if it is there: nothing is left of the report."""
        ...
