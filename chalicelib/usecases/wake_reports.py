"""Wake reports: whatever waited too long (never sent, message lost, worker dead) is put right."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Stale
from chalicelib.domain.report import Report, failed, held
from chalicelib.messages import RenderRequested
from chalicelib.usecases.ports.renders import RenderQueue
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.render_report import EXHAUSTED
from chalicelib.usecases.timing import Timing

BY = "tick"


@dataclass(frozen=True, slots=True)
class Woken:
    """What one pass did: messages sent again, reports given up, and whether it stopped before it was through."""

    sent: int
    given_up: int
    stopped_early: bool


@dataclass(frozen=True, slots=True)
class WakeReports:
    """The use case, with what it depends on."""

    reports: Reports
    renders: RenderQueue
    clock: Clock
    timing: Timing

    def __call__(self, correlation_id: str, time_is_up: Callable[[], bool]) -> Woken:
        """See to every report that needs attention by now; stop in good order when time is up: the next tick goes on."""
        sent = given_up = 0
        for organization_id, report_id in self.reports.waiting(self.clock()):
            if time_is_up():
                return Woken(sent, given_up, stopped_early=True)
            report = self.reports.get(organization_id, report_id)
            now = self.clock()
            if report is None or not overdue(report, now):
                continue
            with suppress(Stale):  # somebody else moved it meanwhile
                if report.attempt >= self.timing.attempts:
                    self.reports.save(failed(report, EXHAUSTED, now, BY))
                    given_up += 1
                else:
                    # Sent first: a crash between the two lines sends twice, which is nothing; the other order would send never.
                    self.renders.send(RenderRequested(organization_id=organization_id, report_id=report_id, correlation_id=correlation_id))
                    self.reports.save(replace(report, attention_at=now + self.timing.requeue_after))
                    sent += 1
        return Woken(sent, given_up, stopped_early=False)


def overdue(report: Report, now: datetime) -> bool:
    """Whether it is time to look at the report: the index only nominated it."""
    return report.attention_at is not None and report.attention_at <= now and not held(report, now)
