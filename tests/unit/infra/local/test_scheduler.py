from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from infra.local.application import ScheduleSource
from infra.local.environment import Failure, FailureKind, Outcome
from infra.local.scheduler import Scheduler, is_due, next_minute

AT = datetime(2026, 3, 1, 10, 7, tzinfo=UTC)
EVERY_MINUTE = ScheduleSource("tick", "the-rule", 1)
FAILED = Outcome(failure=Failure(FailureKind.ERROR, "ValueError: no"))


@pytest.mark.parametrize("second", [0, 1, 59])
def test_the_next_minute_is_always_ahead(second: int) -> None:
    assert next_minute(AT.replace(second=second, microsecond=5)) == AT.replace(minute=8)


@pytest.mark.parametrize(("minutes", "due"), [(1, True), (7, False), (5, False), (60, False)])
def test_a_rate_fires_on_its_multiples(minutes: int, due: bool) -> None:  # noqa: FBT001 - the case itself
    assert is_due(ScheduleSource("tick", "the-rule", minutes), AT) is due


def test_a_tick_hands_every_scheduled_function_an_event_and_tells_what_came_of_it() -> None:
    events: list[tuple[str, Mapping[str, Any]]] = []

    def invoke(function: str, event: Mapping[str, Any]) -> Outcome:
        events.append((function, event))
        return FAILED

    scheduler = Scheduler([EVERY_MINUTE], invoke, lambda: AT, lambda: UUID(int=1))
    assert scheduler.tick(AT) == [FAILED]
    assert [(function, event["time"], event["id"]) for function, event in events] == [("tick", "2026-03-01T10:07:00Z", str(UUID(int=1)))]


def test_nothing_fires_before_the_minute_and_the_end_wakes_it() -> None:
    scheduler = Scheduler([EVERY_MINUTE], lambda *_: pytest.fail("fired"), lambda: AT, lambda: UUID(int=1))
    scheduler.start()
    scheduler.end()
    scheduler.join()
