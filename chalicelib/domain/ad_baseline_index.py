"""Ad Baseline Index (ABI): one figure, 0–100, for how well spend works, of three components per currency.

    ABI = 100 × ( 40 % efficiency + 30 % (1 − waste share ÷ 50 %) + 30 % headroom )

- efficiency: 1 − log₁₀(CPA) ÷ 2, clamped to 0–1: a CPA of 1 is 1.0, of 100 is 0.0.
- waste share: see `waste`.
- headroom: 1.0 where 10–25 % of impressions are lost to budget, falling linearly to 0 at 0 % and at 60 %. The share lost is the
  mean of the rows that carry it, weighted by impressions.

A component without data is left out and the weights of the others are scaled to 100 %.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.period import Period
from chalicelib.domain.totals import ratio
from chalicelib.domain.waste import waste


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its value 0–1 and the figure behind it (CPA, waste share, budget-lost share), both None without data."""

    name: str
    value: Decimal | None
    measured: Decimal | None
    weight: Decimal
    """The weight it has in this index: as specified, or scaled up for what is left out; 0 where it is left out itself."""


@dataclass(frozen=True, slots=True)
class AdBaselineIndex:
    """The index as printed (a whole number), its band, the campaign-days behind it and the confidence they give."""

    score: int
    band: str
    components: tuple[Component, ...]
    campaign_days: int
    confidence: str


def ad_baseline_index(group: CurrencyGroup, period: Period) -> AdBaselineIndex | None:
    """A currency's index over a period, or None where no component has data."""
    components = _weighted(
        [
            ("efficiency", efficiency, group.total(period).cpa, thresholds.ABI_WEIGHT_EFFICIENCY),
            ("waste", thrift, waste(group, period).share, thresholds.ABI_WEIGHT_WASTE),
            ("headroom", headroom, budget_lost_share(group, period), thresholds.ABI_WEIGHT_HEADROOM),
        ]
    )
    values = [component.value * component.weight for component in components if component.value is not None]
    if not values:
        return None
    score = int((sum(values, Decimal(0)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    days = len(group.rows(period))
    return AdBaselineIndex(score, band(score), components, days, confidence(days))


def band(score: int) -> str:
    """`above`, `at` or `below` baseline."""
    if score >= thresholds.ABI_ABOVE:
        return "above"
    return "at" if score >= thresholds.ABI_AT else "below"


def confidence(campaign_days: int) -> str:
    """`high`, `medium` or `low`, by how many campaign-days the index rests on."""
    if campaign_days >= thresholds.ABI_CONFIDENCE_HIGH:
        return "high"
    return "medium" if campaign_days >= thresholds.ABI_CONFIDENCE_MEDIUM else "low"


def headroom(lost: Decimal) -> Decimal:
    """0–1 for a budget-lost impression share 0–1."""
    if lost < thresholds.ABI_HEADROOM_FULL_FROM:
        return lost / thresholds.ABI_HEADROOM_FULL_FROM
    if lost <= thresholds.ABI_HEADROOM_FULL_TO:
        return Decimal(1)
    fall = thresholds.ABI_HEADROOM_NONE - thresholds.ABI_HEADROOM_FULL_TO
    return max((thresholds.ABI_HEADROOM_NONE - lost) / fall, Decimal(0))


def budget_lost_share(group: CurrencyGroup, period: Period) -> Decimal | None:
    """The mean budget-lost impression share of the rows that carry it, weighted by impressions; None without one."""
    rows = [(row.impressions, row.budget_lost_impression_share) for row in group.rows(period)]
    known = [(impressions, share) for impressions, share in rows if share is not None]
    return ratio(sum((impressions * share for impressions, share in known), Decimal(0)), sum(impressions for impressions, _ in known))


def efficiency(cpa: Decimal) -> Decimal:
    """0–1 for a CPA of 0 or more."""
    best, worst = thresholds.ABI_CPA_BEST, thresholds.ABI_CPA_WORST
    within = min(max(cpa, best), worst)
    return (worst.log10() - within.log10()) / (worst.log10() - best.log10())


def thrift(share: Decimal) -> Decimal:
    """0–1 for a waste share 0–1."""
    return max(1 - share / thresholds.ABI_WASTE_WORST, Decimal(0))


type _Part = tuple[str, Callable[[Decimal], Decimal], Decimal | None, Decimal]


def _weighted(parts: Sequence[_Part]) -> tuple[Component, ...]:
    present = sum((weight for _, _, measured, weight in parts if measured is not None), Decimal(0))
    return tuple(
        Component(name, None, None, Decimal(0)) if measured is None else Component(name, value(measured), measured, weight / present)
        for name, value, measured, weight in parts
    )
