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
from chalicelib.domain.totals import Totals, totals_by

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
class Stray:
    """A campaign that stands behind an unusual day: how far it was from its own mean over the baseline, in the metric's unit."""

    metric: Metric
    ad_account_id: str
    campaign_name: str
    difference: Decimal


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


def behind(found: Watched, group: CurrencyGroup, period: Period) -> dict[date, Stray]:
    """By unusual day, the campaign that strayed furthest in the day's own direction; where its CPA alone is unusual, in conversions."""
    by_day: dict[date, list[Anomaly]] = {}
    for anomaly in found.anomalies:
        by_day.setdefault(anomaly.day, []).append(anomaly)
    usual = [_usual(account, group, period) for account in compared_accounts(group, period)]
    told = {day: _furthest(day, _stray_metric(of_day), usual) for day, of_day in sorted(by_day.items())}
    return {day: stray for day, stray in told.items() if stray}


def _stray_metric(of_day: Sequence[Anomaly]) -> Metric:
    return next((anomaly.metric for anomaly in of_day if not anomaly.metric.is_ratio), Metric.CONVERSIONS)


@dataclass(frozen=True, slots=True)
class _Usual:
    """An account's campaigns: their latest names, and what they came to over the baseline's `days`."""

    account: AccountFacts
    names: Mapping[str, str]
    totals: Mapping[str, Totals]
    days: int


def _usual(account: AccountFacts, group: CurrencyGroup, period: Period) -> _Usual:
    before = period.before(thresholds.BASELINE_DAYS)
    days = common_days(compared_accounts(group, period), before)
    rows = (row for row in account.within(before) if row.day in days)
    names = {row.campaign_id: row.campaign_name for row in account.rows}
    return _Usual(account, names, totals_by(rows, lambda row: row.campaign_id), len(days))


def _furthest(day: date, metric: Metric, usual: Sequence[_Usual]) -> Stray | None:
    """Each campaign strays by the day's value − its mean over the baseline's days. Summed, that is the day's own stray."""
    strays: dict[tuple[str, str], Decimal] = {}
    for of in usual:
        now = totals_by(of.account.within(Period(day, day)), lambda row: row.campaign_id)
        for campaign, name in of.names.items():
            mean = (metric.of(of.totals.get(campaign, Totals())) or Decimal(0)) / of.days
            key = of.account.identity.ad_account_id, name
            strays[key] = strays.get(key, Decimal(0)) + (metric.of(now.get(campaign, Totals())) or Decimal(0)) - mean
    strays = {key: stray for key, stray in strays.items() if stray}
    if not strays:
        return None
    upwards = sum(strays.values(), Decimal(0)) > 0
    (ad_account_id, name), stray = max(strays.items(), key=lambda pair: pair[1] if upwards else -pair[1])
    return Stray(metric, ad_account_id, name, stray)


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
