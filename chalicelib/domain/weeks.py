"""Weeks: a report's period in blocks of seven days that end with its last day, and the weeks before it as context.

Counted back from the last day, every week has each weekday once. Where the period is not a number of whole weeks, the week that its
first days fall into began before it: it belongs to neither side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals

DAYS = 7


class Side(StrEnum):
    """Where a week lies."""

    BEFORE = "before"
    ACROSS = "across"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days; `days_with_data` are those on which some account of the currency has data."""

    period: Period
    totals: Totals
    days_with_data: int
    side: Side

    def value(self, metric: Metric) -> Decimal | None:
        """A ratio of the week's totals, or the mean per day with data of what adds up; None without data."""
        if not self.days_with_data:
            return None
        value = metric.of(self.totals)
        return value if metric.is_ratio or value is None else value / self.days_with_data


def context_days(length: int) -> int:
    """How many days before a period of `length` days its weeks begin."""
    return (_across(length) + thresholds.CONTEXT_WEEKS) * DAYS - length


def weeks(group: CurrencyGroup, period: Period) -> tuple[Week, ...]:
    """The context's weeks and the period's, in order."""
    known = known_days(group)
    count = _across(len(period)) + thresholds.CONTEXT_WEEKS
    ends = [period.end - timedelta(days=DAYS * n) for n in reversed(range(count))]
    return tuple(_week(Period.ending(end, DAYS), period, known) for end in ends)


def known_days(group: CurrencyGroup) -> dict[date, Totals]:
    """Each day on which an account of the group has data, and what they did on it together."""
    known: dict[date, Totals] = {}
    for account in group.accounts:
        for day in account.by_day():
            known[day.day] = known.get(day.day, Totals()) + day.totals
    return known


def _week(block: Period, period: Period, known: Mapping[date, Totals]) -> Week:
    present = [known[day] for day in block if day in known]
    side = Side.WITHIN if block.start >= period.start else Side.BEFORE if block.end < period.start else Side.ACROSS
    return Week(block, sum(present, Totals()), len(present), side)


def _across(length: int) -> int:
    """Weeks that touch a period of `length` days."""
    return -(-length // DAYS)
