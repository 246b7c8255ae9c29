"""The platform matrix: each platform's share of answers with its interval, what failed, and what changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.interval_track import interval_track
from chalicelib.domain.prose import Prose, Strong, shortened
from chalicelib.domain.report import ReportKind
from chalicelib.domain.run_before import RunBefore, run_before
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import Breakdown, visibility_metrics
from chalicelib.domain.visibility_narrative import by_share, change_label, clearly_apart, counted, interval, share, since_in_a_head
from chalicelib.domain.wilson import Proportion


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A row per platform, those that name the brand most first."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return Omitted("No platform answered, so there is nothing to measure.")
    before = run_before(facts, metrics)
    in_order = by_share(metrics.by_platform)
    silent = [part for part in metrics.by_platform if not part.appearances.n]
    return {
        "headline": _headline(in_order, facts, wording),
        "since": "" if before is None else since_in_a_head(before, facts, wording),
        "rows": [_row(part, facts, before, wording) for part in (*in_order, *silent)],
        "has_failed": metrics.failed_results > 0,
    }


def _headline(answered: Sequence[Breakdown[AiPlatform]], facts: VisibilityFacts, wording: Wording) -> Prose:
    most, least = answered[0], answered[-1]
    if len(answered) == 1:
        return (Strong(most.key.label), " names ", shortened(facts.brand.name), f" in {counted(most.appearances, wording)}")
    if clearly_apart([part.appearances for part in answered]):
        highest, lowest = counted(most.appearances, wording), _out_of(least.appearances, wording)
        return (f"Named most by {most.key.label}, in {highest}; least by {least.key.label}, in {lowest}",)
    return ("No platform names ", shortened(facts.brand.name), " clearly more often than another")


def _out_of(of: Proportion, wording: Wording) -> str:
    return f"{wording.count(of.count)} of {wording.count(of.n)}"


def _row(part: Breakdown[AiPlatform], facts: VisibilityFacts, before: RunBefore | None, wording: Wording) -> dict[str, Any]:
    change = None if before is None else before.by_platform.get(part.key)
    return {
        "name": part.key.label,
        "track": interval_track(part.appearances),
        "share": share(part.appearances, wording),
        "counted": _out_of(part.appearances, wording) if part.appearances.n else "no answer",
        "interval": interval(part.appearances, wording),
        "failed": wording.count(part.failed) if part.failed else "–",
        "change": None if change is None else change_label(change, wording, unit=False),
        "incomparable": _incomparable(part, facts) if change is None and before is not None else "",
    }


def _incomparable(part: Breakdown[AiPlatform], facts: VisibilityFacts) -> str:
    """Why a platform can't be compared with the run before."""
    then = dict(facts.past_runs[-1].by_platform).get(part.key)
    if not part.appearances.n:
        return "no answer now"
    if then is None:
        return "not asked then"
    return "other questions then" if then.n else "no answer then"


SECTION = Section(
    "platform_matrix",
    "Platform matrix",
    "Each AI platform's share of answers that name the brand, with its interval, what failed and what changed.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
