from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.cadence import Frequency
from chalicelib.domain.execution import ExecutionStatus, Trigger
from chalicelib.domain.schedule_plan import NotDue, Planned, plan, planned_execution
from chalicelib.domain.scheduled_report import ScheduledReport
from tests.fakes.schedules import a_schedule

SLOT = datetime(2026, 3, 8, 10, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def planned(schedule: ScheduledReport, at: datetime) -> Planned:
    decided = plan(schedule, at)
    assert isinstance(decided, Planned)
    return decided


def test_a_schedule_is_due_at_its_slot_and_not_a_moment_before() -> None:
    assert plan(a_schedule(), SLOT - timedelta(milliseconds=1)) == NotDue()
    due = planned(a_schedule(), SLOT)
    assert (due.scheduled_for, due.missed_runs, due.next_run_at) == (SLOT, 0, SLOT + WEEK)


def test_a_paused_schedule_is_never_due() -> None:
    assert plan(a_schedule(is_active=False), SLOT + WEEK) == NotDue()


def test_a_late_tick_runs_the_newest_missed_slot_once_and_says_how_many_it_passed_over() -> None:
    due = planned(a_schedule(), SLOT + 3 * WEEK + timedelta(days=2))
    assert (due.scheduled_for, due.missed_runs, due.next_run_at) == (SLOT + 3 * WEEK, 3, SLOT + 4 * WEEK)


def test_the_same_slot_is_the_same_execution_whenever_and_however_often_it_is_planned() -> None:
    schedule = a_schedule()
    once, again = planned(schedule, SLOT), planned(replace(schedule, name="Renamed", revision=7), SLOT + timedelta(hours=5))
    assert once.execution_id == again.execution_id
    assert once.execution_id != planned(a_schedule(id="018e7c2d-33ab-7df1-b1cd-2ac3a8f9112e"), SLOT).execution_id
    assert once.execution_id != planned(schedule, SLOT + WEEK).execution_id


def test_an_execution_has_the_shape_of_every_id_with_its_slot_as_time() -> None:
    uuid = UUID(planned(a_schedule(), SLOT).execution_id)
    assert (uuid.version, uuid.int >> 80) == (7, int(SLOT.timestamp() * 1000))


@given(st.sampled_from(Frequency), st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_what_was_planned_is_not_due_again(frequency: Frequency, late: timedelta) -> None:
    schedule = a_schedule(frequency)
    at = schedule.next_run_at + late
    due = planned(schedule, at)
    assert due.scheduled_for <= at < due.next_run_at
    assert plan(replace(schedule, next_run_at=due.next_run_at), at) == NotDue()


def test_a_run_covers_its_slots_day_in_the_schedules_zone_however_late_it_is_made() -> None:
    schedule = a_schedule(timezone="Pacific/Auckland", created_at=datetime(2026, 3, 1, 20, tzinfo=UTC))
    made_at = SLOT + timedelta(days=2)
    execution = planned_execution(schedule, planned(schedule, made_at), made_at, timedelta(minutes=1))
    assert execution.scheduled_for == datetime(2026, 3, 8, 20, tzinfo=UTC)
    assert execution.day == date(2026, 3, 9)
    assert (execution.trigger, execution.status, execution.created_via) == (Trigger.TICK, ExecutionStatus.PENDING, "scheduled")
    assert (execution.created_at, execution.attention_at) == (made_at, made_at + timedelta(minutes=1))
