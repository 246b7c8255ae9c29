"""The score's trend: a dot with its whisker for each run, oldest first; this report's run is the last, in the accent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.plot import Scale
from chalicelib.domain.printable import width
from chalicelib.domain.section import Wording
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_narrative import answers, clock_time, interval, share, zone_in_words
from chalicelib.domain.wilson import Proportion

WIDTH, HEIGHT = 356, 104
LEFT, RIGHT, TOP, BOTTOM = 26, 350, 8, 84
"""The chart's size and its plot's edges, in points."""
_WIDEST_STEP = 54
_CHARACTER, _GAP = 3.6, 1.5
"""Points: a letter's advance on the axis, and the least air between two labels."""
_TICKS = tuple(map(Decimal, (0, 25, 50, 75, 100)))
_Y = Scale(Decimal(0), Decimal(100), BOTTOM, TOP)


@dataclass(frozen=True, slots=True)
class _Run:
    day: date
    at: datetime
    of: Proportion


def trend(facts: VisibilityFacts, now: Proportion, wording: Wording) -> dict[str, Any] | None:
    """The chart's geometry and its alternative text; None without a past run. `zone` says whose clocks its times are of, if it has any."""
    past = [_Run(run.day, run.at, run.appearances) for run in facts.past_runs if run.appearances.n][-thresholds.PAST_RUNS :]
    if not past:
        return None
    runs = [*past, _Run(facts.day, facts.at, now)]
    step = min((RIGHT - LEFT) / len(runs), _WIDEST_STEP)
    marks = [_mark(LEFT + step * (n + 0.5), run.of) for n, run in enumerate(runs)]
    times = _times(runs, facts.timezone)
    labels = [
        {"x": mark["x"], "label": wording.day_of_year(run.day), "time": time} for mark, run, time in zip(marks, runs, times, strict=True)
    ]
    every = _every([wording.day_of_year(run.day) for run in runs], step)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": round(LEFT + step * len(runs), 2),
        "bottom": BOTTOM,
        "ticks": [{"y": _Y(tick), "label": wording.count(tick)} for tick in _TICKS],
        "past": marks[:-1],
        "now": marks[-1],
        "days": [label for behind, label in enumerate(reversed(labels)) if behind % every == 0][::-1],
        "zone": zone_in_words(facts.timezone, wording) if any(times) else "",
        "alt": wording.text(
            "Visibility score by run: {runs}",
            runs=wording.clauses([_told(run, time, wording) for run, time in zip(runs, times, strict=True)]),
        ),
    }


def _every(labels: Sequence[str], step: float) -> int:
    """1 where each run's day has room below it, 2 where each second has, and so on; the last one's is always there."""
    return ceil((max(map(width, labels)) * _CHARACTER + _GAP) / step)


def _times(runs: Sequence[_Run], timezone: str) -> list[str]:
    """`09:00` where a day has several runs, else nothing; of one minute's runs the later ones are `#2`, `#3`."""
    days = [run.day for run in runs]
    moments = [(run.day, clock_time(run.at, timezone)) for run in runs]
    times = []
    for place, (day, time) in enumerate(moments):
        nth = moments[: place + 1].count((day, time))
        times.append("" if days.count(day) == 1 else time if nth == 1 else f"#{nth}")
    return times


def _told(run: _Run, time: str, wording: Wording) -> str:
    when = f"{wording.day(run.day)}, {time}" if time else wording.day(run.day)
    return f"{when} {share(run.of, wording, 1)} ({interval(run.of, wording, 1)}, {answers(run.of, wording)})"


def _mark(x: float, of: Proportion) -> dict[str, float]:
    assert of.share is not None
    assert of.interval is not None
    return {"x": round(x, 2), "y": _Y(of.share * 100), "low": _Y(of.interval.low * 100), "high": _Y(of.interval.high * 100)}
