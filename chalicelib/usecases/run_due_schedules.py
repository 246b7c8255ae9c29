"""Run due schedules: each gets the execution of its slot, once, and moves on."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Stale, Unavailable
from chalicelib.domain.execution import Execution
from chalicelib.domain.schedule_plan import NotDue, plan, planned_execution
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.messages import ExecutionRequested
from chalicelib.usecases.ports.executions import Executions, SlotTaken
from chalicelib.usecases.ports.queues import Queue
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports
from chalicelib.usecases.timing import Timing
from chalicelib.usecases.unheard import unheard

type Late = Callable[[timedelta], None]

_BATCH = 10


@dataclass(frozen=True, slots=True)
class Ran:
    """What one pass did: executions started, and whether it stopped before it was through."""

    started: int
    stopped_early: bool

    def __add__(self, then: "Ran") -> "Ran":
        """This pass and the one that went on after it."""
        return Ran(self.started + then.started, then.stopped_early)


@dataclass(frozen=True, slots=True)
class RunDueSchedules:
    """The use case, with what it depends on."""

    schedules: ScheduledReports
    executions: Executions
    queue: Queue[ExecutionRequested]
    clock: Clock
    timing: Timing

    def __call__(self, at: datetime, correlation_id: str, time_is_up: Callable[[], bool], late: Late = unheard) -> Ran:
        """Start what is due at `at`, the tick's own time; stop in good order when time is up: the next tick goes on.

        Whatever another tick or a caller changes meanwhile is left to the next tick. What goes wrong with a schedule is raised in
        the end, together: one that can't be run must not stop all others, minute after minute. `Unavailable` is raised at once.
        `late` hears of each schedule that is due for how long it has been.
        """
        unsent: list[Execution] = []
        failures: list[Exception] = []
        started, stopped_early = 0, False
        try:
            for schedule in self.schedules.due(at):
                late(self.clock() - schedule.next_run_at)
                if time_is_up():
                    stopped_early = True
                    break
                execution = self._started(schedule, at, failures)
                if execution is not None:
                    started += 1
                    unsent.append(execution)
                if len(unsent) == _BATCH:
                    self._send(unsent, correlation_id)
                    unsent = []
        finally:
            self._send(unsent, correlation_id)
        if failures:
            raise ExceptionGroup("Schedules that could not be run", failures)
        return Ran(started, stopped_early)

    def _started(self, schedule: ScheduledReport, at: datetime, failures: list[Exception]) -> Execution | None:
        """Its execution, if it starts one; what goes wrong with this one schedule is added to `failures`."""
        try:
            return self._start(schedule, at)
        except Unavailable:
            raise
        except Exception as failure:
            failures.append(failure)
            return None

    def _start(self, schedule: ScheduledReport, at: datetime) -> Execution | None:
        planned = plan(schedule, at)
        if isinstance(planned, NotDue):
            return None
        execution = planned_execution(schedule, planned, self.clock(), self.timing.resend_after)
        with suppress(Stale):
            try:
                self.executions.start_slot(execution, schedule, planned.next_run_at)
            except SlotTaken:
                # Whoever made that execution sends it, or the sweep does: here only the schedule may have stayed behind.
                self.executions.skip_slot(schedule, planned.next_run_at)
                return None
            return execution
        return None

    def _send(self, executions: list[Execution], correlation_id: str) -> None:
        """From here on a failure loses nothing: the sweep sends what stays `pending`."""
        with suppress(Unavailable):
            self.queue.send_all(
                ExecutionRequested(organization_id=execution.organization_id, execution_id=execution.id, correlation_id=correlation_id)
                for execution in executions
            )
