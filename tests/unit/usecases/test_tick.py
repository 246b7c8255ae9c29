from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import cast

import pytest

from chalicelib.domain.errors import Unavailable
from chalicelib.usecases.run_due_schedules import Late, Ran, RunDueSchedules
from chalicelib.usecases.sweep import Sweep, Swept
from chalicelib.usecases.tick import Tick
from tests.fakes.pipeline import Pipeline
from tests.fakes.visibility_stores import Makers

AT = datetime.fromisoformat("2026-04-08T09:00:00+00:00")


class Time:
    """A tick's hundred moments: each thing that is done takes one."""

    def __init__(self) -> None:
        self.moments = 0

    def spent(self) -> float:
        return self.moments / 100


class Backlog:
    """A pass with so many things to do, as both passes of a tick are: one a moment, until time is up."""

    def __init__(self, time: Time, things: int, failure: Exception | None = None) -> None:
        self.time, self.things, self.done, self.failure, self.passes = time, things, 0, failure, 0

    def work(self, time_is_up: Callable[[], bool]) -> tuple[int, bool]:
        self.passes += 1
        done = 0
        while self.done < self.things:
            if time_is_up():
                return done, True
            self.time.moments += 1
            self.done += 1
            done += 1
        if self.failure:
            raise self.failure
        return done, False


def _tick(due: Backlog, waiting: Backlog) -> Tick:
    def run_due(_at: datetime, _correlation_id: str, time_is_up: Callable[[], bool], _late: Late) -> Ran:
        return Ran(*due.work(time_is_up))

    def sweep(_correlation_id: str, time_is_up: Callable[[], bool]) -> Swept:
        sent, stopped_early = waiting.work(time_is_up)
        return Swept(sent, 0, stopped_early)

    return Tick(cast(RunDueSchedules, run_due), cast(Sweep, sweep))


@pytest.mark.parametrize(
    ("due", "waiting", "done"),
    [
        (1000, 1000, (50, 50)),
        (1000, 20, (80, 20)),
        (30, 1000, (30, 70)),
        (1000, 0, (100, 0)),
        (0, 1000, (0, 100)),
        (10, 10, (10, 10)),
    ],
)
def test_due_and_waiting_have_half_of_a_tick_each_and_what_the_other_leaves(due: int, waiting: int, done: tuple[int, int]) -> None:
    time = Time()
    ran, swept = _tick(Backlog(time, due), Backlog(time, waiting))(AT, "tick", time.spent)
    assert (ran.started, swept.sent) == done
    assert (ran.stopped_early, swept.stopped_early) == (due > done[0], waiting > done[1])


@pytest.mark.parametrize("failure", [ZeroDivisionError(), Unavailable("the table")])
def test_a_failure_of_the_one_spares_the_other_and_is_not_met_twice(failure: Exception) -> None:
    time = Time()
    due, waiting = Backlog(time, 10, failure), Backlog(time, 10)
    with pytest.raises(ExceptionGroup):
        _tick(due, waiting)(AT, "tick", time.spent)
    assert (due.passes, waiting.done) == (1, 10)


def test_a_standing_backlog_of_due_schedules_does_not_starve_what_waits(pipeline: Pipeline, make: Makers) -> None:
    lost = make.schedule(make.brand(), next_run_at=make.clock.now)
    pipeline.execution_queue.is_away = True
    pipeline.tick(lost.next_run_at, "tick-1", lambda: 0)
    pipeline.execution_queue.is_away = False
    make.clock.pass_(minutes=5)
    many = [make.schedule(make.brand(), next_run_at=make.clock.now) for _ in range(20)]
    looks = count()
    ran, swept = pipeline.tick(make.clock.now, "tick-2", lambda: next(looks) / 20)
    assert (ran.stopped_early, swept.sent) == (True, 1)
    assert sum(len(pipeline.executions(schedule.id)) for schedule in many) == ran.started < 20


def test_what_a_tick_leaves_the_next_does(pipeline: Pipeline, make: Makers) -> None:
    schedules = [make.schedule(make.brand(), next_run_at=make.clock.now) for _ in range(20)]
    for _ in range(4):
        looks: Iterator[int] = count()
        pipeline.tick(make.clock.now, "tick", lambda looks=looks: next(looks) / 10)  # type: ignore[misc] # its own count
        make.clock.now += timedelta(minutes=1)
    assert [len(pipeline.executions(schedule.id)) for schedule in schedules] == [1] * 20
