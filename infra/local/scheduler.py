"""EventBridge's rules: calls a scheduled function on the minute. A failed tick is not retried; the next one looks at the same things."""

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from infra.local.application import ScheduleSource
from infra.local.environment import Outcome
from infra.local.events import scheduled_event

type Invoke = Callable[[str, Mapping[str, Any]], Outcome]


def next_minute(now: datetime) -> datetime:
    """The next whole minute after `now`."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)


def is_due(schedule: ScheduleSource, minute: datetime) -> bool:
    """Whether a rate fires at this whole minute: rates are counted from the epoch."""
    return int(minute.timestamp() // 60) % schedule.minutes == 0


class Scheduler:
    """Fires schedules. `invoke` takes a function's name and an event."""

    def __init__(
        self, schedules: Iterable[ScheduleSource], invoke: Invoke, clock: Callable[[], datetime], new_uuid: Callable[[], UUID]
    ) -> None:
        self._schedules = tuple(schedules)
        self._invoke = invoke
        self._clock = clock
        self._new_uuid = new_uuid
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begins to fire each minute, on the minute, in a thread of its own."""
        self._spawn(self._run)

    def tick(self, at: datetime) -> list[Outcome]:
        """Fires every schedule once, as if it were `at`; returns when all have been handled."""
        return [self._fire(schedule, at) for schedule in self._schedules]

    def end(self) -> None:
        """Fires nothing more."""
        self._ending.set()

    def join(self) -> None:
        """Waits for the end of all threads; after `end`, and once the function's processes are gone."""
        for thread in self._threads:
            thread.join()

    def _spawn(self, target: Callable[..., object], *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, name="scheduler", daemon=True)
        self._threads = [other for other in self._threads if other.is_alive()] + [thread]
        thread.start()

    def _run(self) -> None:
        while True:
            minute = next_minute(self._clock())
            if self._ending.wait((minute - self._clock()).total_seconds()):
                return
            for schedule in self._schedules:
                if is_due(schedule, minute):
                    self._spawn(self._fire, schedule, minute)

    def _fire(self, schedule: ScheduleSource, at: datetime) -> Outcome:
        return self._invoke(schedule.function, scheduled_event(at, schedule.rule, str(self._new_uuid())))
