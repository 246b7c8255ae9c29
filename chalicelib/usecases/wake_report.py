"""Wake a report: one that waited too long (never sent, message lost, worker dead) is put right, one that has ended is tidied."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Stale
from chalicelib.domain.report import Report, failed, files_named_by, files_of, held
from chalicelib.domain.run_outcome import UNFINISHED
from chalicelib.usecases.end_cell import render_requested
from chalicelib.usecases.finish_execution import FinishExecution
from chalicelib.usecases.ports.documents import Documents
from chalicelib.usecases.ports.renders import RenderQueue
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.render_report import EXHAUSTED
from chalicelib.usecases.timing import Timing
from chalicelib.usecases.unheard import unheard
from chalicelib.usecases.wake_questions import WakeQuestions

BY = "tick"


class Woken(StrEnum):
    """What was done about a thing that the index nominated."""

    SENT = "sent"
    GIVEN_UP = "given_up"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class WakeReport:
    """The use case, with what it depends on. `told` hears of each report that is given up."""

    reports: Reports
    documents: Documents
    renders: RenderQueue
    wake_questions: WakeQuestions
    finish: FinishExecution
    clock: Clock
    timing: Timing
    told: Callable[[Report], None] = unheard

    def __call__(self, organization_id: str, report_id: str, correlation_id: str) -> Woken:
        """See to the report, if it needs attention by now."""
        report = self.reports.get(organization_id, report_id)
        now = self.clock()
        if report is None or not overdue(report, now):
            return Woken.NOTHING
        with suppress(Stale):  # somebody else moved it meanwhile
            if report.status not in UNFINISHED:
                return self._tidied(report)
            if report.is_asking and self.wake_questions(report, correlation_id):
                return Woken.SENT
            if report.attempt >= self.timing.attempts:
                self.told(self.reports.save(failed(report, EXHAUSTED, now, BY)))
                self.finish.of_report(organization_id, report_id)
                return Woken.GIVEN_UP
            # Sent first: a crash between the two lines sends twice, which is nothing; the other order would send never.
            self.renders.send(render_requested(report, correlation_id))
            self.reports.save(replace(report, attention_at=now + self.timing.requeue_after))
            return Woken.SENT
        return Woken.NOTHING

    def _tidied(self, report: Report) -> Woken:
        """Remove what dead or overtaken workers stored of a report that has ended: none is alive any more, and none will be."""
        self.documents.delete_all(files_of(report.organization_id, report.id), but=files_named_by(report))
        self.reports.save(replace(report, attention_at=None))
        return Woken.NOTHING


def overdue(report: Report, now: datetime) -> bool:
    """Whether it is time to look at the report: the index only nominated it."""
    return report.attention_at is not None and report.attention_at <= now and not held(report, now)
