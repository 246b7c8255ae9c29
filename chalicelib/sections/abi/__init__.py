"""The Ad Baseline Index: the score on its scale, and the components it is made of, a currency at a time."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.ad_baseline_index import AdBaselineIndex, Component, ad_baseline_index
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.plot import Scale
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.sections.currency_blocks import NO_DATA

SCALE = Scale(Decimal(0), Decimal(100), 0, 330)
"""The index on the width of the drawn scale, in points."""

_MEASURES = {"efficiency": "Efficiency", "waste": "Little waste", "headroom": "Room to grow"}
_ABSENT = {
    "efficiency": "left out: no conversion to divide the cost by",
    "waste": "left out: no rank-lost impression share from Google, and no Meta account",
    "headroom": "left out: no budget-lost impression share in the data",
}


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The index of each currency that has one."""
    groups = with_data(facts)
    if not groups:
        return NO_DATA
    made = [(group, index) for group in groups if (index := ad_baseline_index(group, facts.period))]
    if not made:
        return Omitted("The index needs conversions or impression shares, and the data has neither.")
    without = [group.currency for group in groups if group.currency not in {of.currency for of, _ in made}]
    return {
        "headline": _headline(made),
        "blocks": [_block(group, index, facts, wording) for group, index in made],
        "without": ", ".join(without),
        "bands": _bands(),
        "ticks": [{"x": SCALE(Decimal(at)), "label": at} for at in (0, thresholds.ABI_AT, thresholds.ABI_ABOVE, 100)],
        "several": len(groups) > 1,
    }


def _bands() -> list[dict[str, Any]]:
    edges = (0, thresholds.ABI_AT, thresholds.ABI_ABOVE, 100)
    middles = [Decimal(low + high) / 2 for low, high in pairwise(edges)]
    return [{"x": SCALE(middle), "label": label} for middle, label in zip(middles, ("below", "at baseline", "above"), strict=True)]


def _headline(made: list[tuple[CurrencyGroup, AdBaselineIndex]]) -> str:
    if len(made) == 1:
        return f"The Ad Baseline Index is {made[0][1].score}: {made[0][1].band} baseline"
    return "The Ad Baseline Index is " + ", ".join(f"{index.score} in {group.currency}" for group, index in made)


def _block(group: CurrencyGroup, index: AdBaselineIndex, facts: Facts, wording: Wording) -> dict[str, Any]:
    before = _before(group, index, facts)
    told = f"Ad Baseline Index {index.score} of 100, {index.band} baseline" + ("" if before is None else f"; before: {before}")
    return {
        "currency": group.currency,
        "score": index.score,
        "band": f"{index.band} baseline",
        "confidence": f"{index.confidence} confidence:",
        "rests_on": f"{wording.count(index.campaign_days)} campaign-days",
        "x": SCALE(Decimal(index.score)),
        "before": before,
        "before_x": None if before is None else SCALE(Decimal(before)),
        "alt": told,
        "components": [_component(component, group.currency, wording) for component in index.components],
    }


def _before(group: CurrencyGroup, index: AdBaselineIndex, facts: Facts) -> int | None:
    """The score of the period before, where it is made of the same components over complete days."""
    earlier = ad_baseline_index(group, facts.previous)
    if earlier is None or not compare(group.accounts, facts.period).is_complete:
        return None
    same = [part.value is None for part in earlier.components] == [part.value is None for part in index.components]
    return earlier.score if same else None


def _component(component: Component, currency: str, wording: Wording) -> dict[str, Any]:
    name = _MEASURES[component.name]
    if component.value is None or component.measured is None:
        return {"name": name, "measured": _ABSENT[component.name], "weight": "", "percent": None, "points": ""}
    told = {
        "efficiency": f"CPA {wording.money(component.measured, currency)}",
        "waste": f"{wording.percent(component.measured)} of spend",
        "headroom": f"{wording.percent(component.measured)} lost to budget",
    }
    return {
        "name": name,
        "measured": told[component.name],
        "weight": wording.percent(component.weight, 0),
        "percent": float(round(component.value * 100, 1)),
        "points": wording.count((component.value * 100).quantize(Decimal(1))),
    }


SECTION = Section(
    "abi", "Ad Baseline Index", "One figure, 0–100, of efficiency, waste and headroom, with its parts.", lambda length: length, view
)
