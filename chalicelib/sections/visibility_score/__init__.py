"""The visibility score: the figure with its interval, what changed since the run before, the trend over past runs, and its companions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from chalicelib.domain.interval_track import interval_track
from chalicelib.domain.narrative import NOT_AVAILABLE
from chalicelib.domain.report import ReportKind
from chalicelib.domain.run_before import RunBefore, run_before
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_change import VisibilityVerdict
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics, visibility_metrics
from chalicelib.domain.visibility_narrative import (
    LEVEL,
    NOTHING_MEASURED,
    answers,
    change_label,
    citations,
    interval,
    mentions,
    points,
    score_moved,
    share,
    since,
)
from chalicelib.domain.wilson import Proportion
from chalicelib.sections.visibility_score.trend import trend


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The score of the answered cells."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return NOTHING_MEASURED
    before, drawn = run_before(facts, metrics), trend(facts, metrics.appearances, wording)
    return {
        "headline": _headline(metrics, before, facts, wording),
        "sub": _sub(drawn is not None, drawn["zone"] if drawn else "", wording),
        "score": _score(metrics, wording),
        "counted": wording.text("named in {answers}", answers=answers(metrics.appearances, wording)),
        "interval": wording.text(
            "{level} interval {interval}", level=wording.percent(LEVEL, 0), interval=interval(metrics.appearances, wording, 1)
        ),
        "before": None if before is None else _before(before, facts, metrics, wording),
        "trend": drawn,
        "track": interval_track(metrics.appearances),
        "whole": wording.percent(Decimal(1), 0),
        "figures": _figures(facts, metrics, wording),
    }


def _headline(metrics: VisibilityMetrics, before: RunBefore | None, facts: VisibilityFacts, wording: Wording) -> str:
    score = _score(metrics, wording)
    if before is None:
        return wording.text("The visibility score is {score}: this market's first run, so there is nothing to compare it with", score=score)
    past, change = since(before, facts, wording), before.appearances
    if change.difference is None:
        return wording.text("The visibility score is {score}; no question was answered both now and in the run before", score=score)
    match change.verdict:
        case VisibilityVerdict.TOO_FEW_CELLS:
            return wording.text("The visibility score is {score}; too few answers to judge a change {since}", score=score, since=past)
        case VisibilityVerdict.NO_CLEAR_CHANGE:
            return wording.text("The visibility score is {score}: no clear change {since}", score=score, since=past)
    far = points(change.difference, wording)
    if change.verdict is VisibilityVerdict.UP:
        return wording.text("The visibility score is {score}: up {points} {since}", score=score, points=far, since=past)
    return wording.text("The visibility score is {score}: down {points} {since}", score=score, points=far, since=past)


def _score(metrics: VisibilityMetrics, wording: Wording) -> str:
    return wording.text(NOT_AVAILABLE) if metrics.visibility_score is None else wording.plain(metrics.visibility_score, 1)


def _sub(has_trend: bool, zone: str, wording: Wording) -> str:  # noqa: FBT001 # what the trend is
    level = wording.percent(LEVEL, 0)
    if zone:
        return wording.text(
            "Score = answers that name the brand ÷ answers, × 100; each run with its {level} interval, runs evenly spaced, times in {zone}",
            level=level,
            zone=zone,
        )
    if has_trend:
        return wording.text(
            "Score = answers that name the brand ÷ answers, × 100; each run with its {level} interval, runs evenly spaced", level=level
        )
    return wording.text("Score = answers that name the brand ÷ answers, × 100")


def _before(before: RunBefore, facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> dict[str, Any]:
    past = before.appearances.before
    if before.compared is None:
        over = wording.text_many(
            "which had {share} of {number} answer", "which had {share} of {number} answers", past.n, share=share(past, wording, 1)
        )
    else:
        over = score_moved(facts.past_runs[-1].appearances, metrics.appearances, before.appearances, wording)
    appeared, vanished = wording.count(before.appeared), wording.count(before.vanished)
    moved = wording.text("{appeared} newly named, {vanished} no longer", appeared=appeared, vanished=vanished) if before.compared else ""
    lines = [since(before, facts, wording), over, *([moved] if moved else [])]
    return {"change": change_label(before.appearances, wording), "lines": lines}


def _figures(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> list[dict[str, str]]:
    """The key figures beside the score: each with what it is of."""
    first = Proportion(sum(result.rank == 1 for result in facts.answered), metrics.total_results)
    voice, cited, rank = metrics.share_of_voice, metrics.citation_share, metrics.average_rank
    recognised = wording.text("{answers}, of those recognised", answers=answers(first, wording))
    return [
        _figure(wording.text("Share of voice"), voice, mentions(voice, wording), wording.text("no mentions"), wording, digits=1),
        _figure(wording.text("Named first"), first, recognised, wording.text("no answers"), wording),
        {
            "label": wording.text("Average rank"),
            "value": wording.text(NOT_AVAILABLE) if rank is None else wording.plain(rank, 1),
            "of": _ranked(metrics, wording),
            "interval": "" if rank is None else wording.text("among the businesses recognised"),
        },
        _figure(wording.text("Own site cited"), cited, citations(cited, wording), wording.text("no citations"), wording),
    ]


def _ranked(metrics: VisibilityMetrics, wording: Wording) -> str:
    if metrics.average_rank is None:
        return wording.text("the brand is in no answer")
    return wording.text_many("in {number} answer", "in {number} answers", metrics.ranked_prompts)


def _figure(label: str, of: Proportion, counted: str, nothing: str, wording: Wording, *, digits: int = 0) -> dict[str, str]:
    if not of.n:
        return {"label": label, "value": wording.text(NOT_AVAILABLE), "of": nothing, "interval": ""}
    told = wording.text("interval {interval}", interval=interval(of, wording))
    return {"label": label, "value": share(of, wording, digits), "of": counted, "interval": told}


SECTION = Section(
    "visibility_score",
    translatable("Visibility score"),
    "The score with its interval, its change and its trend over past runs, with share of voice, rank and citations.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
