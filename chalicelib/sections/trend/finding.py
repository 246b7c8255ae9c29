"""The finding of the trend: whether the period's days lie within what the weeks before have seen."""

from collections.abc import Sequence
from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import value
from chalicelib.domain.period import Period
from chalicelib.domain.section import Wording
from chalicelib.domain.weeks import Side, Week


def finding(weeks: Sequence[Week], group: CurrencyGroup, period: Period, wording: Wording) -> str:
    """`Spend averaged €812.30 a day, above every one of the 13 weeks before`."""
    mean = _over_period(Metric.SPEND, group, period)
    told = f"Spend averaged {value(Metric.SPEND, mean, group.currency, wording)} a day"
    place = _place(Metric.SPEND, mean, weeks)
    return f"{told}, {place}" if place else told


def ranges(weeks: Sequence[Week], group: CurrencyGroup, period: Period, wording: Wording) -> str:
    """`Conversions averaged 12.2 a day, within the range of the 13 weeks before (9.8 to 13.1). CPA was €18.39, below …`"""
    sentences = [_sentence(metric, weeks, group, period, wording) for metric in (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA)]
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(metric: Metric, weeks: Sequence[Week], group: CurrencyGroup, period: Period, wording: Wording) -> str:
    now = _over_period(metric, group, period)
    known, place = _known(metric, weeks), _place(metric, now, weeks)
    if now is None or not place:
        return ""
    low, high = (value(metric, edge, group.currency, wording) for edge in (min(known), max(known)))
    span = f"weeks before: {low} to {high}"
    if metric is Metric.SPEND:
        return f"Spend a day in the {len(known)} {span}."
    told = "" if metric.is_ratio else " a day"
    return f"{metric.label}: {value(metric, now, group.currency, wording)}{told}, {place} ({low} to {high})."


def _over_period(metric: Metric, group: CurrencyGroup, period: Period) -> Decimal | None:
    total = metric.of(group.total(period))
    days = len({row.day for row in group.rows(period)})
    return total if metric.is_ratio or total is None else total / days


def _known(metric: Metric, weeks: Sequence[Week]) -> list[Decimal]:
    return [known for week in weeks if week.side is Side.BEFORE and (known := week.value(metric)) is not None]


def _place(metric: Metric, now: Decimal | None, weeks: Sequence[Week]) -> str:
    known = _known(metric, weeks)
    if now is None or len(known) < thresholds.RANGE_WEEKS:
        return ""
    if min(known) <= now <= max(known):
        return f"within the range of the {len(known)} weeks before"
    return f"{'above' if now > max(known) else 'below'} every one of the {len(known)} weeks before"
