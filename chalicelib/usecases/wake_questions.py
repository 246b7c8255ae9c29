"""Wake questions: of a report that is asking, send again what seems lost, and close what has had its time."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.cell import CLAIM_WITHIN, Cell, CellStatus, CellWork, is_left_over, must_close
from chalicelib.domain.cell_ending import NEVER_ASKED, TIMED_OUT, failed_result
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Stale
from chalicelib.domain.report import Report
from chalicelib.messages import AnswerRequested
from chalicelib.usecases.dispatch_execution import send_questions
from chalicelib.usecases.end_cell import EndCell
from chalicelib.usecases.ports.cells import Cells
from chalicelib.usecases.ports.joins import Joins
from chalicelib.usecases.ports.question_sheets import QuestionSheets
from chalicelib.usecases.ports.queues import Queue
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.timing import AskTiming


@dataclass(frozen=True, slots=True)
class WakeQuestions:
    """The use case, with what it depends on."""

    reports: Reports
    sheets: QuestionSheets
    cells: Cells
    joins: Joins
    end_cell: EndCell
    questions: Queue[AnswerRequested]
    clock: Clock
    ask_timing: AskTiming

    def __call__(self, report: Report, correlation_id: str) -> bool:
        """See to the open cells, and answer whether any was open: where none is, the report waits to be rendered."""
        open_cells = self.joins.open_cells(report.organization_id, report.id)
        if not open_cells:
            return False
        now = self.clock()
        stored = self.cells.work(report.organization_id, report.id, open_cells)
        work = {number: own for number, own in stored.items() if not is_left_over(own, report.retries)}
        for number in sorted(open_cells):
            self._end(report, number, work.get(number), stored.get(number), now, correlation_id)
        seem_lost = frozenset(number for number in open_cells if _seems_lost(work.get(number), report, now))
        send_questions(self.questions, report, seem_lost, correlation_id)
        with suppress(Stale):  # the last answer came meanwhile, and a worker has it
            self.reports.save(replace(report, attention_at=self._next_look(report, work, now)))
        return True

    def _end(self, report: Report, number: int, work: CellWork | None, stored: CellWork | None, now: datetime, correlation_id: str) -> None:
        """`work` is None where nobody claimed the cell; `stored` is then what is left over from before a retry, if anything is."""
        with suppress(Stale):
            if work is not None and work.is_closed:
                self.end_cell.leave(report, number, correlation_id)
            elif must_close(work, report.asking_since, now):
                ending = work or CellWork(report.id, number, CellStatus.ASKING, 0, now, None, report.retries)
                result = failed_result(report, self._cell(report, number), ending.attempts, TIMED_OUT if work else NEVER_ASKED)
                self.end_cell(report, ending, result, correlation_id, was=stored)

    def _cell(self, report: Report, number: int) -> Cell:
        assert report.subject is not None
        return self.sheets.thaw(report.subject.sheet_key).cells[number]

    def _next_look(self, report: Report, work: dict[int, CellWork], now: datetime) -> datetime:
        """While nobody has claimed any, the queue is long: the longer it asks, the rarer the looks at it, until its time is up."""
        soon = now + self.ask_timing.look_again
        if work:
            return soon
        return max(soon, min(now + (now - report.asking_since), report.asking_since + CLAIM_WITHIN))


def _seems_lost(work: CellWork | None, report: Report, now: datetime) -> bool:
    """Whether nobody claimed it, or its worker died. One that was let go waits for its delayed message."""
    if must_close(work, report.asking_since, now):
        return False
    return work is None or (not work.is_closed and work.lease_until is not None and work.lease_until <= now)
