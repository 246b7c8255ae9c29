"""What drove the change: each campaign's part of the difference in conversions and in spend. The parts add up to the whole."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.change import Change
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import difference, movers
from chalicelib.domain.prose import Name, Prose
from chalicelib.domain.section import Wording

type Changes = Mapping[Metric, Change]


def lead_metric(moved: Changes) -> Metric:
    """Conversions where any were compared, else spend."""
    conversions = moved[Metric.CONVERSIONS]
    return Metric.CONVERSIONS if conversions.now or conversions.before else Metric.SPEND


def finding(campaigns: Sequence[Campaign], moved: Changes, currency: str, wording: Wording) -> Prose:
    """`Brand | DE made +12 of the +47 conversions`, or what can be said without one."""
    metric = lead_metric(moved)
    whole = moved[metric].difference
    if whole is None:
        return ("What stands out in these days",)
    if not whole or len(campaigns) < 2:
        return ("What changed, and where to look next",)
    first = movers(campaigns, metric, 1)[0]
    noun = "conversions" if metric is Metric.CONVERSIONS else "spend"
    part, all_of_it = (_signed(metric, amount, currency, wording) for amount in (first.difference, whole))
    return (Name(first.campaign.name), f" moved {noun} most: {part}, of {all_of_it} in all")


def drivers(campaigns: Sequence[Campaign], moved: Changes, currency: str, wording: Wording) -> dict[str, Any] | None:
    """The table of movers with diverging bars; None where a single campaign is the whole."""
    if len(campaigns) < 2:
        return None
    metric = lead_metric(moved)
    named = [mover.campaign for mover in movers(campaigns, metric, thresholds.MOVERS)]
    rest = [campaign for campaign in campaigns if campaign not in named]
    if len(rest) == 1:
        named, rest = [*named, *rest], []
    parts = [(campaign.name, True, [campaign]) for campaign in named]
    if rest:
        parts.append((f"Other ({len(rest)} campaigns)", False, rest))
    differences = {
        of: [sum((difference(campaign, of) for campaign in members), Decimal(0)) for _, _, members in parts]
        for of in (Metric.CONVERSIONS, Metric.SPEND)
    }
    rows = [
        {"name": name, "is_name": is_name}
        | {of.value: _cell(of, differences[of][n], differences[of], currency, wording) for of in differences}
        for n, (name, is_name, _) in enumerate(parts)
    ]
    return {"rows": rows, "total": {of.value: _signed(of, sum(differences[of], Decimal(0)), currency, wording) for of in differences}}


def _cell(metric: Metric, amount: Decimal, column: Sequence[Decimal], currency: str, wording: Wording) -> dict[str, Any]:
    """A figure and its bar: percentages of the cell, from the column's common zero."""
    low, high = min(*column, Decimal(0)), max(*column, Decimal(0))
    extent = high - low or Decimal(1)
    start = (min(amount, Decimal(0)) - low) / extent
    return {
        "figure": _signed(metric, amount, currency, wording),
        "start": float(round(start * 100, 1)),
        "width": float(round(abs(amount) / extent * 100, 1)),
        "zero": float(round(-low / extent * 100, 1)),
        "tone": _tone(metric, amount),
    }


def _tone(metric: Metric, amount: Decimal) -> str:
    good = metric.good_direction * (1 if amount > 0 else -1 if amount < 0 else 0)
    return {1: "good", -1: "bad", 0: "plain"}[good]


def _signed(metric: Metric, amount: Decimal, currency: str, wording: Wording) -> str:
    return wording.signed_money(amount, currency) if metric.is_money else wording.signed_count(amount)
