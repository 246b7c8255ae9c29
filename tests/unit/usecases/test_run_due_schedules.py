from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, cast

import pytest

from chalicelib.domain.errors import NotFound, Stale, Unavailable
from chalicelib.domain.execution import ExecutionStatus, Trigger
from chalicelib.domain.scheduled_report import ScheduledReport
from tests.fakes.pipeline import Pipeline, never
from tests.fakes.visibility_stores import Makers


@pytest.fixture
def schedule(make: Makers) -> ScheduledReport:
    return make.schedule(make.brand())


def _stored(make: Makers, schedule: ScheduledReport) -> ScheduledReport:
    stored = make.stores.schedules.get(schedule.organization_id, schedule.id)
    assert stored is not None
    return stored


def test_a_due_schedule_gets_the_execution_of_its_slot_and_moves_on(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    slot = schedule.next_run_at
    make.clock.now = slot + timedelta(seconds=3)
    assert pipeline.run_due(slot, "tick-1", never).started == 1
    (execution,) = pipeline.executions(schedule.id)
    assert (execution.trigger, execution.scheduled_for, execution.status) == (Trigger.TICK, slot, ExecutionStatus.PENDING)
    assert (execution.created_at, execution.total_regions_count) == (make.clock.now, None)
    assert _stored(make, schedule).next_run_at == slot + timedelta(weeks=1)
    assert [message.execution_id for message in pipeline.execution_queue.messages] == [execution.id]


def test_a_schedule_that_is_not_due_yet_or_paused_is_left_alone(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    assert pipeline.run_due(schedule.next_run_at - timedelta(milliseconds=1), "tick", never).started == 0
    make.stores.schedules.save(replace(schedule, is_active=False), was=schedule)
    assert pipeline.run_due(schedule.next_run_at, "tick", never).started == 0


def test_the_ticks_own_time_decides_what_is_due_and_the_clock_everything_else(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport
) -> None:
    assert make.clock.now < schedule.next_run_at
    assert pipeline.run_due(schedule.next_run_at, "tick", never).started == 1
    (execution,) = pipeline.executions(schedule.id)
    assert execution.created_at == make.clock.now


def test_after_an_outage_the_newest_missed_slot_runs_once(pipeline: Pipeline, make: Makers) -> None:
    schedule = make.schedule(make.brand())
    late = schedule.next_run_at + timedelta(weeks=3, hours=5)
    make.clock.now = late
    pipeline.run_due(late, "tick", never)
    (execution,) = pipeline.executions(schedule.id)
    assert (execution.scheduled_for, execution.missed_runs) == (schedule.next_run_at + timedelta(weeks=3), 3)
    assert _stored(make, schedule).next_run_at == schedule.next_run_at + timedelta(weeks=4)


def test_two_ticks_at_once_make_one_execution(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    class Twice:
        """A store of schedules whose `due` hands out what another tick works on at the same moment."""

        def due(self, until: datetime) -> Any:
            for one in list(make.stores.schedules.due(until)):
                pipeline.run_due(until, "other", never)
                yield one

    raced = replace(pipeline.run_due, schedules=cast(Any, Twice()))
    assert raced(schedule.next_run_at, "tick", never).started == 0
    assert len(pipeline.executions(schedule.id)) == 1
    assert len(pipeline.execution_queue) == 1


def test_a_slot_that_has_run_does_not_run_again_when_a_caller_moves_the_schedule_back(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport
) -> None:
    slot = schedule.next_run_at
    pipeline.run_due(slot, "tick-1", never)
    moved = _stored(make, schedule)
    make.stores.schedules.save(replace(moved, next_run_at=slot), was=moved)
    assert pipeline.run_due(slot, "tick-2", never).started == 0
    assert len(pipeline.executions(schedule.id)) == 1
    assert _stored(make, schedule).next_run_at == slot + timedelta(weeks=1)


def test_a_schedule_that_a_caller_changed_meanwhile_waits_for_the_next_tick(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport
) -> None:
    class Changed:
        def due(self, until: datetime) -> Any:
            for one in list(make.stores.schedules.due(until)):
                make.stores.schedules.save(replace(one, name="Another"), was=one)
                yield one

    assert replace(pipeline.run_due, schedules=cast(Any, Changed()))(schedule.next_run_at, "tick-1", never).started == 0
    assert pipeline.executions(schedule.id) == []
    assert pipeline.run_due(schedule.next_run_at, "tick-2", never).started == 1


def test_a_queue_that_is_away_loses_nothing(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    pipeline.execution_queue.is_away = True
    pipeline.tick(schedule.next_run_at, "tick-1", never)
    pipeline.execution_queue.is_away = False
    make.clock.pass_(seconds=119)
    pipeline.tick(schedule.next_run_at, "tick-2", never)
    assert len(pipeline.execution_queue) == 0
    make.clock.pass_(seconds=1)
    pipeline.tick(schedule.next_run_at, "tick-3", never)
    assert len(pipeline.execution_queue) == 1
    pipeline.tick(schedule.next_run_at, "tick-4", never)
    assert len(pipeline.execution_queue) == 1
    assert pipeline.executions(schedule.id)[0].sent_at == make.clock.now


def test_a_tick_stops_in_good_order_and_the_next_goes_on(pipeline: Pipeline, make: Makers) -> None:
    brand = make.brand()
    schedules = [make.schedule(brand, next_run_at=make.clock.now) for _ in range(5)]
    looks = count()
    first = pipeline.run_due(make.clock.now, "tick-1", lambda: next(looks) >= 2)
    assert (first.started, first.stopped_early, len(pipeline.execution_queue)) == (2, True, 2)
    second = pipeline.run_due(make.clock.now, "tick-2", never)
    assert (second.started, second.stopped_early) == (3, False)
    assert all(len(pipeline.executions(schedule.id)) == 1 for schedule in schedules)


def test_messages_are_sent_ten_in_a_request(pipeline: Pipeline, make: Makers) -> None:
    brand = make.brand()
    for _ in range(25):
        make.schedule(brand, next_run_at=make.clock.now)
    pipeline.run_due(make.clock.now, "tick", never)
    assert (len(pipeline.execution_queue), pipeline.execution_queue.requests) == (25, 3)


@pytest.mark.parametrize("failure", [ZeroDivisionError(), NotFound("brand")])
def test_a_schedule_that_can_not_be_run_stops_no_other_and_is_raised_in_the_end(
    pipeline: Pipeline, make: Makers, failure: Exception
) -> None:
    brand = make.brand()
    broken, *others = [make.schedule(brand, next_run_at=make.clock.now) for _ in range(3)]

    class Broken:
        def start_slot(self, execution: Any, schedule: ScheduledReport, next_run_at: datetime) -> None:
            if schedule.id == broken.id:
                raise failure
            pipeline.kept.executions.start_slot(execution, schedule, next_run_at)

    with pytest.raises(ExceptionGroup):
        replace(pipeline.run_due, executions=cast(Any, Broken()))(make.clock.now, "tick", never)
    assert [len(pipeline.executions(schedule.id)) for schedule in (broken, *others)] == [0, 1, 1]
    assert len(pipeline.execution_queue) == 2


def test_a_store_that_goes_away_stops_the_pass_once_what_was_started_is_sent(pipeline: Pipeline, make: Makers) -> None:
    brand = make.brand()
    first, second, third = [make.schedule(brand, next_run_at=make.clock.now) for _ in range(3)]

    class Away:
        def start_slot(self, execution: Any, schedule: ScheduledReport, next_run_at: datetime) -> None:
            if pipeline.executions(first.id) or pipeline.executions(second.id) or pipeline.executions(third.id):
                raise Unavailable("the table")
            pipeline.kept.executions.start_slot(execution, schedule, next_run_at)

    with pytest.raises(Unavailable):
        replace(pipeline.run_due, executions=cast(Any, Away()))(make.clock.now, "tick", never)
    assert len(pipeline.execution_queue) == 1


def test_a_conflict_is_left_to_the_next_tick(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    class Busy:
        def start_slot(self, *_: Any) -> None:
            raise Stale

    assert replace(pipeline.run_due, executions=cast(Any, Busy()))(schedule.next_run_at, "tick", never).started == 0


def test_how_late_each_due_schedule_is_is_told_of_one_that_cant_be_run_too(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.clock.now = schedule.next_run_at + timedelta(minutes=7)
    told: list[timedelta] = []
    monkeypatch.setattr(type(pipeline.run_due), "_start", lambda *_: 1 / 0)
    with pytest.raises(ExceptionGroup):
        pipeline.run_due(make.clock.now, "tick", never, told.append)
    assert told == [timedelta(minutes=7)]
