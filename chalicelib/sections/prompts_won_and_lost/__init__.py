"""Prompts won and lost: every prompt by its standing, with what each platform answered, and who is named instead."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.prompt_standing import Standing
from chalicelib.domain.prose import Prose, plural, shortened
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics, visibility_metrics
from chalicelib.sections.prompts_won_and_lost.prompt_rows import columns, prompt_rows

_GROUPS = {
    Standing.WON: ("Won", "more than half of the answers name the brand, and no competitor is named in more"),
    Standing.BEHIND: ("Named in most, behind a rival", "more than half of the answers name the brand, and a competitor is named in more"),
    Standing.CONTESTED: ("Contested", "some answers name the brand, at most half"),
    Standing.LOST: ("Lost", "no answer names the brand, and a competitor is named"),
    Standing.OPEN: ("Open", "no answer names the brand or a competitor"),
    Standing.UNANSWERED: ("Unanswered", "every platform failed"),
}


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The prompts by standing; within one, the most named first, or those with the most competitors."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return Omitted("No platform answered, so there is nothing to measure.")
    rows = prompt_rows(facts, metrics, wording)
    rest = [row | {"standing": _GROUPS[standing][0]} for standing in _GROUPS for row in _split(standing, rows[standing])[1]]
    return {
        "headline": _headline(metrics, facts),
        "has_failed": metrics.failed_results > 0,
        "platforms": [platform.label for platform in facts.ai_platforms],
        "columns": columns(len(facts.ai_platforms)),
        "groups": [_group(standing, rows[standing], wording) for standing in _GROUPS if rows[standing]],
        "appendix": rest[: thresholds.PROMPTS_IN_APPENDIX],
        "unlisted": wording.count(len(rest) - thresholds.PROMPTS_IN_APPENDIX) if len(rest) > thresholds.PROMPTS_IN_APPENDIX else "",
    }


def _split(standing: Standing, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those that are shown in full, and those that get a line in the list after them."""
    budget = thresholds.PROMPTS_PER_STANDING[standing]
    return (rows, []) if len(rows) <= budget + 1 else (rows[:budget], rows[budget:])


def _headline(metrics: VisibilityMetrics, facts: VisibilityFacts) -> Prose:
    of = Counter(prompt.standing for prompt in metrics.prompts)
    won, lost, whole = of[Standing.WON], of[Standing.LOST], len(metrics.prompts)
    brand = shortened(facts.brand.name)
    if whole == 1:
        return (f"The one question: {_GROUPS[metrics.prompts[0].standing][0].lower()}",)
    behind = f", trails a rival on {of[Standing.BEHIND]}" if of[Standing.BEHIND] else ""
    return (brand, f" wins {won or 'none'} of {plural(whole, 'question')}{behind} and loses {lost or 'none'} to competitors")


def _group(standing: Standing, rows: list[dict[str, Any]], wording: Wording) -> dict[str, Any]:
    name, meaning = _GROUPS[standing]
    shown, rest = _split(standing, rows)
    return {
        "name": name,
        "meaning": meaning,
        "count": plural(len(rows), "question"),
        "rows": shown,
        "more": wording.count(len(rest)) if rest else "",
    }


SECTION = Section(
    "prompts_won_and_lost",
    "Prompts won and lost",
    "Every prompt by its standing, with what each platform answered and who is named instead.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
