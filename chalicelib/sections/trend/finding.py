"""The finding of the trend: whether the period's days lie within what the weeks before have seen."""

from collections.abc import Sequence
from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import value
from chalicelib.domain.period import Period
from chalicelib.domain.prose import Prose, plain
from chalicelib.domain.section import Wording
from chalicelib.domain.weeks import Side, Week


def finding(weeks: Sequence[Week], group: CurrencyGroup, period: Period, wording: Wording) -> str:
    """`Spend averaged €812.30 a day, above every one of the 13 weeks before`."""
    mean = _over_period(Metric.SPEND, group, period)
    amount, place = value(Metric.SPEND, mean, group.currency, wording), _place(Metric.SPEND, mean, weeks, wording)
    if not place:
        return wording.text("Spend averaged {amount} a day", amount=amount)
    return wording.text("Spend averaged {amount} a day, {place}", amount=amount, place=place)


def ranges(weeks: Sequence[Week], group: CurrencyGroup, period: Period, wording: Wording) -> str:
    """`Conversions averaged 12.2 a day, within the range of the 13 weeks before (9.8 to 13.1). CPA was €18.39, below …`"""
    sentences = [_sentence(metric, weeks, group, period, wording) for metric in (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA)]
    return plain(wording.paragraph(sentences))


def _sentence(metric: Metric, weeks: Sequence[Week], group: CurrencyGroup, period: Period, wording: Wording) -> Prose:
    now = _over_period(metric, group, period)
    known, place = _known(metric, weeks), _place(metric, now, weeks, wording)
    if now is None or not place:
        return ()
    low, high = (value(metric, edge, group.currency, wording) for edge in (min(known), max(known)))
    span = {"low": low, "high": high}
    if metric is Metric.SPEND:
        return wording.say("Spend a day in the {weeks} weeks before: {low} to {high}.", weeks=wording.count(len(known)), **span)
    told = {"metric": wording.text(metric.label), "amount": value(metric, now, group.currency, wording), "place": place}
    if metric.is_ratio:
        return wording.say("{metric}: {amount}, {place} ({low} to {high}).", **told, **span)
    return wording.say("{metric}: {amount} a day, {place} ({low} to {high}).", **told, **span)


def _over_period(metric: Metric, group: CurrencyGroup, period: Period) -> Decimal | None:
    total = metric.of(group.total(period))
    days = len({row.day for row in group.rows(period)})
    return total if metric.is_ratio or total is None else total / days


def _known(metric: Metric, weeks: Sequence[Week]) -> list[Decimal]:
    return [known for week in weeks if week.side is Side.BEFORE and (known := week.value(metric)) is not None]


def _place(metric: Metric, now: Decimal | None, weeks: Sequence[Week], wording: Wording) -> str:
    known = _known(metric, weeks)
    if now is None or len(known) < thresholds.RANGE_WEEKS:
        return ""
    count = wording.count(len(known))
    if min(known) <= now <= max(known):
        return wording.text("within the range of the {weeks} weeks before", weeks=count)
    if now > max(known):
        return wording.text("above every one of the {weeks} weeks before", weeks=count)
    return wording.text("below every one of the {weeks} weeks before", weeks=count)
