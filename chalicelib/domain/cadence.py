"""Cadence: the grid of slots on which a schedule runs.

A grid is a wall-clock rule: its anchor (a day and a time in a zone) and every whole number of periods from there. Slot k is
computed from the anchor, never from slot k − 1 and never from when a run finished, so that nothing drifts: a monthly grid of the
31st runs on 28 or 29 February, and on 31 March again. A wall time in a gap or a repeat is resolved by `wall_clock`.

Beside its grid a schedule has its next slot as an instant. It is a slot of the grid, but for one case: a caller or a change of
zone may put it on the second of two equal wall times, which the grid alone would take for the first.

Every question is answered by arithmetic on the anchor: a schedule that slept ten years costs what one of yesterday costs.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from chalicelib.domain.wall_clock import instant, wall_time

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""Where a slot may be put: every question asked of such a grid (50 months ahead, any zone) stays within what a date can hold."""


class Frequency(StrEnum):
    """How often a schedule runs."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Grid:
    """The slots at `time` on `day`, in `timezone` (IANA), and every period from there on; a monthly grid keeps `day.day`."""

    frequency: Frequency
    timezone: str
    day: date
    time: time

    def slot(self, index: int) -> datetime:
        """The slot `index` periods after the anchor, in UTC."""
        return instant(datetime.combine(self.nominal_day(index), self.time), self.timezone)

    def nominal_day(self, index: int) -> date:
        """The day on the wall of the slot `index` periods after the anchor; in a month without the anchored day, its last one."""
        if self.frequency is not Frequency.MONTHLY:
            return self.day + index * _DAYS[self.frequency]
        year, month0 = divmod(_months(self.day) + index, 12)
        return date(year, month0 + 1, min(self.day.day, monthrange(year, month0 + 1)[1]))

    def index_at(self, at: datetime) -> int:
        """The index of the newest slot at or before an instant. Negative before the anchor."""
        index = self._periods_to(wall_time(at, self.timezone).date())
        # The day alone is off by one where the time of day, a gap or a clock put back over midnight says so: a step or two.
        while self.slot(index) > at:
            index -= 1
        while self.slot(index + 1) <= at:
            index += 1
        return index

    def after(self, at: datetime) -> datetime:
        """The first slot strictly after an instant, which may itself be a slot."""
        return self.slot(self.index_at(at) + 1)

    def _periods_to(self, day: date) -> int:
        if self.frequency is Frequency.MONTHLY:
            return _months(day) - _months(self.day)
        return (day - self.day) // _DAYS[self.frequency]


_DAYS = {Frequency.DAILY: timedelta(days=1), Frequency.WEEKLY: timedelta(weeks=1)}


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


@dataclass(frozen=True, slots=True)
class Due:
    """The slot to run, and how many older ones nobody ran."""

    slot: datetime
    missed_runs: int


def floored(at: datetime) -> datetime:
    """The same instant in UTC, cut to the minute, where every slot is put."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def anchored(at: datetime, frequency: Frequency, timezone: str) -> Grid:
    """The grid through an instant, floored to the minute: slot 0 is there."""
    wall = wall_time(floored(at), timezone)
    return Grid(frequency, timezone, wall.date(), wall.time())


def newest_due(grid: Grid, next_slot: datetime, at: datetime) -> Due | None:
    """The newest slot from `next_slot` to `at`, and how many were passed over; None where `next_slot` is still to come."""
    if next_slot > at:
        return None
    newest = grid.index_at(at)
    missed_runs = newest - grid.index_at(next_slot)
    return Due(grid.slot(newest) if missed_runs else next_slot, missed_runs)


def upcoming(grid: Grid, next_slot: datetime, count: int) -> tuple[datetime, ...]:
    """The next `count` slots, of which `next_slot` is the first."""
    following = grid.index_at(next_slot) + 1
    return (next_slot, *(grid.slot(following + step) for step in range(count - 1)))


def with_frequency(grid: Grid, next_slot: datetime, frequency: Frequency) -> Grid:
    """The grid of another frequency on the next slot, by its nominal time: one that a gap moved this once does not stay moved."""
    if frequency is grid.frequency:
        return grid
    return replace(grid, frequency=frequency, day=grid.nominal_day(grid.index_at(next_slot)))


def with_timezone(grid: Grid, next_slot: datetime, timezone: str) -> Grid:
    """The grid of another zone on the next slot's instant, and from then on at the time that the clock there shows at it.

    A clamped month keeps its anchored day (the 31st), unless the next slot falls on another day over there.
    """
    if timezone == grid.timezone:
        return grid
    there = wall_time(next_slot, timezone)
    same_day = there.date() == grid.nominal_day(grid.index_at(next_slot))
    return Grid(grid.frequency, timezone, grid.day if same_day else there.date(), there.time())


def resumed(grid: Grid, next_slot: datetime, now: datetime) -> datetime:
    """Where a paused schedule goes on: at its next slot, or at the first after `now` where that has passed."""
    return next_slot if next_slot > now else grid.after(now)
