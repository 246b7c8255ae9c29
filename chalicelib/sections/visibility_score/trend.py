"""The score's trend: a dot with its whisker for each run, oldest first; this report's run is the last, in the accent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.plot import Scale
from chalicelib.domain.section import Wording
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_narrative import counted, interval, share
from chalicelib.domain.wilson import Proportion

WIDTH, HEIGHT = 356, 104
LEFT, RIGHT, TOP, BOTTOM = 26, 350, 8, 84
"""The chart's size and its plot's edges, in points."""
_WIDEST_STEP = 54
_TICKS = tuple(map(Decimal, (0, 25, 50, 75, 100)))
_Y = Scale(Decimal(0), Decimal(100), BOTTOM, TOP)


def trend(facts: VisibilityFacts, now: Proportion, wording: Wording) -> dict[str, Any] | None:
    """The chart's geometry and its alternative text; None without a past run."""
    past = [run for run in facts.past_runs if run.appearances.n][-thresholds.PAST_RUNS :]
    if not past:
        return None
    runs = [(run.day, run.appearances) for run in past] + [(facts.day, now)]
    step = min((RIGHT - LEFT) / len(runs), _WIDEST_STEP)
    marks = [_mark(LEFT + step * (n + 0.5), of) for n, (_, of) in enumerate(runs)]
    labels = [{"x": mark["x"], "label": label} for mark, label in zip(marks, _labels([day for day, _ in runs], wording), strict=True)]
    told = "; ".join(f"{wording.day(day)} {share(of, wording, 1)} ({interval(of, wording, 1)}, {counted(of, wording)})" for day, of in runs)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": round(LEFT + step * len(runs), 2),
        "bottom": BOTTOM,
        "ticks": [{"y": _Y(tick), "label": wording.count(tick)} for tick in _TICKS],
        "past": marks[:-1],
        "now": marks[-1],
        "days": labels,
        "alt": f"Visibility score by run: {told}",
    }


def _labels(days: Sequence[date], wording: Wording) -> list[str]:
    """`14 Apr`; the runs of one day are numbered, `14 Apr #2`."""
    return [
        wording.day_of_year(day) + (f" #{days[: place + 1].count(day)}" if days.count(day) > 1 else "") for place, day in enumerate(days)
    ]


def _mark(x: float, of: Proportion) -> dict[str, float]:
    assert of.share is not None
    assert of.interval is not None
    return {"x": round(x, 2), "y": _Y(of.share * 100), "low": _Y(of.interval.low * 100), "high": _Y(of.interval.high * 100)}
