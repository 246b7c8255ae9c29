"""The visibility score: the figure with its interval, what changed since the run before, the trend over past runs, and its companions."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.interval_track import interval_track
from chalicelib.domain.narrative import NOT_AVAILABLE
from chalicelib.domain.prose import plural
from chalicelib.domain.report import ReportKind
from chalicelib.domain.run_before import RunBefore, run_before
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.visibility_change import VisibilityVerdict
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics, visibility_metrics
from chalicelib.domain.visibility_narrative import change_label, counted, interval, points, score_moved, share, since
from chalicelib.domain.wilson import Proportion
from chalicelib.sections.visibility_score.trend import trend


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The score of the answered cells."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return Omitted("No platform answered, so there is nothing to measure.")
    before = run_before(facts, metrics)
    return {
        "headline": _headline(metrics, before, facts, wording),
        "score": _score(metrics, wording),
        "counted": f"named in {counted(metrics.appearances, wording)}",
        "interval": interval(metrics.appearances, wording, 1),
        "before": None if before is None else _before(before, facts, metrics, wording),
        "trend": trend(facts, metrics.appearances, wording),
        "track": interval_track(metrics.appearances),
        "figures": _figures(facts, metrics, wording),
    }


def _headline(metrics: VisibilityMetrics, before: RunBefore | None, facts: VisibilityFacts, wording: Wording) -> str:
    score = f"The visibility score is {_score(metrics, wording)}"
    if before is None:
        return f"{score}: this market's first run, so there is nothing to compare it with"
    past, change = since(before, facts, wording), before.appearances
    if change.difference is None:
        return f"{score}; no question was answered both now and in the run before"
    match change.verdict:
        case VisibilityVerdict.TOO_FEW_CELLS:
            return f"{score}; too few answers to judge a change since {past}"
        case VisibilityVerdict.NO_CLEAR_CHANGE:
            return f"{score}: no clear change since {past}"
    way = "up" if change.verdict is VisibilityVerdict.UP else "down"
    return f"{score}: {way} {points(change.difference, wording)} since {past}"


def _score(metrics: VisibilityMetrics, wording: Wording) -> str:
    return NOT_AVAILABLE if metrics.visibility_score is None else wording.plain(metrics.visibility_score, 1)


def _before(before: RunBefore, facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> dict[str, Any]:
    if before.compared is None:
        whole = plural(before.appearances.before.n, "answer")
        over = f"which had {share(before.appearances.before, wording, 1)} of {whole}"
    else:
        over = score_moved(facts.past_runs[-1].appearances, metrics.appearances, before.appearances, wording)
    moved = f"{wording.count(before.appeared)} newly named, {wording.count(before.vanished)} no longer" if before.compared else ""
    lines = [f"since {since(before, facts, wording)}", over, *([moved] if moved else [])]
    return {"change": change_label(before.appearances, wording), "lines": lines}


def _figures(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> list[dict[str, str]]:
    """The key figures beside the score: each with what it is of."""
    first = Proportion(sum(result.rank == 1 for result in facts.answered), metrics.total_results)
    rank = metrics.average_rank
    return [
        _figure("Share of voice", metrics.share_of_voice, "mention", wording, digits=1),
        _figure("Named first", first, "answer", wording, ", of those recognised"),
        {
            "label": "Average rank",
            "value": NOT_AVAILABLE if rank is None else wording.plain(rank, 1),
            "of": "the brand is in no answer" if rank is None else f"in {plural(metrics.ranked_prompts, 'answer')}",
            "interval": "" if rank is None else "among the businesses recognised",
        },
        _figure("Own site cited", metrics.citation_share, "citation", wording),
    ]


def _figure(label: str, of: Proportion, noun: str, wording: Wording, among: str = "", digits: int = 0) -> dict[str, str]:
    if not of.n:
        return {"label": label, "value": NOT_AVAILABLE, "of": f"no {noun}s", "interval": ""}
    return {
        "label": label,
        "value": share(of, wording, digits),
        "of": f"{counted(of, wording, noun)}{among}",
        "interval": f"interval {interval(of, wording)}",
    }


SECTION = Section(
    "visibility_score",
    "Visibility score",
    "The score with its interval, its change and its trend over past runs, with share of voice, rank and citations.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
