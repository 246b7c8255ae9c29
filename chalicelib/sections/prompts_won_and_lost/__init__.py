"""Prompts won and lost: every prompt by its standing, with what each platform answered, and who is named instead."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.prompt_standing import Standing
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import Value, translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics, visibility_metrics
from chalicelib.domain.visibility_narrative import NOTHING_MEASURED, counted_questions, platform_name
from chalicelib.sections.prompts_won_and_lost.prompt_rows import columns, prompt_rows


@dataclass(frozen=True, slots=True)
class _Group:
    """What a standing is called, what it means, and the heading of a report whose one question has it."""

    name: str
    meaning: str
    alone: str


_GROUPS = {
    Standing.WON: _Group(
        translatable("Won"),
        translatable("more than half of the answers name the brand, and no competitor is named in more"),
        translatable("The one question: won"),
    ),
    Standing.BEHIND: _Group(
        translatable("Named in most, behind a rival"),
        translatable("more than half of the answers name the brand, and a competitor is named in more"),
        translatable("The one question: named in most, behind a rival"),
    ),
    Standing.CONTESTED: _Group(
        translatable("Contested"),
        translatable("some answers name the brand, at most half"),
        translatable("The one question: contested"),
    ),
    Standing.LOST: _Group(
        translatable("Lost"),
        translatable("no answer names the brand, and a competitor is named"),
        translatable("The one question: lost"),
    ),
    Standing.OPEN: _Group(
        translatable("Open"),
        translatable("no answer names the brand or a competitor"),
        translatable("The one question: open"),
    ),
    Standing.UNANSWERED: _Group(
        translatable("Unanswered"),
        translatable("every platform failed"),
        translatable("The one question: unanswered"),
    ),
}


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The prompts by standing; within one, the most named first, or those with the most competitors."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return NOTHING_MEASURED
    rows = prompt_rows(facts, metrics, wording)
    rest = [row | {"standing": wording.text(_GROUPS[standing].name)} for standing in _GROUPS for row in _split(standing, rows[standing])[1]]
    return {
        "headline": _headline(metrics, facts, wording),
        "has_failed": metrics.failed_results > 0,
        "platforms": [platform_name(platform, wording) for platform in facts.ai_platforms],
        "columns": columns(len(facts.ai_platforms)),
        "groups": [_group(standing, rows[standing], wording) for standing in _GROUPS if rows[standing]],
        "appendix": rest[: thresholds.PROMPTS_IN_APPENDIX],
        "unlisted": _unlisted(len(rest) - thresholds.PROMPTS_IN_APPENDIX, wording),
    }


def _split(standing: Standing, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those that are shown in full, and those that get a line in the list after them."""
    budget = thresholds.PROMPTS_PER_STANDING[standing]
    return (rows, []) if len(rows) <= budget + 1 else (rows[:budget], rows[budget:])


def _headline(metrics: VisibilityMetrics, facts: VisibilityFacts, wording: Wording) -> Prose:
    of = Counter(prompt.standing for prompt in metrics.prompts)
    if len(metrics.prompts) == 1:
        return wording.say(_GROUPS[metrics.prompts[0].standing].alone)
    values: dict[str, Value] = {
        "brand": shortened(facts.brand.name),
        "won": _some(of[Standing.WON], wording),
        "lost": _some(of[Standing.LOST], wording),
    }
    if not of[Standing.BEHIND]:
        return wording.say_many(
            "{brand} wins {won} of {number} question and loses {lost} to competitors",
            "{brand} wins {won} of {number} questions and loses {lost} to competitors",
            len(metrics.prompts),
            **values,
        )
    return wording.say_many(
        "{brand} wins {won} of {number} question, trails a rival on {behind} and loses {lost} to competitors",
        "{brand} wins {won} of {number} questions, trails a rival on {behind} and loses {lost} to competitors",
        len(metrics.prompts),
        behind=wording.count(of[Standing.BEHIND]),
        **values,
    )


def _some(questions: int, wording: Wording) -> str:
    return wording.count(questions) if questions else wording.text_in("questions won or lost", "none")


def _group(standing: Standing, rows: list[dict[str, Any]], wording: Wording) -> dict[str, Any]:
    group = _GROUPS[standing]
    shown, rest = _split(standing, rows)
    return {
        "head": wording.text("{standing}: {questions}", standing=wording.text(group.name), questions=counted_questions(len(rows), wording)),
        "meaning": wording.text(group.meaning),
        "rows": shown,
        "more": _more(len(rest), wording) if rest else "",
    }


def _more(number: int, wording: Wording) -> str:
    return wording.text_many("and {number} more: in the list after this table", "and {number} more: in the list after this table", number)


def _unlisted(number: int, wording: Wording) -> str:
    if number <= 0:
        return ""
    return wording.text_many(
        "{number} more is in the data of this report, which your account team has.",
        "{number} more are in the data of this report, which your account team has.",
        number,
    )


SECTION = Section(
    "prompts_won_and_lost",
    translatable("Prompts won and lost"),
    "Every prompt by its standing, with what each platform answered and who is named instead.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
