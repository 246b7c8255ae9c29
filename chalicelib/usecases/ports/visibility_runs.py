"""Port: where the counts of measured visibility reports are kept."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.visibility_run import VisibilityRun


class VisibilityRuns(Protocol):
    """Runs by report, and by region config. A report's run is the same however often it is recorded."""

    def record(self, organization_id: str, run: VisibilityRun) -> None:
        """Store the run of a report, over any that is there."""
        ...

    def before(self, organization_id: str, region_config_id: str, report_id: str, *, limit: int) -> tuple[VisibilityRun, ...]:
        """The newest runs of a region config that are older than a report, newest first. One of the last second may be missing."""
        ...

    def of_reports(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, VisibilityRun]:
        """The runs of these reports, as far as they were measured, by report."""
        ...
