"""The category table: in which kinds of question the brand is named, with n, interval and change, and by which platform."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.interval_track import interval_track
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.report import ReportKind
from chalicelib.domain.run_before import RunBefore, run_before
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import Breakdown, visibility_metrics
from chalicelib.domain.visibility_narrative import (
    LEVEL,
    NOTHING_MEASURED,
    answers,
    by_share,
    change_label,
    clearly_apart,
    interval,
    out_of,
    share,
    since_in_a_head,
)
from chalicelib.domain.wilson import Proportion
from chalicelib.sections.category_table.grid import grid, other_categories


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A row per category, those that name the brand most first, and the grid of platforms; the smallest are summed where there are many."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return NOTHING_MEASURED
    before = run_before(facts, metrics)
    shown, rest = _budgeted(metrics.by_category)
    rows = [_row(part, facts, before, wording) for part in shown]
    if rest:
        rows.append(_rest(rest, facts, wording))
    return {
        "headline": _headline(metrics.by_category, wording),
        "sub": wording.text(
            "Share of answers that name the brand by category of question, all platforms, with {level} interval",
            level=wording.percent(LEVEL, 0),
        ),
        "since": "" if before is None or not before.by_category else since_in_a_head(before, facts, wording),
        "has_failed": metrics.failed_results > 0,
        "whole": wording.percent(Decimal(1), 0),
        "rows": rows,
        "grid": grid([part.key for part in shown], {part.key for part in rest}, facts, wording),
    }


def _budgeted(parts: Sequence[Breakdown[str]]) -> tuple[list[Breakdown[str]], list[Breakdown[str]]]:
    """Those shown, by share, and the rest: the ones with the fewest answers."""
    by_size = sorted(parts, key=lambda part: -part.appearances.n)
    most = len(parts) if len(parts) <= thresholds.CATEGORIES else thresholds.CATEGORIES - 1
    silent = [part for part in by_size[:most] if not part.appearances.n]
    return [*by_share(by_size[:most]), *silent], by_size[most:]


def _headline(parts: Sequence[Breakdown[str]], wording: Wording) -> Prose:
    answered = by_share(parts)
    most, least = answered[0], answered[-1]
    if len(answered) == 1:
        return wording.say("All answered questions are in one category: {category}", category=shortened(most.key))
    if clearly_apart([part.appearances for part in answered]):
        return wording.say(
            "Named most on {most}, in {highest}; least on {least}, in {lowest}",
            most=shortened(most.key),
            highest=answers(most.appearances, wording),
            least=shortened(least.key),
            lowest=out_of(least.appearances, wording),
        )
    return wording.say_many(
        "None of {number} category of question is clearly ahead of another",
        "None of {number} categories of question is clearly ahead of another",
        len(answered),
    )


def _row(part: Breakdown[str], facts: VisibilityFacts, before: RunBefore | None, wording: Wording) -> dict[str, Any]:
    prompts = len({result.prompt_id for result in facts.results if result.category == part.key})
    change = None if before is None else before.by_category.get(part.key)
    return _figures(part.appearances, part.failed, wording) | {
        "name": part.key,
        "is_name": True,
        "prompts": wording.count(prompts),
        "change": None if change is None else change_label(change, wording, unit=False),
    }


def _rest(parts: Sequence[Breakdown[str]], facts: VisibilityFacts, wording: Wording) -> dict[str, Any]:
    keys = {part.key for part in parts}
    whole = sum((part.appearances for part in parts), Proportion(0, 0))
    return _figures(whole, sum(part.failed for part in parts), wording) | {
        "name": other_categories(len(parts), wording),
        "is_name": False,
        "prompts": wording.count(len({result.prompt_id for result in facts.results if result.category in keys})),
        "change": None,
    }


def _figures(of: Proportion, failed: int, wording: Wording) -> dict[str, Any]:
    return {
        "track": interval_track(of),
        "share": share(of, wording),
        "counted": out_of(of, wording) if of.n else wording.text("no answer"),
        "interval": interval(of, wording),
        "failed": wording.count(failed) if failed else "–",
    }


SECTION = Section(
    "category_table",
    translatable("Category table"),
    "Each category's share of answers that name the brand, with its interval and change, and how each platform does in it.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
