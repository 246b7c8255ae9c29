"""Trend: spend, conversions and CPA by day with the period before behind them, and by week with the 13 weeks before."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.daily_totals import daily_totals
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.weeks import Side, Week, context_days, weeks
from chalicelib.sections.currency_blocks import currency_blocks
from chalicelib.sections.day_chart import FULL, WIDE, Frame, by_day, day_chart
from chalicelib.sections.trend.finding import finding, ranges
from chalicelib.sections.trend.week_chart import week_chart

METRICS = (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA)


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The charts of each currency: wide ones for one currency, small multiples for several."""
    is_wide = len(with_data(facts)) == 1
    made = currency_blocks(facts, lambda group: _block(group, facts, wording, WIDE if is_wide else FULL))
    if isinstance(made, Omitted):
        return made
    return {**made, "is_wide": is_wide}


def _block(group: CurrencyGroup, facts: Facts, wording: Wording, frame: Frame) -> dict[str, Any]:
    now, before = daily_totals(group, facts.period), daily_totals(group, facts.previous)
    blocks = weeks(group, facts.period)
    of_days = [(metric, day_chart(metric, now, before, group.currency, wording, frame)) for metric in METRICS]
    of_weeks = [(metric, week_chart(metric, blocks, group.currency, wording)) for metric in METRICS]
    return {
        "currency": group.currency,
        "headline": finding(blocks, group, facts.period, wording),
        "ranges": ranges(blocks, group, facts.period, wording),
        "sub": by_day(facts, wording, has_before=any(before.values())),
        "by_day": [{"label": _label(metric, _PER_DAY, group.currency, wording), "chart": chart} for metric, chart in of_days if chart],
        "by_week": [{"label": _label(metric, _A_DAY, group.currency, wording), "chart": chart} for metric, chart in of_weeks if chart],
        "weeks": _weeks(blocks, facts, wording),
    }


_PER_DAY, _A_DAY = translatable("{metric} per day"), translatable("{metric} a day")


def _label(metric: Metric, per: str, currency: str, wording: Wording) -> str:
    """`Spend per day, EUR`, `CPA, EUR`."""
    label = wording.text(metric.label)
    name = label if metric.is_ratio else wording.text(per, metric=label)
    return wording.text("{metric}, {currency}", metric=name, currency=currency) if metric.is_money else name


def _weeks(weeks: Sequence[Week], facts: Facts, wording: Wording) -> str:
    weekday = wording.weekday(facts.period.end)
    told = [wording.text("Weeks of seven days that end on {weekday}s; a mean per day with data for what adds up", weekday=weekday)]
    if any(week.side is Side.ACROSS for week in weeks):
        told.append(wording.text("the week that the period begins in is grey"))
    return plain(wording.clauses(told))


SECTION = Section(
    "trend",
    translatable("Trend"),
    "Spend, conversions and CPA by day over the period before, and by week with the 13 weeks before.",
    lambda length: length,
    view,
    context_days=context_days,
)
