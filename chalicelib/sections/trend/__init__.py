"""Trend: spend, conversions and CPA by day with the period before behind them, and by week with the 13 weeks before."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.daily_totals import daily_totals
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.weeks import Side, context_days, weeks
from chalicelib.sections.currency_blocks import currency_blocks
from chalicelib.sections.day_chart import FULL, WIDE, Frame, day_chart
from chalicelib.sections.trend.finding import finding, ranges
from chalicelib.sections.trend.week_chart import week_chart

METRICS = (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA)


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The charts of each currency: wide ones for one currency, small multiples for several."""
    is_wide = len(with_data(facts)) == 1
    made = currency_blocks(facts, lambda group: _block(group, facts, wording, WIDE if is_wide else FULL))
    if isinstance(made, Omitted):
        return made
    return {
        **made,
        "is_wide": is_wide,
        "days": wording.days(facts.period.start, facts.period.end),
        "days_before": wording.days(facts.previous.start, facts.previous.end),
    }


def _block(group: CurrencyGroup, facts: Facts, wording: Wording, frame: Frame) -> dict[str, Any]:
    now, before = daily_totals(group, facts.period), daily_totals(group, facts.previous)
    blocks = weeks(group, facts.period)
    by_day = [(metric, day_chart(metric, now, before, group.currency, wording, frame)) for metric in METRICS]
    by_week = [(metric, week_chart(metric, blocks, group.currency, wording)) for metric in METRICS]
    return {
        "currency": group.currency,
        "headline": finding(blocks, group, facts.period, wording),
        "ranges": ranges(blocks, group, facts.period, wording),
        "has_before": any(before.values()),
        "by_day": [{"label": _label(metric, "per day", group.currency), "chart": chart} for metric, chart in by_day if chart],
        "by_week": [{"label": _label(metric, "a day", group.currency), "chart": chart} for metric, chart in by_week if chart],
        "has_across": any(week.side is Side.ACROSS for week in blocks),
        "week_ends": f"{facts.period.end:%A}s",
    }


def _label(metric: Metric, per: str, currency: str) -> str:
    """`Spend per day, EUR`, `CPA, EUR`."""
    name = metric.label if metric.is_ratio else f"{metric.label} {per}"
    return f"{name}, {currency}" if metric.is_money else name


SECTION = Section(
    "trend",
    "Trend",
    "Spend, conversions and CPA by day over the period before, and by week with the 13 weeks before.",
    lambda length: length,
    view,
    context_days=context_days,
)
