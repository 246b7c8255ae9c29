"""Headline metrics: six key figures, each with its change and its days, the period before in grey."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.change import change, compare
from chalicelib.domain.coverage import days_with_data
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.daily_totals import daily_totals
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import change_label, compared_over, period_before, value
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.sections.headline_metrics.day_chart import FULL, SPARKLINE, Frame, day_chart
from chalicelib.sections.headline_metrics.finding import finding

METRICS = (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA, Metric.ROAS, Metric.CTR, Metric.CPC)


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A block of key figures per currency with data."""
    groups = with_data(facts)
    if not groups:
        return Omitted("There is no data for this period.")
    return {
        "blocks": [_block(group, facts, wording, SPARKLINE if len(groups) > 1 else FULL) for group in groups],
        "several": len(groups) > 1,
        "per_row": len(METRICS) if len(groups) > 1 else 3,
        "days": wording.days(facts.period.start, facts.period.end),
        "before": wording.days(facts.previous.start, facts.previous.end),
    }


def _block(group: CurrencyGroup, facts: Facts, wording: Wording, frame: Frame) -> dict[str, Any]:
    comparison = compare(group.accounts, facts.period)
    has_before = any(days_with_data(account, facts.previous) for account in group.accounts)
    return {
        "currency": group.currency,
        "headline": finding(group, facts, wording),
        "compared": "" if comparison.is_complete or not comparison.days else compared_over(comparison, facts.period),
        "has_before": has_before,
        "cards": [_card(metric, group, facts, wording, frame) for metric in METRICS],
    }


def _card(metric: Metric, group: CurrencyGroup, facts: Facts, wording: Wording, frame: Frame) -> dict[str, Any]:
    moved = change(metric, compare(group.accounts, facts.period))
    before = "" if moved.before is None else _before(value(metric, moved.before, group.currency, wording), facts, frame)
    now, earlier = daily_totals(group, facts.period), daily_totals(group, facts.previous)
    return {
        "label": metric.label,
        "value": value(metric, metric.of(group.total(facts.period)), group.currency, wording),
        "change": change_label(moved, group.currency, wording),
        "before": before,
        "chart": day_chart(metric, now, earlier, group.currency, wording, frame),
    }


def _before(amount: str, facts: Facts, frame: Frame) -> str:
    return f"{amount} {period_before(facts.period)}" if frame.is_labelled else f"from {amount}"


SECTION = Section(
    "headline_metrics",
    "Headline metrics",
    "Key figures, their change against the period before, and their days.",
    lambda length: length,
    view,
)
