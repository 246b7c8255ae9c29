"""Pacing: every figure that has a target beside it, and how what adds up has come along day by day."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import value
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.section import Need, Omitted, Section, Wording
from chalicelib.domain.target_judgement import Judgement, judgements
from chalicelib.sections.currency_blocks import NO_DATA
from chalicelib.sections.judged_words import standing_label, subject_words
from chalicelib.sections.pacing.finding import finding
from chalicelib.sections.pacing.pace_chart import pace_chart

NO_TARGET = Omitted("No target is set for these accounts and days.")


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A row per judged target, the widest scopes first, and charts of those that add up."""
    if not with_data(facts):
        return NO_DATA
    made = judgements(facts)
    if not made:
        return NO_TARGET
    shown = made[: thresholds.TARGET_ROWS]
    return {
        "headline": finding(made, facts, wording),
        "charts": _charts(made, facts, wording),
        "rows": [_row(judged, facts, wording) for judged in shown],
        "more": len(made) - len(shown),
        "has_missing": any(len(judged.days) < len(facts.period) for judged in shown),
    }


def _charts(made: Sequence[Judgement], facts: Facts, wording: Wording) -> list[dict[str, Any]]:
    additive = [judged for judged in made if not judged.metric.is_ratio and judged.subject.campaign_id is None]
    charts = [(judged, pace_chart(judged, facts, wording)) for judged in additive]
    drawn = [(judged, chart) for judged, chart in charts if chart][: thresholds.PACE_CHARTS]
    return [
        {
            "label": f"{judged.metric.label}, {judged.subject.currency}" if judged.metric.is_money else judged.metric.label,
            "subject": subject_words(judged.subject, facts),
            "chart": chart,
        }
        for judged, chart in drawn
    ]


def _row(judged: Judgement, facts: Facts, wording: Wording) -> dict[str, Any]:
    currency = judged.subject.currency or ""
    most = max(judged.actual or Decimal(0), judged.target)
    return {
        "metric": judged.metric.label,
        "subject": subject_words(judged.subject, facts),
        "basis": _basis(judged, currency, facts, wording),
        "actual": value(judged.metric, judged.actual, currency, wording),
        "target": value(judged.metric, judged.target, currency, wording),
        "bar": _percent((judged.actual or Decimal(0)) / most),
        "mark": _percent(judged.target / most),
        "label": standing_label(judged, wording),
    }


def _basis(judged: Judgement, currency: str, facts: Facts, wording: Wording) -> str:
    """`monthly €15,000.00, 30 of 31 days`: the targets as they were set, and the days that count where some do not."""
    told = ", then ".join(_as_set(target, judged, currency, wording) for target in judged.targets)
    days = len(judged.days)
    return told if days == len(facts.period) else f"{told}; {days} of {len(facts.period)} days"


def _as_set(target: ReportTarget, judged: Judgement, currency: str, wording: Wording) -> str:
    whose = "organization's " if judged.subject.is_organization else ""
    return f"{whose}{target.period_type} {value(judged.metric, target.target_value, currency, wording)}"


def _percent(fraction: Decimal) -> float:
    return float(round(fraction * 100, 1))


SECTION = Section(
    "pacing",
    "Pacing against targets",
    "Every figure with a target: how far it is, pro-rated by days, and how it came along.",
    lambda _length: 0,
    view,
    needs=(Need.TARGETS,),
)
