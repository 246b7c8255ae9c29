"""The platform matrix: each platform's share of answers with its interval, what failed, and what changed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.interval_track import interval_track
from chalicelib.domain.prose import Prose, Strong, shortened
from chalicelib.domain.report import ReportKind
from chalicelib.domain.run_before import RunBefore, run_before
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import Breakdown, VisibilityMetrics, visibility_metrics
from chalicelib.domain.visibility_narrative import (
    LEVEL,
    NOTHING_MEASURED,
    answers,
    by_share,
    change_label,
    clearly_apart,
    interval,
    out_of,
    platform_name,
    share,
    since_in_a_head,
)


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A row per platform, those that name the brand most first."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return NOTHING_MEASURED
    before = run_before(facts, metrics)
    in_order = by_share(metrics.by_platform)
    silent = [part for part in metrics.by_platform if not part.appearances.n]
    return {
        "headline": _headline(in_order, facts, wording),
        "sub": _sub(metrics, wording),
        "since": "" if before is None else since_in_a_head(before, facts, wording),
        "whole": wording.percent(Decimal(1), 0),
        "rows": [_row(part, facts, before, wording) for part in (*in_order, *silent)],
        "has_failed": metrics.failed_results > 0,
    }


def _sub(metrics: VisibilityMetrics, wording: Wording) -> str:
    level = wording.percent(LEVEL, 0)
    if not metrics.failed_results:
        return wording.text("Share of each platform's answers that name the brand, with {level} interval", level=level)
    return wording.text(
        "Share of each platform's answers that name the brand, with {level} interval; failed questions are in no share", level=level
    )


def _headline(answered: Sequence[Breakdown[AiPlatform]], facts: VisibilityFacts, wording: Wording) -> Prose:
    most, least, brand = answered[0], answered[-1], shortened(facts.brand.name)
    highest = answers(most.appearances, wording)
    if len(answered) == 1:
        platform = Strong(platform_name(most.key, wording))
        return wording.say("{platform} names {brand} in {answers}", platform=platform, brand=brand, answers=highest)
    if clearly_apart([part.appearances for part in answered]):
        return wording.say(
            "Named most by {most}, in {highest}; least by {least}, in {lowest}",
            most=platform_name(most.key, wording),
            highest=highest,
            least=platform_name(least.key, wording),
            lowest=out_of(least.appearances, wording),
        )
    return wording.say("No platform names {brand} clearly more often than another", brand=brand)


def _row(part: Breakdown[AiPlatform], facts: VisibilityFacts, before: RunBefore | None, wording: Wording) -> dict[str, Any]:
    change = None if before is None else before.by_platform.get(part.key)
    return {
        "name": platform_name(part.key, wording),
        "track": interval_track(part.appearances),
        "share": share(part.appearances, wording),
        "counted": out_of(part.appearances, wording) if part.appearances.n else wording.text("no answer"),
        "interval": interval(part.appearances, wording),
        "failed": wording.count(part.failed) if part.failed else "–",
        "change": None if change is None else change_label(change, wording, unit=False),
        "incomparable": wording.text(_incomparable(part, facts)) if change is None and before is not None else "",
    }


def _incomparable(part: Breakdown[AiPlatform], facts: VisibilityFacts) -> str:
    """Why a platform can't be compared with the run before."""
    then = dict(facts.past_runs[-1].by_platform).get(part.key)
    if not part.appearances.n:
        return translatable("no answer now")
    if then is None:
        return translatable("not asked then")
    return translatable("other questions then") if then.n else translatable("no answer then")


SECTION = Section(
    "platform_matrix",
    translatable("Platform matrix"),
    "Each AI platform's share of answers that name the brand, with its interval, what failed and what changed.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
