"""Run before: a visibility report against the last run of the same region config."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.visibility_change import MIN_COMPARED_CELLS, ShareChange, visibility_change
from chalicelib.domain.visibility_facts import PastRun, VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics
from chalicelib.domain.wilson import Proportion, difference_interval


@dataclass(frozen=True, slots=True)
class RunBefore:
    """What changed since the run of `day`, at its moment `at`.

    Where the cells of the run before are at hand, `compared` of them are set against the same questions of this report, `appeared`
    name the brand now and did not, `vanished` the other way round. Where only its figures are left, `compared` is None, the two runs
    are compared as wholes, and nothing is known of categories and mentions.
    """

    day: date
    at: datetime
    appearances: ShareChange
    by_platform: Mapping[AiPlatform, ShareChange]
    by_category: Mapping[str, ShareChange]
    share_of_voice: ShareChange | None
    compared: int | None
    appeared: int = 0
    vanished: int = 0


def run_before(facts: VisibilityFacts, metrics: VisibilityMetrics) -> RunBefore | None:
    """The comparison with the last past run; None for a market's first."""
    if not facts.past_runs:
        return None
    last = facts.past_runs[-1]
    if not facts.results_before:
        return _as_wholes(last, metrics)
    change = visibility_change(facts.results, facts.results_before)
    return RunBefore(
        last.day,
        last.at,
        change.appearances,
        change.by_platform,
        change.by_category,
        change.share_of_voice,
        change.compared,
        len(change.appeared),
        len(change.vanished),
    )


def _as_wholes(last: PastRun, metrics: VisibilityMetrics) -> RunBefore:
    earlier = dict(last.by_platform)
    platforms = {part.key: _unpaired(part.appearances, earlier[part.key]) for part in metrics.by_platform if part.key in earlier}
    return RunBefore(last.day, last.at, _unpaired(metrics.appearances, last.appearances), platforms, {}, None, None)


def _unpaired(now: Proportion, before: Proportion) -> ShareChange:
    enough = min(now.n, before.n) >= MIN_COMPARED_CELLS
    return ShareChange(now, before, difference_interval(now, before) if enough else None)
