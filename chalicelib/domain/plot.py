"""Plot: a chart's geometry from its data, in points, with y downwards as SVG has it. Values become floats here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map of values onto a stretch of the page; `start` may be larger than `end` (an upward axis)."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def __call__(self, value: Decimal) -> float:
        """Where the value lies, to a hundredth of a point."""
        share = (value - self.low) / (self.high - self.low) if self.high != self.low else Decimal(0)
        return round(self.start + float(share) * (self.end - self.start), 2)


def runs(values: Sequence[Decimal | None]) -> list[list[tuple[int, Decimal]]]:
    """The stretches of positions without a gap: a line is broken where a day has no value, never drawn through it."""
    found: list[list[tuple[int, Decimal]]] = [[]]
    for position, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((position, value))
    return [run for run in found if run]


def lines(values: Sequence[Decimal | None], x: Scale, y: Scale) -> tuple[str, ...]:
    """SVG path data for each run of two or more values; positions are 0, 1, 2 …"""
    drawn = [run for run in runs(values) if len(run) > 1]
    return tuple("M" + "L".join(f"{x(Decimal(position))} {y(value)}" for position, value in run) for run in drawn)


def dots(values: Sequence[Decimal | None], x: Scale, y: Scale) -> tuple[tuple[float, float], ...]:
    """Where a value stands alone between two gaps, and no line would show it."""
    return tuple((x(Decimal(run[0][0])), y(run[0][1])) for run in runs(values) if len(run) == 1)
