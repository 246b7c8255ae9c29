"""Interval track: where a share and its interval lie on a line from 0 to 100 %."""

from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.wilson import Proportion


@dataclass(frozen=True, slots=True)
class IntervalTrack:
    """A dot `at`, a whisker from `low` and `width` long, in percent of the track."""

    at: float
    low: float
    width: float


def interval_track(of: Proportion) -> IntervalTrack | None:
    """The track of a share; None of nothing."""
    if of.share is None or of.interval is None:
        return None
    return IntervalTrack(_percent(of.share), _percent(of.interval.low), _percent(of.interval.high - of.interval.low))


def _percent(fraction: Decimal) -> float:
    return float(round(fraction * 100, 1))
