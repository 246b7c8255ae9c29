"""Volatility: how far a period's days stray from the 28 days before, 0 (not at all) to 100.

For each of cost, conversions and CPA that has data, with b the baseline (the mean of the daily values of the 28 days before;
for CPA their total cost ÷ total conversions) and x_i the n daily values of the period:

    deviation = √( Σ (x_i − b)² ÷ n ) ÷ b          (a coefficient of variation about the baseline's mean)

The score is the mean of the available deviations × 100, capped at 100. It is computed per currency; a report's score is the highest.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import CurrencyGroup, by_currency
from chalicelib.domain.daily_totals import common_days
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals


def volatility_score(facts: Facts) -> Decimal | None:
    """The report's score to one digit, or None where no currency has enough days before its period."""
    scores = [score for group in by_currency(facts) if (score := group_score(group, facts.period)) is not None]
    return max(scores, default=None)


def volatility_band(score: Decimal) -> str:
    """`quiet` < 30 ≤ `normal` < 60 ≤ `volatile`."""
    if score < thresholds.VOLATILITY_NORMAL:
        return "quiet"
    return "normal" if score < thresholds.VOLATILITY_VOLATILE else "volatile"


def group_score(group: CurrencyGroup, period: Period) -> Decimal | None:
    """One currency's score.

    An account without a row in the period or in the baseline is left out, and so is a day on which one of the others has none:
    a missing export must not look like a fall in spend.
    """
    before = period.before(thresholds.BASELINE_DAYS)
    accounts = [account for account in group.accounts if account.within(period) and account.within(before)]
    baseline, daily = list(common_days(accounts, before).values()), list(common_days(accounts, period).values())
    if len(baseline) < thresholds.MIN_BASELINE_DAYS or not daily:
        return None
    metrics = (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA)
    deviations = [deviation for metric in metrics if (deviation := _deviation(metric, daily, baseline)) is not None]
    if not deviations:
        return None
    score = sum(deviations, Decimal(0)) / len(deviations) * 100
    return min(score, thresholds.VOLATILITY_CAP).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _deviation(metric: Metric, daily: Sequence[Totals], baseline: Sequence[Totals]) -> Decimal | None:
    summed = sum(baseline, Totals())
    base = metric.of(summed)
    values = [value for day in daily if (value := metric.of(day)) is not None]
    if not base or not values:
        return None
    center = base if metric.is_ratio else base / len(baseline)
    mean_square = sum(((value - center) ** 2 for value in values), Decimal(0)) / len(values)
    return mean_square.sqrt() / center
