"""Headline metrics: six key figures, each with its change and its days, the period before in grey."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.change import Comparison, change, compare
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.daily_totals import daily_totals
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import change_label, compared_over, period_before, value
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.totals import Totals
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


@dataclass(frozen=True, slots=True)
class _Shown:
    """What all cards of one currency share."""

    facts: Facts
    currency: str
    total: Totals
    comparison: Comparison
    now: Mapping[date, Totals | None]
    before: Mapping[date, Totals | None]
    frame: Frame


def _block(group: CurrencyGroup, facts: Facts, wording: Wording, frame: Frame) -> dict[str, Any]:
    comparison = compare(group.accounts, facts.period)
    now, before = daily_totals(group, facts.period), daily_totals(group, facts.previous)
    shown = _Shown(facts, group.currency, group.total(facts.period), comparison, now, before, frame)
    return {
        "currency": group.currency,
        "headline": finding(group, facts, wording),
        "compared": "" if comparison.is_complete or not comparison.days else compared_over(comparison, facts.period),
        "has_before": any(before.values()),
        "cards": [_card(metric, shown, wording) for metric in METRICS],
    }


def _card(metric: Metric, shown: _Shown, wording: Wording) -> dict[str, Any]:
    moved = change(metric, shown.comparison)
    before = "" if moved.before is None else value(metric, moved.before, shown.currency, wording)
    return {
        "label": metric.label,
        "value": value(metric, metric.of(shown.total), shown.currency, wording),
        "change": change_label(moved, shown.currency, wording),
        "before": before and _before(before, shown.facts, shown.frame),
        "chart": day_chart(metric, shown.now, shown.before, shown.currency, wording, shown.frame),
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
