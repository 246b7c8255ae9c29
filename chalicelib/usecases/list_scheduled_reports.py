"""List scheduled reports: those that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.narrow_to_brand import narrowed
from chalicelib.usecases.ports.scheduled_reports import ScheduledReportFilter, ScheduledReports


@dataclass(frozen=True, slots=True)
class ListScheduledReports:
    """The use case, with what it depends on."""

    scheduled_reports: ScheduledReports

    def __call__(self, caller: Caller, wanted: ScheduledReportFilter, *, limit: int, after: str | None) -> Listing[ScheduledReport]:
        """One page, newest first; it may be short while more is to come. `after` is an earlier page's `after`."""
        seen = narrowed(wanted, caller)
        return Listing(()) if seen is None else self.scheduled_reports.page(caller.organization_id, seen, limit=limit, after=after)
