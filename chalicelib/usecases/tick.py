"""Tick: run what is due, then look at what waited too long. A failure of the one does not spare the other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.usecases.run_due_schedules import Ran, RunDueSchedules
from chalicelib.usecases.sweep import Sweep, Swept


@dataclass(frozen=True, slots=True)
class Tick:
    """The use case, with what it depends on."""

    run_due_schedules: RunDueSchedules
    sweep: Sweep

    def __call__(self, at: datetime, correlation_id: str, time_is_up: Callable[[], bool]) -> tuple[Ran, Swept]:
        """One tick of time `at`, which decides what is due and nothing else."""
        failures: list[Exception] = []
        ran, swept = Ran(0, stopped_early=True), Swept(0, 0, stopped_early=True)
        try:
            ran = self.run_due_schedules(at, correlation_id, time_is_up)
        except Exception as failure:
            failures.append(failure)
        try:
            swept = self.sweep(correlation_id, time_is_up)
        except Exception as failure:
            failures.append(failure)
        if failures:
            raise ExceptionGroup("The tick was not all handled", failures)
        return ran, swept
