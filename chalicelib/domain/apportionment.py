"""Apportionment: shares of one whole, rounded so that they add up to 100 as they are printed.

The largest remainders are rounded up and the others down (Hamilton's method), so that no share is a whole step off. One of them may be
`kept`: rounded half up by itself, because the same share is printed elsewhere alone.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal


def apportioned(counts: Sequence[int], digits: int, kept: int | None = None) -> list[Decimal]:
    """The fractions (0–1) of the sum of `counts` that print as percentages with `digits` digits; of nothing, all zero.

    Of equal remainders the first in order is rounded up.
    """
    whole, steps = sum(counts), 100 * 10**digits
    if not whole:
        return [Decimal(0)] * len(counts)
    exact = [Decimal(count * steps) / whole for count in counts]
    rounded = [int(share) for share in exact]
    others = [place for place in range(len(counts)) if place != kept]
    if kept is not None:
        rounded[kept] = int(exact[kept].to_integral_value(ROUND_HALF_UP))
    missing = steps - sum(rounded)
    for place in sorted(others, key=lambda place: rounded[place] - exact[place])[:missing]:
        rounded[place] += 1
    return [Decimal(share) / steps for share in rounded]
