"""Axis: round tick values that cover a range (Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990)."""

from collections.abc import Collection
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from chalicelib.domain.metric import Metric

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))

_FLATTEST = Decimal("0.2")
"""Of the highest value: what a ratio's axis spans at least. One fitted to what hardly differs would draw noise as peaks and troughs."""


def metric_ticks(metric: Metric, values: Collection[Decimal]) -> tuple[Decimal, ...]:
    """The ticks of a metric's values over time: from zero where they add up, around them and no steeper than `_FLATTEST` for a ratio."""
    low, high = min(values), max(values)
    if not metric.is_ratio:
        return ticks(Decimal(0), high)
    lacking = max(Decimal(0), high * _FLATTEST - (high - low)) / 2
    return ticks(max(Decimal(0), low - lacking), high + lacking)


def ticks(low: Decimal, high: Decimal, intervals: int = 2) -> tuple[Decimal, ...]:
    """Evenly spaced round values from at most `low` to at least `high`, in about `intervals` steps; `low` ≤ `high`."""
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    step = _step(high - low, intervals)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple(step * n for n in range(int(first), int(last) + 1))


def _step(extent: Decimal, intervals: int) -> Decimal:
    """The smallest 1, 2, 2.5 or 5 × 10ⁿ that needs no more than `intervals` steps for the extent."""
    least = extent / intervals
    magnitude = Decimal(1).scaleb(least.adjusted())
    return next(magnitude * step for step in _STEPS if magnitude * step >= least)
