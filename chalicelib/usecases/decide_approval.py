"""Decide an approval: a second pair of eyes says whether a report may be read."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Forbidden
from chalicelib.domain.report import Report, ReportStatus, Verdict, reviewed, was_moved
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class DecideApproval:
    """The use case, with what it depends on."""

    reports: Reports
    read: ReadReport
    clock: Clock
    resumes: bool = False

    def __call__(self, caller: Caller, report_id: str, verdict: Verdict, comment: str | None) -> Report:
        """The report as the verdict leaves it: ready, or rejected for good.

        `NotFound` for a report that the caller can't see; `Forbidden` for the key that asked for it (what a tick made was asked for
        by none); `Conflict` where it is not under review. Of two verdicts at once one is stored, and the other finds it.
        """

        def attempt() -> Report:
            report = self.read(caller, report_id)
            if report.created_by == caller.key_id:
                raise Forbidden("A report is approved or rejected by another key than the one that asked for it")
            if self.resumes and was_moved(report, ReportStatus(verdict), caller.key_id):
                return report
            return self.reports.save(reviewed(report, verdict, comment, self.clock(), caller.key_id))

        return settled(attempt, "the report")
