"""Tick: run what is due, and look at what waited too long. Neither takes the other's time, and a failure of the one spares the other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.usecases.run_due_schedules import Late, Ran, RunDueSchedules
from chalicelib.usecases.sweep import Sweep, Swept
from chalicelib.usecases.unheard import unheard

_DUE_SHARE = 0.5
"""Of a tick's time, where both have a backlog: what is due comes first, and what waits has as much."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The use case, with what it depends on."""

    run_due_schedules: RunDueSchedules
    sweep: Sweep

    def __call__(self, at: datetime, correlation_id: str, spent: Callable[[], float], late: Late = unheard) -> tuple[Ran, Swept]:
        """One tick of time `at`, which decides what is due and nothing else; `spent` is the part of its time that is gone, up to 1.

        What one of the two does not need of its half is the other's. `late` hears for how long each schedule has been due.
        """
        failures: list[Exception] = []
        ran, swept = Ran(0, stopped_early=True), Swept(0, 0, stopped_early=True)
        is_unfinished = False
        try:
            ran = self.run_due_schedules(at, correlation_id, lambda: spent() >= _DUE_SHARE, late)
            is_unfinished = ran.stopped_early
        except Exception as failure:
            failures.append(failure)
        try:
            swept = self.sweep(correlation_id, lambda: spent() >= 1)
            if is_unfinished:
                ran = ran + self.run_due_schedules(at, correlation_id, lambda: spent() >= 1, late)
        except Exception as failure:
            failures.append(failure)
        if failures:
            raise ExceptionGroup("The tick was not all handled", failures)
        return ran, swept
