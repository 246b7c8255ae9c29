"""Totals: sums of daily rows, and the ratios of those sums. Never a sum or mean of daily ratios, never across currencies."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.domain.daily_metrics import DailyMetrics


def ratio(numerator: Decimal, divisor: Decimal | int) -> Decimal | None:
    """`numerator ÷ divisor`, or None where the divisor is zero (printed `n/a`)."""
    return numerator / divisor if divisor else None


@dataclass(frozen=True, slots=True)
class Totals:
    """What rows of one currency add up to. `conversions` may be fractional."""

    cost: Decimal = Decimal(0)
    impressions: int = 0
    clicks: int = 0
    conversions: Decimal = Decimal(0)
    conversion_value: Decimal = Decimal(0)

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.cost + other.cost,
            self.impressions + other.impressions,
            self.clicks + other.clicks,
            self.conversions + other.conversions,
            self.conversion_value + other.conversion_value,
        )

    @property
    def ctr(self) -> Decimal | None:
        """Clicks ÷ impressions, a fraction."""
        return ratio(Decimal(self.clicks), self.impressions)

    @property
    def cpc(self) -> Decimal | None:
        """Cost ÷ clicks."""
        return ratio(self.cost, self.clicks)

    @property
    def cpa(self) -> Decimal | None:
        """Cost ÷ conversions."""
        return ratio(self.cost, self.conversions)

    @property
    def roas(self) -> Decimal | None:
        """Conversion value ÷ cost."""
        return ratio(self.conversion_value, self.cost)


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What one account did on one day, all campaigns together."""

    day: date
    totals: Totals


def total(rows: Iterable[DailyMetrics]) -> Totals:
    """The totals of rows of one currency."""
    cost = conversions = value = Decimal(0)
    impressions = clicks = 0
    for row in rows:
        cost += row.cost
        impressions += row.impressions
        clicks += row.clicks
        conversions += row.conversions
        value += row.conversion_value
    return Totals(cost, impressions, clicks, conversions, value)


def totals_by[K: Hashable](rows: Iterable[DailyMetrics], key: Callable[[DailyMetrics], K]) -> dict[K, Totals]:
    """The totals of each group of rows, groups in order of first appearance."""
    groups: dict[K, list[DailyMetrics]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {group: total(members) for group, members in groups.items()}
