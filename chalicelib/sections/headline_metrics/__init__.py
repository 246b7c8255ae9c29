"""Headline metrics: six key figures, each with its change and its days, the period before in grey."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.change import Change, Comparison, change, compare
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.daily_totals import daily_totals
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import before_text, change_label, value
from chalicelib.domain.period_words import partly_compared
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.totals import Totals
from chalicelib.domain.translation import translatable
from chalicelib.sections.currency_blocks import currency_blocks
from chalicelib.sections.day_chart import FULL, SPARKLINE, Frame, by_day, day_chart
from chalicelib.sections.headline_metrics.finding import finding

METRICS = (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA, Metric.ROAS, Metric.CTR, Metric.CPC)


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A block of key figures per currency with data."""
    several = len(with_data(facts)) > 1
    made = currency_blocks(facts, lambda group: _block(group, facts, wording, SPARKLINE if several else FULL))
    if isinstance(made, Omitted):
        return made
    return {**made, "per_row": len(METRICS) if several else 3}


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
        "sub": _sub(facts, comparison, wording, has_before=any(before.values())),
        "cards": [_card(metric, shown, wording) for metric in METRICS],
    }


def _sub(facts: Facts, comparison: Comparison, wording: Wording, *, has_before: bool) -> str:
    told, compared = by_day(facts, wording, has_before=has_before), partly_compared(comparison, facts.period, wording)
    return " · ".join([told, wording.text("changes compare {days}", days=compared)] if compared else [told])


def _card(metric: Metric, shown: _Shown, wording: Wording) -> dict[str, Any]:
    moved = change(metric, shown.comparison)
    return {
        "label": wording.text(metric.label),
        "value": value(metric, metric.of(shown.total), shown.currency, wording),
        "change": change_label(moved, shown.currency, wording),
        "before": _before(moved, shown, wording),
        "chart": day_chart(metric, shown.now, shown.before, shown.currency, wording, shown.frame),
    }


def _before(moved: Change, shown: _Shown, wording: Wording) -> str:
    if shown.frame.is_labelled or moved.before is None or not shown.comparison.is_complete:
        return before_text(moved, shown.comparison, shown.facts.period, shown.currency, wording)
    return wording.text("from {figure}", figure=value(moved.metric, moved.before, shown.currency, wording))


SECTION = Section(
    "headline_metrics",
    translatable("Headline metrics"),
    "Key figures, their change against the period before, and their days.",
    lambda length: length,
    view,
)
