from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import cadence
from chalicelib.domain.cadence import Due, Frequency, Grid
from chalicelib.domain.wall_clock import wall_time
from tests.unit.domain.zone_transitions import SINCE, UNTIL, ZoneTransition, all_transitions, distinct_transitions, time_zones

BERLIN = "Europe/Berlin"
DAILY, WEEKLY, MONTHLY = Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY
REPEATS = [timedelta(minutes=minutes) for minutes in (30, 60, 120, 180)]
STEPS = {DAILY: timedelta(days=1), WEEKLY: timedelta(weeks=1)}

minutes = st.datetimes(SINCE.replace(tzinfo=None), UNTIL.replace(tzinfo=None)).map(lambda at: cadence.floored(at.replace(tzinfo=UTC)))
grids = st.builds(cadence.anchored, minutes, st.sampled_from(Frequency), st.sampled_from(time_zones()))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def days_of(grid: Grid, count: int) -> list[date]:
    return [wall_time(grid.slot(index), grid.timezone).date() for index in range(count)]


# The calendar


def test_a_monthly_grid_keeps_its_day_and_does_not_drift_where_it_is_clamped() -> None:
    grid = Grid(MONTHLY, "UTC", date(2027, 1, 31), time(9))
    assert days_of(grid, 5) == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31)]
    assert grid.slot(13) == utc(2028, 2, 29, 9)


def test_a_weekly_grid_keeps_its_weekday() -> None:
    assert days_of(Grid(WEEKLY, "UTC", date(2026, 12, 28), time(9)), 3) == [date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 11)]


def test_a_new_grid_is_floored_to_the_minute() -> None:
    assert cadence.anchored(datetime(2026, 3, 1, 10, 0, 59, 999000, UTC), DAILY, "UTC").slot(1) == utc(2026, 3, 2, 10)


def test_an_offset_that_is_not_utc_is_the_same_instant() -> None:
    in_june = datetime.fromisoformat("2026-06-01T11:00:30+02:00")
    assert cadence.floored(in_june) == utc(2026, 6, 1, 9)
    assert cadence.anchored(in_june, DAILY, BERLIN).time == time(11)


# Clocks that change


def test_the_wall_clock_time_is_kept_over_a_change_of_clocks() -> None:
    grid = cadence.anchored(utc(2026, 3, 28, 8), DAILY, BERLIN)
    assert [grid.slot(index) for index in range(3)] == [utc(2026, 3, 28, 8), utc(2026, 3, 29, 7), utc(2026, 3, 30, 7)]


def test_a_time_that_does_not_exist_runs_at_the_first_instant_after_the_gap_and_at_its_own_time_the_next_day() -> None:
    grid = cadence.anchored(utc(2026, 3, 28, 1, 30), DAILY, BERLIN)
    assert [grid.slot(index) for index in range(3)] == [utc(2026, 3, 28, 1, 30), utc(2026, 3, 29, 1), utc(2026, 3, 30, 0, 30)]


def test_a_time_that_comes_twice_runs_once_the_first_time() -> None:
    grid = cadence.anchored(utc(2026, 10, 24, 0, 30), DAILY, BERLIN)
    assert grid.after(utc(2026, 10, 24, 0, 30)) == utc(2026, 10, 25, 0, 30)
    assert grid.after(utc(2026, 10, 25, 0, 30)) == utc(2026, 10, 26, 1, 30)


def test_a_slot_that_ran_is_not_the_next_again_where_the_clock_is_put_back_over_midnight() -> None:
    grid = Grid(DAILY, "America/St_Johns", date(2010, 11, 6), time(0))
    put_back = utc(2010, 11, 7, 3)
    assert grid.slot(1) < put_back
    assert wall_time(put_back, grid.timezone).date() == date(2010, 11, 6)
    assert grid.after(put_back) == utc(2010, 11, 8, 3, 30)


def test_a_grid_anchored_on_the_second_of_two_equal_times_runs_the_first_time_from_then_on() -> None:
    grid = cadence.anchored(utc(2026, 10, 25, 1, 30), DAILY, BERLIN)
    assert grid.time.fold == 0
    assert grid.slot(364) == utc(2027, 10, 24, 0, 30)
    assert grid.after(utc(2027, 10, 30, 0, 30)) == utc(2027, 10, 31, 0, 30)


