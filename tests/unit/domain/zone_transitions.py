"""Every change of offset in ten years, in every zone of the database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

from chalicelib.domain.wall_clock import zone

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
_WEEK, _SECOND = timedelta(weeks=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ZoneTransition:
    """At `at` the zone's clock jumps by `jump` (put forward where it is positive)."""

    timezone: str
    at: datetime
    jump: timedelta


@cache
def time_zones() -> tuple[str, ...]:
    return tuple(files("tzdata").joinpath("zones").read_text(encoding="ascii").split())


def _offset(timezone: str, at: datetime) -> timedelta:
    offset = at.astimezone(zone(timezone)).utcoffset()
    assert offset is not None
    return offset


def transitions(timezone: str) -> list[ZoneTransition]:
    found, week = [], SINCE
    while week < UNTIL:
        found += _within(timezone, week, week + _WEEK)
        week += _WEEK
    return found


def _within(timezone: str, before: datetime, after: datetime) -> list[ZoneTransition]:
    jump = _offset(timezone, after) - _offset(timezone, before)
    if not jump:
        return []
    while after - before > _SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (before, middle) if _offset(timezone, middle) != _offset(timezone, before) else (middle, after)
    return [ZoneTransition(timezone, after, jump)]


@cache
def all_transitions() -> tuple[ZoneTransition, ...]:
    """Names with the same rules, byte for byte, are scanned once."""
    by_rules: dict[bytes, list[str]] = {}
    for timezone in time_zones():
        by_rules.setdefault(files("tzdata").joinpath("zoneinfo", *timezone.split("/")).read_bytes(), []).append(timezone)
    scanned = [(names, transitions(names[0])) for names in by_rules.values()]
    return tuple(ZoneTransition(name, one.at, one.jump) for names, found in scanned for name in names for one in found)


@cache
def distinct_transitions() -> tuple[ZoneTransition, ...]:
    """One zone's for each way in which a clock changes: many names share their rules."""
    distinct: dict[tuple[datetime, timedelta, timedelta], ZoneTransition] = {}
    for transition in all_transitions():
        distinct.setdefault((transition.at, transition.jump, _offset(transition.timezone, transition.at)), transition)
    return tuple(distinct.values())
