"""The Ad Baseline Index: the score on its scale, and the components it is made of, a currency at a time."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.ad_baseline_index import AdBaselineIndex, Component, ad_baseline_index
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.plot import Scale
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.currency_blocks import NO_DATA

SCALE = Scale(Decimal(0), Decimal(100), 0, 330)
"""The index on the width of the drawn scale, in points."""

NEITHER = Omitted(translatable("The index needs conversions or impression shares, and the data has neither."))
_MEASURES = {
    "efficiency": translatable("Efficiency"),
    "waste": translatable("Little waste"),
    "headroom": translatable("Room to grow"),
}
_ABSENT = {
    "efficiency": translatable("left out: no conversion to divide the cost by"),
    "waste": translatable("left out: no rank-lost impression share from Google, and no Meta account"),
    "headroom": translatable("left out: no budget-lost impression share in the data"),
}
_BANDS = {
    "below": translatable("below baseline"),
    "at": translatable("at baseline"),
    "above": translatable("above baseline"),
}
_CONFIDENCE = {
    "high": translatable("high confidence"),
    "medium": translatable("medium confidence"),
    "low": translatable("low confidence"),
}


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The index of each currency that has one."""
    groups = with_data(facts)
    if not groups:
        return NO_DATA
    made = [(group, index) for group in groups if (index := ad_baseline_index(group, facts.period))]
    if not made:
        return NEITHER
    without = [group.currency for group in groups if group.currency not in {of.currency for of, _ in made}]
    return {
        "headline": _headline(made, wording),
        "sub": _sub(without, wording, several=len(groups) > 1),
        "blocks": [_block(group, index, facts, wording) for group, index in made],
        "bands": _bands(wording),
        "ticks": [{"x": SCALE(Decimal(at)), "label": at} for at in (0, thresholds.ABI_AT, thresholds.ABI_ABOVE, 100)],
        "several": len(groups) > 1,
    }


def _sub(without: Sequence[str], wording: Wording, *, several: bool) -> str:
    told = [wording.text("0–100: the higher, the more a unit of spend brings and the more room it has")]
    if several:
        told.append(wording.text("each part is its value × its weight"))
    if without:
        told.append(wording.text("not computed for {currencies}", currencies=wording.series(without)))
    return plain(wording.clauses(told))


def _bands(wording: Wording) -> list[dict[str, Any]]:
    edges = (0, thresholds.ABI_AT, thresholds.ABI_ABOVE, 100)
    middles = [Decimal(low + high) / 2 for low, high in pairwise(edges)]
    labels = (wording.text_in("band", "below"), wording.text("at baseline"), wording.text_in("band", "above"))
    return [{"x": SCALE(middle), "label": label} for middle, label in zip(middles, labels, strict=True)]


def _headline(made: list[tuple[CurrencyGroup, AdBaselineIndex]], wording: Wording) -> str:
    if len(made) == 1:
        index = made[0][1]
        return wording.text("The Ad Baseline Index is {score}: {band}", score=wording.count(index.score), band=_band(index, wording))
    scores = [wording.text("{score} in {currency}", score=wording.count(index.score), currency=group.currency) for group, index in made]
    return wording.text("The Ad Baseline Index is {scores}", scores=wording.series(scores))


def _band(index: AdBaselineIndex, wording: Wording) -> str:
    return wording.text(_BANDS[index.band])


def _block(group: CurrencyGroup, index: AdBaselineIndex, facts: Facts, wording: Wording) -> dict[str, Any]:
    before = _before(group, index, facts)
    return {
        "currency": group.currency,
        "score": index.score,
        "band": _band(index, wording),
        "confidence": wording.text(_CONFIDENCE[index.confidence]),
        "rests_on": wording.text_many("{number} campaign-day", "{number} campaign-days", index.campaign_days),
        "x": SCALE(Decimal(index.score)),
        "before": before,
        "before_x": None if before is None else SCALE(Decimal(before)),
        "alt": _alt(index, before, wording),
        "components": [_component(component, group.currency, wording) for component in index.components],
    }


def _alt(index: AdBaselineIndex, before: int | None, wording: Wording) -> str:
    told = wording.text("Ad Baseline Index {score} of 100, {band}", score=wording.count(index.score), band=_band(index, wording))
    if before is None:
        return told
    return plain(wording.clauses([told, wording.text("before: {score}", score=wording.count(before))]))


def _before(group: CurrencyGroup, index: AdBaselineIndex, facts: Facts) -> int | None:
    """The score of the period before, where it is made of the same components over complete days."""
    earlier = ad_baseline_index(group, facts.previous)
    if earlier is None or not compare(group.accounts, facts.period).is_complete:
        return None
    same = [part.value is None for part in earlier.components] == [part.value is None for part in index.components]
    return earlier.score if same else None


def _component(component: Component, currency: str, wording: Wording) -> dict[str, Any]:
    name = wording.text(_MEASURES[component.name])
    if component.value is None or component.measured is None:
        return {"name": name, "measured": wording.text(_ABSENT[component.name]), "weight": "", "percent": None, "points": ""}
    told = {
        "efficiency": wording.text("CPA {amount}", amount=wording.money(component.measured, currency)),
        "waste": wording.text("{share} of spend", share=wording.percent(component.measured)),
        "headroom": wording.text("{share} lost to budget", share=wording.percent(component.measured)),
    }
    return {
        "name": name,
        "measured": told[component.name],
        "weight": wording.percent(component.weight, 0),
        "percent": float(round(component.value * 100, 1)),
        "points": wording.count((component.value * 100).quantize(Decimal(1))),
    }


SECTION = Section(
    "abi",
    translatable("Ad Baseline Index"),
    "One figure, 0–100, of efficiency, waste and headroom, with its parts.",
    lambda length: length,
    view,
)
