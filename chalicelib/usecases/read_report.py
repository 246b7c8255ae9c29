"""Read a report: one that the caller may see."""

from dataclasses import dataclass, replace

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.errors import NotFound
from chalicelib.domain.report import Report
from chalicelib.usecases.ports.joins import Joins
from chalicelib.usecases.ports.reports import Reports


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The use case, with what it depends on."""

    reports: Reports
    joins: Joins

    def __call__(self, caller: Caller, report_id: str) -> Report:
        """The report as it is now; `NotFound` where the organization has none, `BrandNotAuthorized` where it is not the caller's.

        While it is asking, its progress is what its join says: no worker writes the report for every answer.
        """
        report = self.reports.get(caller.organization_id, report_id) if ids.is_prefixed(ids.REPORT, report_id) else None
        if report is None:
            raise NotFound("report")
        require_brand(caller, report.brand_id)
        return self._with_progress(report) if report.is_asking else report

    def _with_progress(self, report: Report) -> Report:
        assert report.progress is not None
        open_cells = self.joins.open_cells(report.organization_id, report.id)
        return replace(report, progress=replace(report.progress, completed=report.progress.total - len(open_cells)))
