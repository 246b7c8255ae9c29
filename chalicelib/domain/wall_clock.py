"""Wall clock: between an instant and what a clock on the wall shows, by the IANA rules of the pinned `tzdata` package.

A wall time that does not exist (a clock put forward) stands for the first instant after the gap; one that comes twice
(a clock put back) for the first of the two. PEP 495 gives the two readings of such a time as `fold` 0 and 1.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


@cache
def zone(name: str) -> ZoneInfo:
    """The zone's rules from `tzdata`, never from the machine's own copy: two Lambdas must not disagree. `name` is a known one."""
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as rules:
        return ZoneInfo.from_file(rules, key=name)


def wall_time(at: datetime, timezone: str) -> datetime:
    """What the wall clock shows at an instant, as a naive datetime; the second of two equal times is not told from the first."""
    return at.astimezone(zone(timezone)).replace(tzinfo=None, fold=0)


def instant(wall: datetime, timezone: str) -> datetime:
    """The instant in UTC at which the clock shows `wall` (naive, whole seconds): see the module for gaps and repeats."""
    rules = zone(timezone)
    by_earlier_offset = wall.replace(tzinfo=rules, fold=0).astimezone(UTC)
    if wall_time(by_earlier_offset, timezone) == wall:
        return by_earlier_offset
    by_later_offset = wall.replace(tzinfo=rules, fold=1).astimezone(UTC)
    return _first_after_gap(wall, timezone, by_later_offset, by_earlier_offset)


def _first_after_gap(wall: datetime, timezone: str, before: datetime, after: datetime) -> datetime:
    """Halve the stretch between an instant before the gap and one after it: a gap of a day takes 17 steps."""
    while after - before > _SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if wall_time(middle, timezone) < wall:
            before = middle
        else:
            after = middle
    return after
