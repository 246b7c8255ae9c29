"""What drove the change: each campaign's part of the difference in conversions, or in spend where there are none. The parts add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.change import Change, Verdict
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import difference, foremost, movers
from chalicelib.domain.prose import Prose, listed, shortened
from chalicelib.domain.section import Wording

type Changes = Mapping[Metric, Change]


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    account: str | None
    difference: Decimal


def lead_metric(moved: Changes) -> Metric:
    """Conversions where any were compared, else spend."""
    conversions = moved[Metric.CONVERSIONS]
    return Metric.CONVERSIONS if conversions.now or conversions.before else Metric.SPEND


def finding(campaigns: Sequence[Campaign], moved: Changes, currency: str, wording: Wording) -> Prose:
    """`Brand | DE moved conversions most: +12, of +47 in all`, or what can be said where the change is not clear or one campaign is all."""
    metric = lead_metric(moved)
    whole, noun = moved[metric].difference, metric.label.lower()
    if whole is None:
        return ("What stands out in these days",)
    if moved[metric].verdict is Verdict.TOO_FEW_DAYS:
        return (f"Too few days to say what moved {noun}",)
    if not moved[metric].is_clear:
        return (f"No clear change in {noun}, and where to look next",)
    if len(campaigns) < 2:
        return ("What changed, and where to look next",)
    return (*_foremost(campaigns, metric, currency, wording), f", of {_signed(metric, whole, currency, wording)} in all")


def _foremost(campaigns: Sequence[Campaign], metric: Metric, currency: str, wording: Wording) -> Prose:
    """`A moved conversions most: +12`, `A (+3) and B (+3) moved conversions most`: those that moved it equally far are named alike."""
    first = foremost(campaigns, metric)
    verb = f" moved {metric.label.lower()} most"
    figures = [_signed(metric, mover.difference, currency, wording) for mover in first]
    if len(first) == 1:
        return (shortened(first[0].campaign.name), f"{verb}: {figures[0]}")
    if len(first) > thresholds.NAMED_TIED:
        return (f"{len(first)} campaigns{verb}, equally far: {' or '.join(dict.fromkeys(figures))} each",)
    return (*listed([(shortened(mover.campaign.name), f" ({figure})") for mover, figure in zip(first, figures, strict=True)]), verb)


def drivers(campaigns: Sequence[Campaign], moved: Changes, currency: str, wording: Wording) -> dict[str, Any] | None:
    """The campaigns that moved the lead metric most, with diverging bars on one scale; None where one campaign is the whole."""
    if len(campaigns) < 2:
        return None
    metric = lead_metric(moved)
    parts = _parts(campaigns, metric)
    column = [part.difference for part in parts]
    rows = [
        {"name": part.name, "account": part.account, "figure": _signed(metric, part.difference, currency, wording)}
        | _bar(part.difference, min(*column, Decimal(0)), max(*column, Decimal(0)))
        | {"tone": _tone(metric, part.difference) if moved[metric].is_clear else "quiet"}
        for part in parts
    ]
    question = "What drove it" if moved[metric].is_clear else "Where it differs"
    return {
        "title": f"{question}: {metric.label.lower()}",
        "rows": rows,
        "total": _signed(metric, sum(column, Decimal(0)), currency, wording),
    }


def _parts(campaigns: Sequence[Campaign], metric: Metric) -> list[_Part]:
    """The movers, and one part that sums all others."""
    several = len({campaign.account.ad_account_id for campaign in campaigns}) > 1
    named = movers(campaigns, metric, len(campaigns) if len(campaigns) <= thresholds.MOVERS + 1 else thresholds.MOVERS)
    parts = [_Part(each.campaign.name, each.campaign.account.account_name if several else None, each.difference) for each in named]
    others = len(campaigns) - len(named)
    if others:
        whole = sum((difference(campaign, metric) for campaign in campaigns), Decimal(0))
        rest = whole - sum((part.difference for part in parts), Decimal(0))
        parts.append(_Part(f"Other ({others} campaigns)", None, rest))
    return parts


def _bar(amount: Decimal, low: Decimal, high: Decimal) -> dict[str, float]:
    """Where the bar and the zero lie, in percent of the track."""
    extent = high - low or Decimal(1)
    start, width, zero = (min(amount, Decimal(0)) - low) / extent, abs(amount) / extent, -low / extent
    return {"start": _percent(start), "width": _percent(width), "zero": _percent(zero)}


def _percent(fraction: Decimal) -> float:
    return float(round(fraction * 100, 1))


def _tone(metric: Metric, amount: Decimal) -> str:
    good = metric.good_direction * (1 if amount > 0 else -1 if amount < 0 else 0)
    return {1: "good", -1: "bad", 0: "plain"}[good]


def _signed(metric: Metric, amount: Decimal, currency: str, wording: Wording) -> str:
    return wording.signed_money(amount, currency) if metric.is_money else wording.signed_count(amount)