def assert_keeps_its_word(grid: Grid, indexes: range) -> None:
    """Slots strictly increase, stay on the wall clock but for gap and clamp, skip no period, and never come twice."""
    slots = [grid.slot(index) for index in indexes]
    assert all(earlier < later for earlier, later in pairwise(slots))
    for index, slot in zip(indexes, slots, strict=True):
        shown, meant = wall_time(slot, grid.timezone), datetime.combine(grid.nominal_day(index), grid.time)
        if shown != meant:
            assert shown > meant
            assert wall_time(slot - timedelta(seconds=1), grid.timezone) < meant, "a time that exists was moved"
        else:
            assert all(wall_time(slot - repeat, grid.timezone) != meant for repeat in REPEATS), "not the first of two"
    assert_skips_no_period(grid, indexes)
    for earlier, later in pairwise(slots):
        assert grid.after(earlier) == later
        assert grid.after(later - timedelta(seconds=1)) == later


def assert_skips_no_period(grid: Grid, indexes: range) -> None:
    for earlier, later in pairwise(grid.nominal_day(index) for index in indexes):
        if grid.frequency in STEPS:
            assert later - earlier == STEPS[grid.frequency]
        else:
            assert (later.year * 12 + later.month) - (earlier.year * 12 + earlier.month) == 1
            assert later.day == min(grid.day.day, monthrange(later.year, later.month)[1])


def grids_over(transition: ZoneTransition, offset: timedelta, frequency: Frequency) -> Grid:
    """A grid one of whose nominal slots falls `offset` from the transition, as the clock shows it just before."""
    meant = wall_time(transition.at - timedelta(seconds=1), transition.timezone) + timedelta(seconds=1) + offset
    return Grid(frequency, transition.timezone, meant.date(), meant.time().replace(second=0, microsecond=0))


def test_ten_years_have_gaps_and_repeats_in_hundreds_of_zones() -> None:
    assert len(time_zones()) > 590
    assert len(all_transitions()) > 4000
    assert {transition.jump > timedelta(0) for transition in distinct_transitions()} == {True, False}


@pytest.mark.parametrize("frequency", Frequency)
def test_every_way_in_which_clocks_change_in_ten_years_keeps_the_grids_word(frequency: Frequency) -> None:
    for transition in distinct_transitions():
        for share in (-1, -0.5, 0, 0.5, 1):
            assert_keeps_its_word(grids_over(transition, abs(transition.jump) * share, frequency), range(-2, 3))


@given(st.sampled_from(all_transitions()), st.integers(-180, 180), st.sampled_from(Frequency), st.integers(-30, 30))
def test_any_grid_near_any_change_of_clocks_keeps_its_word(
    transition: ZoneTransition, offset: int, frequency: Frequency, first: int
) -> None:
    assert_keeps_its_word(grids_over(transition, timedelta(minutes=offset), frequency), range(first, first + 4))


@given(grids, st.integers(0, 200))
def test_any_grid_keeps_its_word(grid: Grid, first: int) -> None:
    assert_keeps_its_word(grid, range(first, first + 5))


# Missed slots


@given(grids, st.integers(0, 60), st.timedeltas(timedelta(0), timedelta(days=90)))
def test_the_newest_missed_slot_and_the_count_are_those_of_walking_slot_by_slot(grid: Grid, index: int, late: timedelta) -> None:
    next_slot = grid.slot(index)
    at = next_slot + late
    newest, missed, walked = next_slot, 0, grid.after(next_slot)
    while walked <= at:
        newest, missed, walked = walked, missed + 1, grid.after(walked)
    assert cadence.newest_due(grid, next_slot, at) == Due(newest, missed)


def test_a_slot_that_is_still_to_come_is_not_due() -> None:
    grid = cadence.anchored(utc(2026, 3, 1, 10), DAILY, "UTC")
    assert cadence.newest_due(grid, grid.slot(1), grid.slot(1) - timedelta(microseconds=1)) is None
    assert cadence.newest_due(grid, grid.slot(1), grid.slot(1)) == Due(grid.slot(1), 0)


def test_a_schedule_that_slept_for_thousands_of_years_is_answered_as_quickly_as_any() -> None:
    grid = cadence.anchored(cadence.EARLIEST, DAILY, BERLIN)
    at = cadence.LATEST
    due = cadence.newest_due(grid, grid.slot(0), at)
    assert due is not None
    assert due.missed_runs == (at.date() - date(1970, 1, 1)).days
    assert due.slot == utc(9000, 1, 1)


def test_a_next_slot_on_the_second_of_two_equal_wall_times_runs_then_and_not_a_second_time() -> None:
    second = utc(2026, 10, 25, 1, 30)
    grid = cadence.anchored(second, DAILY, BERLIN)
    assert cadence.newest_due(grid, second, second - timedelta(minutes=1)) is None
    assert cadence.newest_due(grid, second, second + timedelta(hours=2)) == Due(second, 0)
    assert cadence.upcoming(grid, second, 2) == (second, utc(2026, 10, 26, 1, 30))


# Next runs


