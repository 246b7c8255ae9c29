"""List reports: those that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.domain.report import Report
from chalicelib.usecases.narrow_to_brand import narrowed
from chalicelib.usecases.ports.reports import ReportFilter, Reports


@dataclass(frozen=True, slots=True)
class ListReports:
    """The use case, with what it depends on."""

    reports: Reports

    def __call__(self, caller: Caller, wanted: ReportFilter, *, limit: int, after: str | None) -> Listing[Report]:
        """One page, newest first; it may be short while more is to come. `after` is an earlier page's `after`."""
        seen = narrowed(wanted, caller)
        return Listing(()) if seen is None else self.reports.page(caller.organization_id, seen, limit=limit, after=after)
