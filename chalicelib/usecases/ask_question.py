"""Ask a question: claim one cell of a report, put it to its platform, measure the answer, store it, and leave the report's join.

Every step can be lost and done again. Only the provider's call can happen twice, and the cell's `attempts` says so.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from chalicelib.domain.cell import AskAgain, Cell, CellWork, ClaimRefused, claim, let_go, next_attempt
from chalicelib.domain.cell_ending import TIMED_OUT, Answered, NoAnswer, answered_result, failed_result
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Stale
from chalicelib.domain.ids import RandomBytes
from chalicelib.domain.question_sheet import QuestionSheet
from chalicelib.domain.report import Report
from chalicelib.messages import AnswerRequested
from chalicelib.usecases.end_cell import EndCell
from chalicelib.usecases.ports.cells import Cells
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engines, Question
from chalicelib.usecases.ports.question_sheets import QuestionSheets
from chalicelib.usecases.ports.queues import Queue
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.timing import AskTiming

_JITTER_BYTES = 6


class AskOutcome(StrEnum):
    """What a message came to."""

    ANSWERED = "answered"
    FAILED = "failed"
    ASKED_AGAIN_LATER = "asked_again_later"
    NOT_NEEDED = "not_needed"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """The use case, with what it depends on. `stopwatch` is a monotonic clock in seconds."""

    reports: Reports
    sheets: QuestionSheets
    cells: Cells
    end_cell: EndCell
    engines: Engines
    questions: Queue[AnswerRequested]
    clock: Clock
    stopwatch: Callable[[], float]
    random: RandomBytes
    timing: AskTiming

    def __call__(self, message: AnswerRequested) -> AskOutcome:
        """Answer the cell, unless it is closed, in another worker's hands, or its report asks no more.

        What may pass is asked again after a delay, within the cell's deadline; what will not pass ends the cell as failed. Neither
        is raised: the queue's own patience is minutes.
        """
        report = self.reports.get(message.organization_id, message.report_id)
        if report is None or report.subject is None or not report.is_asking:
            return AskOutcome.NOT_NEEDED
        claimed = self._claim(report, message.number)
        if claimed is ClaimRefused.CLOSED:
            self.end_cell.leave(report, message.number, message.correlation_id)
            return AskOutcome.NOT_NEEDED
        if claimed is ClaimRefused.HELD:
            return AskOutcome.NOT_NEEDED
        sheet = self.sheets.thaw(report.subject.sheet_key)
        if isinstance(claimed, CellWork):
            return self._ask(report, sheet, claimed, message)
        return self._close_overdue(report, sheet.cells[message.number], message)

    def _claim(self, report: Report, number: int) -> CellWork | ClaimRefused:
        while True:
            stored = self._stored(report, number)
            claimed = claim(stored, report.id, number, self.clock(), self.timing.lease, report.retries)
            if not isinstance(claimed, CellWork):
                return claimed
            with suppress(Stale):
                self.cells.hold(report.organization_id, claimed, was=stored)
                return claimed

    def _stored(self, report: Report, number: int) -> CellWork | None:
        return self.cells.work(report.organization_id, report.id, [number]).get(number)

    def _ask(self, report: Report, sheet: QuestionSheet, work: CellWork, message: AnswerRequested) -> AskOutcome:
        cell = sheet.cells[work.number]
        try:
            answer = self._answer(sheet, cell)
        except AskLater as later:
            return self._later(report, cell, work, later, message)
        except AskFailed as failure:
            reason = NoAnswer(failure.code, failure.message)
            return self._close(report, work, failed_result(report, cell, work.attempts, reason), message)
        return self._close(report, work, answered_result(report, cell, work.attempts, answer, sheet.brand), message)

    def _answer(self, sheet: QuestionSheet, cell: Cell) -> Answered:
        question = Question(
            prompt=cell.prompt_text,
            platform=cell.platform,
            country=sheet.country,
            language=sheet.language,
            location=sheet.location,
            timeout=self.timing.answer_within.total_seconds(),
        )
        asked_at, began = self.clock(), self.stopwatch()
        answer = self.engines.of(cell.platform).ask(question)
        return Answered(
            text=answer.text,
            model=answer.model,
            citations=answer.citations,
            tokens_in=answer.tokens_in,
            tokens_out=answer.tokens_out,
            is_recorded_sample=answer.is_recorded_sample,
            asked_at=asked_at,
            latency=timedelta(seconds=self.stopwatch() - began),
        )

    def _later(self, report: Report, cell: Cell, work: CellWork, later: AskLater, message: AnswerRequested) -> AskOutcome:
        retry_after = None if later.retry_after is None else timedelta(seconds=later.retry_after)
        again = next_attempt(work, retry_after, self._jitter(), self.clock())
        if not isinstance(again, AskAgain):
            reason = NoAnswer("no_answer_in_time", later.reason)
            return self._close(report, work, failed_result(report, cell, work.attempts, reason), message)
        try:
            # Let go first: were it the other way round, the new message could find the cell still held, and be dropped.
            self.cells.hold(report.organization_id, let_go(work), was=work)
        except Stale:
            return AskOutcome.TAKEN_OVER
        self.questions.send(message, again.delay)
        return AskOutcome.ASKED_AGAIN_LATER

    def _close_overdue(self, report: Report, cell: Cell, message: AnswerRequested) -> AskOutcome:
        work = self._stored(report, cell.number)
        assert work is not None
        return self._close(report, work, failed_result(report, cell, work.attempts, TIMED_OUT), message)

    def _close(self, report: Report, work: CellWork, result: CellResult, message: AnswerRequested) -> AskOutcome:
        try:
            self.end_cell(report, work, result, message.correlation_id, was=work)
        except Stale:
            return AskOutcome.TAKEN_OVER
        return AskOutcome.ANSWERED if result.is_answered else AskOutcome.FAILED

    def _jitter(self) -> float:
        return int.from_bytes(self.random(_JITTER_BYTES)) / (1 << 8 * _JITTER_BYTES)
