"""Cancel a report: it ends here, whoever works on it, and its open questions are asked no more."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import KnownCondition
from chalicelib.domain.report import Report, ReportStatus, cancelled, was_moved
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class CancelReport:
    """The use case, with what it depends on. `ended` is told, by organization and id, of each report that has ended."""

    reports: Reports
    read: ReadReport
    ended: Callable[[str, str], None]
    clock: Clock
    resumes: bool = False

    def __call__(self, caller: Caller, report_id: str) -> Report:
        """The cancelled report; `NotFound` for one that the caller can't see, `Conflict` for one that is final.

        Whoever works on it is not told: the next thing that they store of it is refused.
        """

        def attempt() -> Report:
            report = self.read(caller, report_id)
            if self.resumes and was_moved(report, ReportStatus.CANCELLED, caller.key_id):
                return report
            return self.reports.save(cancelled(report, self.clock(), caller.key_id))

        report = settled(attempt, "the report")
        with suppress(KnownCondition):  # a run that is not told is ended by the sweep
            self.ended(report.organization_id, report.id)
        return report
