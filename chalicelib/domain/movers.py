"""Movers: which campaigns made a metric's change. For additive metrics only: their differences add up to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.metric import Metric


@dataclass(frozen=True, slots=True)
class Mover:
    """A campaign and its part of the change, over the compared days, in the metric's unit."""

    campaign: Campaign
    difference: Decimal


def difference(campaign: Campaign, metric: Metric) -> Decimal:
    """The campaign's part of an additive metric's change."""
    return (metric.of(campaign.comparison.now) or Decimal(0)) - (metric.of(campaign.comparison.before) or Decimal(0))


def movers(campaigns: Sequence[Campaign], metric: Metric, count: int) -> tuple[Mover, ...]:
    """The campaigns that moved an additive metric most, up or down, by falling size of the move."""
    all_of_them = [Mover(campaign, difference(campaign, metric)) for campaign in campaigns]
    return tuple(sorted(all_of_them, key=lambda mover: -abs(mover.difference))[:count])


def foremost(campaigns: Sequence[Campaign], metric: Metric, count: int = 1) -> tuple[Mover, ...]:
    """The `count` campaigns that moved an additive metric most, and all that moved it as far as the last of them; none that stood still."""
    moving = [mover for mover in movers(campaigns, metric, len(campaigns)) if mover.difference]
    least = abs(moving[min(count, len(moving)) - 1].difference) if moving else Decimal(0)
    return tuple(mover for mover in moving if abs(mover.difference) >= least)
