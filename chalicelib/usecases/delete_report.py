"""Delete a report: its row, its snapshot, its questions and answers, its counts and every file."""

from contextlib import suppress
from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.deletion import Deletion
from chalicelib.domain.errors import Conflict, KnownCondition, NotFound
from chalicelib.domain.report import Report
from chalicelib.usecases.clear_deletion import ClearDeletion
from chalicelib.usecases.ports.executions import Executions
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.settled import settled
from chalicelib.usecases.timing import AskTiming, Timing


@dataclass(frozen=True, slots=True)
class DeleteReport:
    """The use case, with what it depends on."""

    reports: Reports
    executions: Executions
    read: ReadReport
    clear: ClearDeletion
    clock: Clock
    timing: Timing
    ask_timing: AskTiming
    resumes: bool = False

    def __call__(self, caller: Caller, report_id: str) -> None:
        """Remove the report; `NotFound` where there is none, `Conflict` while it, or the run that counts it, is under way.

        It is gone with one write. What else there is of it goes at once where that works, and is cleared by the sweep in any case:
        a deletion that died needs nobody to repeat it. Its deduplication pointer then names nothing, and answers nobody.
        """
        deletion = settled(lambda: self._removed(caller, report_id), "the report")
        with suppress(KnownCondition):
            self.clear(deletion)

    def _removed(self, caller: Caller, report_id: str) -> Deletion:
        try:
            report = self.read(caller, report_id)
        except NotFound:
            earlier = self.clear.deletions.get(caller.organization_id, report_id) if self.resumes else None
            if earlier is None:
                raise
            return earlier
        return self._remove(report)

    def _remove(self, report: Report) -> Deletion:
        if not report.is_final:
            raise Conflict("A report that is under way is cancelled first, or decided", {"status": report.status.value})
        self._require_run_ended(report)
        deletion = Deletion(report.organization_id, report.id, self.clock() + max(self.timing.lease, self.ask_timing.lease))
        self.reports.remove(report, deletion)
        return deletion

    def _require_run_ended(self, report: Report) -> None:
        """A run counts its reports when it ends, and its dispatch makes the ones that are missing."""
        if report.subject is None or report.subject.execution_id is None:
            return
        execution = self.executions.get(report.organization_id, report.subject.execution_id)
        if execution is not None and not execution.is_final:
            details: dict[str, str | int] = {"status": report.status.value, "reason": "execution_under_way"}
            raise Conflict("The run that this report is of has not ended", details)
