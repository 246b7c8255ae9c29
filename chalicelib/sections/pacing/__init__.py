"""Pacing: every figure that has a target beside it, and how what adds up has come along day by day."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import metric_label, value
from chalicelib.domain.prose import Prose, plain
from chalicelib.domain.report_target import ReportTarget, TargetPeriod
from chalicelib.domain.section import Need, Omitted, Section, Wording
from chalicelib.domain.target_judgement import Judgement, judgements
from chalicelib.domain.translation import translatable
from chalicelib.sections.currency_blocks import NO_DATA
from chalicelib.sections.judged_words import standing_label, subject_words
from chalicelib.sections.pacing.finding import finding
from chalicelib.sections.pacing.pace_chart import pace_chart

NO_TARGET = Omitted(translatable("No target is set for these accounts and days."))


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A row per judged target, the widest scopes first, and charts of those that add up."""
    if not with_data(facts):
        return NO_DATA
    made = judgements(facts)
    if not made:
        return NO_TARGET
    shown, charts = made[: thresholds.TARGET_ROWS], _charts(made, facts, wording)
    return {
        "headline": finding(made, facts, wording),
        "charts": charts,
        "rows": [_row(judged, facts, wording) for judged in shown],
        "more": _more(len(made) - len(shown), wording),
        "sub": _sub(shown, facts, wording, has_charts=bool(charts)),
    }


def _sub(shown: Sequence[Judgement], facts: Facts, wording: Wording, *, has_charts: bool) -> Prose:
    first = wording.say("Running totals, then every figure.") if has_charts else ()
    if all(len(judged.days) == len(facts.period) for judged in shown):
        return wording.paragraph([first, wording.say("Solid: what was reached. Outlined: the target, pro-rated by days where it adds up")])
    read = wording.say(
        "Solid: what was reached. Outlined: the target, pro-rated by days where it adds up; only days with data count, on both sides"
    )
    return wording.paragraph([first, read])


def _more(number: int, wording: Wording) -> str:
    if not number:
        return ""
    return wording.text_many(
        "{number} more target of a campaign is judged and not printed.",
        "{number} more targets of campaigns are judged and not printed.",
        number,
    )


def _charts(made: Sequence[Judgement], facts: Facts, wording: Wording) -> list[dict[str, Any]]:
    additive = [judged for judged in made if not judged.metric.is_ratio and judged.subject.campaign_id is None]
    charts = [(judged, pace_chart(judged, facts, wording)) for judged in additive]
    drawn = [(judged, chart) for judged, chart in charts if chart][: thresholds.PACE_CHARTS]
    return [
        {
            "label": metric_label(judged.metric, judged.subject.currency, wording),
            "subject": subject_words(judged.subject, facts, wording),
            "chart": chart,
        }
        for judged, chart in drawn
    ]


def _row(judged: Judgement, facts: Facts, wording: Wording) -> dict[str, Any]:
    currency = judged.subject.currency or ""
    most = max(judged.actual or Decimal(0), judged.target)
    return {
        "metric": wording.text(judged.metric.label),
        "subject": subject_words(judged.subject, facts, wording),
        "basis": _basis(judged, currency, facts, wording),
        "actual": value(judged.metric, judged.actual, currency, wording),
        "target": value(judged.metric, judged.target, currency, wording),
        "bar": _percent((judged.actual or Decimal(0)) / most),
        "mark": _percent(judged.target / most),
        "label": standing_label(judged, wording),
    }


def _basis(judged: Judgement, currency: str, facts: Facts, wording: Wording) -> str:
    """`monthly €15,000.00, 30 of 31 days`: the targets as they were set, and the days that count where some do not."""
    told = _as_set(judged.targets[0], judged, currency, wording)
    for target in judged.targets[1:]:
        told = wording.text("{earlier}, then {later}", earlier=told, later=_as_set(target, judged, currency, wording))
    if len(judged.days) == len(facts.period):
        return told
    days = wording.text_many(
        "{compared} of {number} day", "{compared} of {number} days", len(facts.period), compared=wording.count(len(judged.days))
    )
    return plain(wording.clauses([told, days]))


_AS_SET = {
    TargetPeriod.DAILY: translatable("daily {target}"),
    TargetPeriod.WEEKLY: translatable("weekly {target}"),
    TargetPeriod.MONTHLY: translatable("monthly {target}"),
    TargetPeriod.QUARTERLY: translatable("quarterly {target}"),
}
_AS_SET_BY_THE_ORGANIZATION = {
    TargetPeriod.DAILY: translatable("organization's daily {target}"),
    TargetPeriod.WEEKLY: translatable("organization's weekly {target}"),
    TargetPeriod.MONTHLY: translatable("organization's monthly {target}"),
    TargetPeriod.QUARTERLY: translatable("organization's quarterly {target}"),
}


def _as_set(target: ReportTarget, judged: Judgement, currency: str, wording: Wording) -> str:
    messages = _AS_SET_BY_THE_ORGANIZATION if judged.subject.is_organization else _AS_SET
    return wording.text(messages[target.period_type], target=value(judged.metric, target.target_value, currency, wording))


def _percent(fraction: Decimal) -> float:
    return float(round(fraction * 100, 1))


SECTION = Section(
    "pacing",
    translatable("Pacing against targets"),
    "Every figure with a target: how far it is, pro-rated by days, and how it came along.",
    lambda _length: 0,
    view,
    needs=(Need.TARGETS,),
)