@given(grids, st.integers(0, 40), st.integers(1, 50))
def test_the_next_runs_are_those_that_follow_one_by_one(grid: Grid, index: int, count: int) -> None:
    slots = cadence.upcoming(grid, grid.slot(index), count)
    assert len(slots) == count
    assert slots[0] == grid.slot(index)
    assert all(grid.after(earlier) == later for earlier, later in pairwise(slots))


def test_the_latest_slot_that_may_be_asked_for_still_has_fifty_after_it() -> None:
    for timezone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        for edge in (cadence.EARLIEST, cadence.LATEST):
            grid = cadence.anchored(edge, MONTHLY, timezone)
            assert len(cadence.upcoming(grid, edge, 50)) == 50


# Changes


@given(grids, st.integers(0, 60), st.sampled_from(Frequency))
def test_a_new_frequency_keeps_the_next_slot_and_goes_on_from_it(grid: Grid, index: int, frequency: Frequency) -> None:
    next_slot = grid.slot(index)
    after = cadence.with_frequency(grid, next_slot, frequency)
    assert after.slot(after.index_at(next_slot)) == next_slot
    assert after.time == grid.time
    if frequency is not grid.frequency:
        assert after.nominal_day(after.index_at(next_slot) + 1) == Grid(frequency, "UTC", grid.nominal_day(index), time()).nominal_day(1)


def test_a_slot_that_a_gap_moved_does_not_stay_moved_with_a_new_frequency() -> None:
    grid = cadence.anchored(utc(2026, 3, 28, 1, 30), DAILY, BERLIN)
    weekly = cadence.with_frequency(grid, grid.slot(1), WEEKLY)
    assert cadence.upcoming(weekly, grid.slot(1), 2) == (utc(2026, 3, 29, 1), utc(2026, 4, 5, 0, 30))


def test_a_clamped_slot_anchors_a_new_frequency_on_the_day_that_it_fell_on() -> None:
    grid = Grid(MONTHLY, "UTC", date(2027, 1, 31), time(9))
    weekly = cadence.with_frequency(grid, grid.slot(1), WEEKLY)
    assert days_of(weekly, 2) == [date(2027, 2, 28), date(2027, 3, 7)]


def test_a_slot_that_a_gap_moved_past_midnight_is_a_new_day_in_a_new_zone() -> None:
    grid = Grid(WEEKLY, "America/Nuuk", date(2026, 3, 21), time(23, 30))
    next_slot = grid.slot(1)
    assert wall_time(next_slot, grid.timezone) == utc(2026, 3, 29).replace(tzinfo=None)  # meant for the 28th, which had no 23:30
    praia = cadence.with_timezone(grid, next_slot, "Atlantic/Cape_Verde")
    assert cadence.upcoming(praia, next_slot, 2) == (next_slot, next_slot + timedelta(weeks=1))
    assert praia.slot(praia.index_at(next_slot)) == next_slot


@given(grids, st.integers(0, 60), st.sampled_from(time_zones()))
def test_a_new_zone_keeps_the_next_slots_instant_then_its_time_on_the_wall_there(grid: Grid, index: int, timezone: str) -> None:
    next_slot = grid.slot(index)
    after = cadence.with_timezone(grid, next_slot, timezone)
    there = wall_time(next_slot, timezone)
    if timezone != grid.timezone:
        assert after.time == there.time()
    first, second = cadence.upcoming(after, next_slot, 2)
    assert first == next_slot
    assert after.nominal_day(after.index_at(next_slot)) == (there.date() if timezone != grid.timezone else grid.nominal_day(index))
    assert second == after.slot(after.index_at(next_slot) + 1) > first


def test_a_clamped_month_keeps_its_day_in_a_new_zone_unless_it_is_another_day_there() -> None:
    grid = Grid(MONTHLY, "UTC", date(2027, 1, 31), time(23))
    february = grid.slot(1)
    in_london = cadence.with_timezone(grid, february, "Europe/London")
    assert cadence.upcoming(in_london, february, 2) == (february, utc(2027, 3, 31, 22))
    in_berlin = cadence.with_timezone(grid, february, BERLIN)
    assert (in_berlin.day, in_berlin.time) == (date(2027, 3, 1), time(0))


def test_a_schedule_that_resumes_goes_on_at_the_next_future_slot_of_its_grid() -> None:
    grid = cadence.anchored(utc(2026, 3, 1, 10), WEEKLY, "UTC")
    assert cadence.resumed(grid, grid.slot(1), utc(2026, 4, 22)) == utc(2026, 4, 26, 10)
    assert cadence.resumed(grid, grid.slot(1), grid.slot(1)) == grid.slot(2)
    assert cadence.resumed(grid, grid.slot(1), grid.slot(1) - timedelta(seconds=1)) == grid.slot(1)
