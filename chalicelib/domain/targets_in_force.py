"""Targets in force: which of several targets of one figure counts on a day, and how many days it is meant for."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from chalicelib.domain.report_target import ReportTarget, TargetPeriod

_TYPICAL_DAYS = {TargetPeriod.DAILY: 1, TargetPeriod.WEEKLY: 7, TargetPeriod.MONTHLY: 30, TargetPeriod.QUARTERLY: 91}


def in_force(targets: Iterable[ReportTarget], day: date, length: int) -> ReportTarget | None:
    """The target that counts on `day` in a report of `length` days; None where none is valid.

    Of several: the one whose period is nearest to the report's own (a week is held against the weekly target), then the one that
    began last, then the newest.
    """
    valid = [target for target in targets if target.valid_from <= day and (target.valid_to is None or day <= target.valid_to)]
    return min(valid, key=lambda target: (_distance(target.period_type, length), *_newest_first(target)), default=None)


def days_of(period: TargetPeriod, day: date) -> int:
    """How many days the period around `day` has: 1, 7, those of the calendar month, those of the calendar quarter."""
    if period is TargetPeriod.QUARTERLY:
        first = (day.month - 1) // 3 * 3 + 1
        return sum(monthrange(day.year, month)[1] for month in range(first, first + 3))
    return monthrange(day.year, day.month)[1] if period is TargetPeriod.MONTHLY else _TYPICAL_DAYS[period]


def _distance(period: TargetPeriod, length: int) -> float:
    """How many times longer or shorter than the report's period it is."""
    typical = _TYPICAL_DAYS[period]
    return max(typical / length, length / typical)


def _newest_first(target: ReportTarget) -> tuple[int, float, str]:
    return -target.valid_from.toordinal(), -target.created_at.timestamp(), target.id
