"""The method of a visibility report: which models answered and when, what failed and why, and how each figure is counted."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import FailureCount, VisibilityMetrics, visibility_metrics
from chalicelib.domain.visibility_narrative import platform_name, zone_in_words
from chalicelib.domain.wall_clock import wall_time
from chalicelib.sections.how_worded import how_worded
from chalicelib.sections.visibility_method.definitions import definitions
from chalicelib.sections.visibility_method.why import why

MESSAGE_CHARACTERS = 160
"""Of an engine's own words for a failure; the results have them in full."""
MODELS = 3
"""Models of one platform that are named with their answers; a platform rarely answers with more than one."""


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any]:
    """A row per platform, the failures by reason, and the definitions of what this report prints."""
    metrics = visibility_metrics(facts.results, facts.brand)
    return {
        "headline": _headline(metrics, wording),
        "platforms": [_platform(platform, facts, metrics, wording) for platform in facts.ai_platforms],
        "has_failed": metrics.failed_results > 0,
        "is_one_day": _is_one_day(facts),
        "zone": zone_in_words(facts.timezone, wording),
        "definitions": definitions(facts, metrics, wording) + how_worded(facts.reworded, wording),
    }


def _headline(metrics: VisibilityMetrics, wording: Wording) -> str:
    asked = metrics.total_results + metrics.failed_results
    if not metrics.failed_results:
        return wording.text_many(
            "How this was counted: the only question was answered",
            "How this was counted: all {number} questions to a platform were answered",
            asked,
        )
    return wording.text_many(
        "How this was counted: {answered} of {number} question to a platform was answered",
        "How this was counted: {answered} of {number} questions to a platform were answered",
        asked,
        answered=wording.count(metrics.total_results),
    )


def _platform(platform: AiPlatform, facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> dict[str, Any]:
    cells = [result for result in facts.results if result.platform is platform]
    answered = [result for result in cells if result.is_answered]
    moments = [result.asked_at for result in answered if result.asked_at is not None]
    models = Counter(_model(result, wording) for result in answered).most_common()
    named = [name if len(models) == 1 else f"{name} ({wording.count(answers)})" for name, answers in models[:MODELS]]
    more = [wording.text_many_in("models", "{number} more", "{number} more", len(models) - MODELS)] if len(models) > MODELS else []
    return {
        "name": platform_name(platform, wording),
        "models": ", ".join([*named, *more]) or "–",
        "answered": wording.count(len(answered)),
        "failed": wording.count(len(cells) - len(answered)),
        "failures": [_failure(failure, wording) for failure in metrics.failures if failure.platform is platform],
        "when": _between(moments, facts, wording) if moments else "–",
    }


def _model(result: CellResult, wording: Wording) -> str:
    """What answered: a recording is nobody's model, whatever it was modelled on."""
    return wording.text("recorded sample") if result.is_recorded_sample else result.model or wording.text("not told")


def _between(moments: list[datetime], facts: VisibilityFacts, wording: Wording) -> str:
    first, last = (wall_time(moment, facts.timezone) for moment in (min(moments), max(moments)))
    if not _is_one_day(facts):
        return f"{wording.day_of_year(first.date())} {first:%H:%M} – {wording.day_of_year(last.date())} {last:%H:%M}"
    return f"{first:%H:%M}" if f"{first:%H:%M}" == f"{last:%H:%M}" else f"{first:%H:%M}–{last:%H:%M}"


def _is_one_day(facts: VisibilityFacts) -> bool:
    """Whether the masthead's one day holds all answers, so that a row needs only its times."""
    return facts.asked_between is None or len({wall_time(moment, facts.timezone).date() for moment in facts.asked_between}) == 1


def _failure(failure: FailureCount, wording: Wording) -> dict[str, str]:
    flat = " ".join(why(failure.error_message, wording).split())
    message = flat if len(flat) <= MESSAGE_CHARACTERS else flat[: MESSAGE_CHARACTERS - 1].rstrip() + "…"
    return {
        "count": wording.count(failure.cells),
        "code": failure.error_code,
        "message": message,
    }


SECTION = Section(
    "visibility_method",
    translatable("Visibility method"),
    "Which models answered and when, what failed and why, and how each figure is counted.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
