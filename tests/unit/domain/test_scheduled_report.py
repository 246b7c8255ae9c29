from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.cadence import Frequency
from chalicelib.domain.scheduled_report import ScheduleChange, ScheduledReport, changed, next_runs
from tests.fakes.schedules import CREATED_AT, a_schedule

NOW = datetime(2026, 4, 22, 12, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def after(schedule: ScheduledReport, now: datetime = NOW, **fields: Any) -> ScheduledReport:
    return changed(schedule, ScheduleChange(**fields), now)


@pytest.mark.parametrize(
    ("frequency", "first"),
    [(Frequency.DAILY, utc(2026, 3, 2, 10)), (Frequency.WEEKLY, utc(2026, 3, 8, 10)), (Frequency.MONTHLY, utc(2026, 4, 1, 10))],
)
def test_the_first_slot_is_the_creation_floored_to_the_minute_plus_one_period(frequency: Frequency, first: datetime) -> None:
    assert a_schedule(frequency).next_run_at == first


def test_a_schedule_made_on_the_31st_runs_on_the_last_of_february_and_on_the_31st_again() -> None:
    schedule = a_schedule(Frequency.MONTHLY, created_at=utc(2027, 1, 31, 9))
    assert next_runs(schedule, 3) == (utc(2027, 2, 28, 9), utc(2027, 3, 31, 9), utc(2027, 4, 30, 9))


def test_the_first_period_is_one_of_the_wall_clock() -> None:
    assert a_schedule(Frequency.DAILY, "Europe/Berlin", utc(2026, 3, 28, 8)).next_run_at == utc(2026, 3, 29, 7)


def test_a_new_slot_is_floored_and_anchors_the_grid() -> None:
    schedule = after(a_schedule(), next_run_at=datetime.fromisoformat("2026-05-05T07:30:59.5+02:00"))
    assert next_runs(schedule, 2) == (utc(2026, 5, 5, 5, 30), utc(2026, 5, 12, 5, 30))


def test_a_new_frequency_alone_keeps_the_next_slot() -> None:
    schedule = after(a_schedule(), frequency=Frequency.DAILY)
    assert next_runs(schedule, 2) == (utc(2026, 3, 8, 10), utc(2026, 3, 9, 10))


def test_a_new_zone_keeps_the_next_slots_instant_then_its_time_there() -> None:
    schedule = after(a_schedule(next_run_at=utc(2026, 3, 22, 10)), timezone="Europe/Berlin")
    assert schedule.timezone == "Europe/Berlin"
    assert next_runs(schedule, 2) == (utc(2026, 3, 22, 10), utc(2026, 3, 29, 9))


def test_all_of_a_cadence_can_be_changed_at_once() -> None:
    schedule = after(a_schedule(), next_run_at=utc(2026, 10, 24, 7), frequency=Frequency.DAILY, timezone="Europe/Berlin")
    assert next_runs(schedule, 3) == (utc(2026, 10, 24, 7), utc(2026, 10, 25, 8), utc(2026, 10, 26, 8))


def test_a_new_frequency_and_zone_keep_the_next_slot_in_both() -> None:
    schedule = after(a_schedule(next_run_at=utc(2026, 3, 22, 10)), frequency=Frequency.MONTHLY, timezone="Europe/Berlin")
    assert next_runs(schedule, 2) == (utc(2026, 3, 22, 10), utc(2026, 4, 22, 9))


def test_a_paused_schedule_keeps_its_slot_and_runs_nowhere() -> None:
    paused = after(a_schedule(), is_active=False)
    assert paused.next_run_at == utc(2026, 3, 8, 10)
    assert (paused.attention_at, next_runs(paused, 10)) == (None, ())


def test_a_schedule_that_resumes_late_goes_on_in_the_future() -> None:
    resumed = after(a_schedule(is_active=False), is_active=True)
    assert resumed.next_run_at == resumed.attention_at == utc(2026, 4, 26, 10)


def test_a_schedule_that_resumes_in_time_keeps_its_slot() -> None:
    assert after(a_schedule(is_active=False), CREATED_AT, is_active=True).next_run_at == utc(2026, 3, 8, 10)


def test_saying_active_to_an_active_schedule_moves_no_slot_that_is_overdue() -> None:
    schedule = a_schedule()
    assert after(schedule, is_active=True) is schedule


def test_a_slot_given_on_resuming_holds_even_in_the_past() -> None:
    assert after(a_schedule(is_active=False), is_active=True, next_run_at=utc(2026, 4, 20)).next_run_at == utc(2026, 4, 20)


def test_a_resumed_schedule_with_a_new_frequency_goes_on_along_the_new_grid() -> None:
    resumed = after(a_schedule(is_active=False), is_active=True, frequency=Frequency.DAILY)
    assert resumed.next_run_at == utc(2026, 4, 23, 10)


def test_what_changes_nothing_is_the_same_schedule() -> None:
    schedule = a_schedule()
    assert after(schedule) is schedule
    assert after(schedule, name=schedule.name, frequency=Frequency.WEEKLY, timezone="UTC", next_run_at=schedule.next_run_at) is schedule


def test_a_client_that_sends_back_the_slot_it_read_does_not_lose_the_31st() -> None:
    schedule = a_schedule(Frequency.MONTHLY, created_at=utc(2027, 1, 31, 9))
    renamed = after(schedule, name="Acme", next_run_at=schedule.next_run_at)
    assert next_runs(renamed, 2) == (utc(2027, 2, 28, 9), utc(2027, 3, 31, 9))


def test_what_changes_is_stamped_and_the_rest_stays() -> None:
    schedule = a_schedule(last_run_at=NOW - timedelta(days=1))
    renamed = after(schedule, name="Acme", requires_review=True)
    assert (renamed.name, renamed.requires_review, renamed.updated_at) == ("Acme", True, NOW)
    assert (renamed.grid, renamed.next_run_at, renamed.last_run_at) == (schedule.grid, schedule.next_run_at, schedule.last_run_at)
