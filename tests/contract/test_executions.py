"""What every keeper of executions does: the one in memory, and the table on two engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import AlreadyMade, Stale, Unavailable
from chalicelib.domain.execution import Execution, ExecutionStatus, ended, sent, started
from chalicelib.domain.schedule_plan import Planned, plan, planned_execution
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.ports.executions import SlotTaken
from chalicelib.usecases.ports.scheduled_reports import LastRun
from tests.fakes.pipeline import Kept
from tests.fakes.visibility_stores import Makers

SOON = timedelta(minutes=2)


@pytest.fixture
def schedule(make: Makers) -> ScheduledReport:
    return make.schedule(make.brand())


def _planned(schedule: ScheduledReport, make: Makers) -> tuple[Planned, Execution]:
    planned = plan(schedule, schedule.next_run_at)
    assert isinstance(planned, Planned)
    return planned, planned_execution(schedule, planned, make.clock.now, SOON)


def _start(kept: Kept, schedule: ScheduledReport, make: Makers) -> Execution:
    planned, execution = _planned(schedule, make)
    kept.executions.start_slot(execution, schedule, planned.next_run_at)
    return execution


def _stored(make: Makers, schedule: ScheduledReport) -> ScheduledReport:
    stored = make.stores.schedules.get(schedule.organization_id, schedule.id)
    assert stored is not None
    return stored


def test_a_slot_gets_its_execution_and_the_schedule_moves_on(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    execution = _start(kept, schedule, make)
    assert kept.executions.get(make.organization_id, execution.id) == execution
    moved = _stored(make, schedule)
    assert (moved.next_run_at, moved.revision) == (schedule.next_run_at + timedelta(weeks=1), schedule.revision)


def test_a_slot_is_taken_once(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    execution = _start(kept, schedule, make)
    with pytest.raises(SlotTaken):
        _start(kept, schedule, make)
    assert kept.executions.get(make.organization_id, execution.id) == execution


@pytest.mark.parametrize("change", [{"name": "Another"}, {"is_active": False}])
def test_a_schedule_that_was_changed_or_paused_starts_nothing(
    kept: Kept, make: Makers, schedule: ScheduledReport, change: dict[str, object]
) -> None:
    make.stores.schedules.save(replace(schedule, **change), was=schedule)  # type: ignore[arg-type]
    planned, execution = _planned(schedule, make)
    with pytest.raises(Stale):
        kept.executions.start_slot(execution, schedule, planned.next_run_at)
    with pytest.raises(Stale):
        kept.executions.skip_slot(schedule, planned.next_run_at)
    assert kept.executions.get(make.organization_id, execution.id) is None
    assert _stored(make, schedule).next_run_at == schedule.next_run_at


def test_the_end_of_a_run_meanwhile_is_no_change(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    make.stores.schedules.record_run(
        make.organization_id, schedule.id, LastRun(make.clock.now, ExecutionStatus.PARTIAL, "1 of 2 answers failed.")
    )
    _start(kept, schedule, make)
    assert _stored(make, schedule).last_run_status is ExecutionStatus.PARTIAL


def test_a_schedule_that_is_gone_starts_nothing(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    make.stores.schedules.remove(schedule)
    with pytest.raises(Stale):
        _start(kept, schedule, make)


def test_a_slot_that_has_its_run_is_skipped(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    kept.executions.skip_slot(schedule, schedule.next_run_at + timedelta(weeks=1))
    assert _stored(make, schedule).next_run_at == schedule.next_run_at + timedelta(weeks=1)
    with pytest.raises(Stale):
        kept.executions.skip_slot(schedule, schedule.next_run_at + timedelta(weeks=1))


def test_of_many_ticks_at_once_one_starts_the_slot(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    def start(_: int) -> bool:
        try:
            _start(kept, schedule, make)
        except (SlotTaken, Stale, Unavailable):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(start, range(16))) == 1
    assert len(kept.executions.page(make.organization_id, schedule.id, limit=10, after=None).items) == 1


def test_every_state_of_a_run_comes_back_as_it_was_saved(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    execution = _start(kept, schedule, make)
    now = make.clock.now
    changes: tuple[Callable[[Execution], Execution], ...] = (
        lambda one: sent(one, now, SOON),
        lambda one: replace(started(one, ("ad_rpt_1", "ad_rpt_2"), now, SOON), sheet_keys=("key-1", "key-2")),
        lambda one: ended(one, ExecutionStatus.PARTIAL, now, completed_regions=1, error_message="1 of 2 answers failed."),
    )
    for change in changes:
        execution = kept.executions.save(change(execution))
        assert kept.executions.get(make.organization_id, execution.id) == execution


def test_a_save_over_what_has_changed_since_is_stale_and_nothing_is_added_twice(
    kept: Kept, make: Makers, schedule: ScheduledReport
) -> None:
    execution = _start(kept, schedule, make)
    kept.executions.save(execution)
    with pytest.raises(Stale):
        kept.executions.save(execution)
    with pytest.raises(AlreadyMade):
        kept.executions.add(execution)


def test_a_schedules_runs_are_listed_newest_first_and_their_pages_tile(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    made = []
    for _ in range(5):
        make.clock.pass_(days=7)
        made.append(_start(kept, _stored(make, schedule), make).id)
    first = kept.executions.page(make.organization_id, schedule.id, limit=3, after=None)
    rest = kept.executions.page(make.organization_id, schedule.id, limit=3, after=first.after)
    assert [one.id for one in (*first.items, *rest.items)] == made[::-1]
    assert rest.after is None
    assert kept.executions.page("another", schedule.id, limit=3, after=None).items == ()


def test_what_waits_is_nominated_from_its_time_on_and_at_rest_no_more(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    execution = _start(kept, schedule, make)

    def nominated(after: timedelta) -> list[str]:
        until = make.clock.now + after
        return [one.id for one in kept.open_work.waiting(until) if one.organization_id == make.organization_id]

    assert nominated(SOON - timedelta(milliseconds=1)) == []
    assert nominated(SOON) == [execution.id]
    kept.executions.save(ended(execution, ExecutionStatus.FAILED, make.clock.now))
    assert nominated(SOON) == []


def test_a_run_of_another_organization_is_not_there(kept: Kept, make: Makers, schedule: ScheduledReport) -> None:
    assert kept.executions.get("another", _start(kept, schedule, make).id) is None
