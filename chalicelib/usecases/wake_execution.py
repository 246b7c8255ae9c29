"""Wake an execution: one that was never sent or dispatched is sent again, and one whose reports have ended is ended.

One whose dispatch fails again and again is given up after 24 hours.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Stale
from chalicelib.domain.execution import DISPATCH_WITHIN, sent
from chalicelib.messages import ExecutionRequested
from chalicelib.usecases.finish_execution import FinishExecution
from chalicelib.usecases.ports.executions import Executions
from chalicelib.usecases.ports.queues import Queue
from chalicelib.usecases.timing import Timing
from chalicelib.usecases.wake_report import Woken


@dataclass(frozen=True, slots=True)
class WakeExecution:
    """The use case, with what it depends on."""

    executions: Executions
    queue: Queue[ExecutionRequested]
    finish: FinishExecution
    clock: Clock
    timing: Timing

    def __call__(self, organization_id: str, execution_id: str, correlation_id: str) -> Woken:
        """See to the execution, if it needs attention by now."""
        execution = self.executions.get(organization_id, execution_id)
        now = self.clock()
        if execution is None or execution.attention_at is None or execution.attention_at > now:
            return Woken.NOTHING
        with suppress(Stale):  # somebody else moved it meanwhile
            undispatched = execution.dispatched_at is None
            if undispatched and now < execution.created_at + DISPATCH_WITHIN:
                self.queue.send(
                    ExecutionRequested(organization_id=organization_id, execution_id=execution_id, correlation_id=correlation_id)
                )
                self.executions.save(sent(execution, now, self.timing.requeue_after))
                return Woken.SENT
            if not (self.finish.undispatched(execution) if undispatched else self.finish(organization_id, execution_id)):
                self.executions.save(replace(execution, attention_at=now + self.timing.requeue_after))
            elif undispatched:
                return Woken.GIVEN_UP
        return Woken.NOTHING
