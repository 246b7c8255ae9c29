"""Anomalies: days of the period whose spend, conversions or CPA left the range that the 28 days before have made usual.

The range is the median of the 28 days ± 3.5 robust standard deviations (1.4826 × their median absolute deviation), never below zero.
Days count on which every account of the currency that has data in both has data. A figure without any spread has no range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_totals import common_days
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals

METRICS = (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA)


@dataclass(frozen=True, slots=True)
class UsualRange:
    """What days were like before, in the metric's unit."""

    low: Decimal
    middle: Decimal
    high: Decimal
    deviation: Decimal


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A day's figure outside its usual range, and how many robust standard deviations it lies from the middle."""

    day: date
    metric: Metric
    value: Decimal
    usual: UsualRange

    @property
    def distance(self) -> Decimal:
        """Robust standard deviations, without a sign."""
        return abs(self.value - self.usual.middle) / self.usual.deviation


@dataclass(frozen=True, slots=True)
class Watched:
    """What a currency's days were held against: `daily` are the days that count, `ranges` the figures that have a range."""

    daily: Mapping[date, Totals]
    ranges: Mapping[Metric, UsualRange]
    anomalies: tuple[Anomaly, ...]


def watched(group: CurrencyGroup, period: Period) -> Watched | None:
    """The currency's days against the 28 before; None with too few of those."""
    before = period.before(thresholds.BASELINE_DAYS)
    accounts = compared_accounts(group, period)
    baseline, daily = common_days(accounts, before), common_days(accounts, period)
    if len(baseline) < thresholds.MIN_BASELINE_DAYS or not daily:
        return None
    ranges = {metric: usual for metric in METRICS if (usual := _range(metric, list(baseline.values())))}
    found = [
        Anomaly(day, metric, value, usual)
        for day, totals in daily.items()
        for metric, usual in ranges.items()
        if (value := metric.of(totals)) is not None and not usual.low <= value <= usual.high
    ]
    return Watched(daily, ranges, tuple(found))


def compared_accounts(group: CurrencyGroup, period: Period) -> list[AccountFacts]:
    """The accounts with data in the period and in the 28 days before."""
    before = period.before(thresholds.BASELINE_DAYS)
    return [account for account in group.accounts if account.within(period) and account.within(before)]


def _range(metric: Metric, days: Sequence[Totals]) -> UsualRange | None:
    values = [value for day in days if (value := metric.of(day)) is not None]
    if len(values) < thresholds.MIN_BASELINE_DAYS:
        return None
    middle = median(values)
    deviation = median(abs(value - middle) for value in values) * thresholds.MAD_TO_DEVIATION
    if not deviation:
        return None
    reach = deviation * thresholds.ANOMALY_DEVIATIONS
    return UsualRange(max(middle - reach, Decimal(0)), middle, middle + reach, deviation)
