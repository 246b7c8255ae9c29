"""Read a report: one that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import NotFound
from chalicelib.domain.report import Report
from chalicelib.usecases.ports.reports import Reports


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The use case, with what it depends on."""

    reports: Reports

    def __call__(self, caller: Caller, report_id: str) -> Report:
        """The report as it is now; `NotFound` where there is none, or none of the caller's organization."""
        report = self.reports.get(caller.organization_id, report_id) if ids.is_prefixed(ids.REPORT, report_id) else None
        if report is None:
            raise NotFound("report")
        return report
