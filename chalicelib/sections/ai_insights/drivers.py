"""What drove the change: each campaign's part of the difference in conversions, or in spend where there are none. The parts add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.change import Change, Verdict
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import Mover, difference, foremost, movers
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.ranked_table import other_campaigns

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
    whole = moved[metric].difference
    if whole is None:
        return wording.say("What stands out in these days")
    if moved[metric].verdict is Verdict.TOO_FEW_DAYS:
        return wording.say(_TOO_FEW_DAYS[metric])
    if not moved[metric].is_clear:
        return wording.say(_NOT_CLEAR[metric])
    if len(campaigns) < 2:
        return wording.say("What changed, and where to look next")
    return _foremost(foremost(campaigns, metric), metric, whole, currency, wording)


_TOO_FEW_DAYS = {
    Metric.CONVERSIONS: translatable("Too few days to say what moved conversions"),
    Metric.SPEND: translatable("Too few days to say what moved spend"),
}
_NOT_CLEAR = {
    Metric.CONVERSIONS: translatable("No clear change in conversions, and where to look next"),
    Metric.SPEND: translatable("No clear change in spend, and where to look next"),
}
_ONE_MOVED = {
    Metric.CONVERSIONS: translatable("{campaign} moved conversions most: {figure}, of {whole} in all"),
    Metric.SPEND: translatable("{campaign} moved spend most: {figure}, of {whole} in all"),
}
_SOME_MOVED = {
    Metric.CONVERSIONS: translatable("{campaigns} moved conversions most, of {whole} in all"),
    Metric.SPEND: translatable("{campaigns} moved spend most, of {whole} in all"),
}
_MANY_MOVED = {
    Metric.CONVERSIONS: translatable("{count} campaigns moved conversions most, equally far: {figures} each, of {whole} in all"),
    Metric.SPEND: translatable("{count} campaigns moved spend most, equally far: {figures} each, of {whole} in all"),
}
_WHAT_DROVE = {
    Metric.CONVERSIONS: translatable("What drove it: conversions"),
    Metric.SPEND: translatable("What drove it: spend"),
}
_WHERE_IT_DIFFERS = {
    Metric.CONVERSIONS: translatable("Where it differs: conversions"),
    Metric.SPEND: translatable("Where it differs: spend"),
}


def _foremost(first: Sequence[Mover], metric: Metric, total: Decimal, currency: str, wording: Wording) -> Prose:
    """`A moved conversions most: +12`, `A (+3) and B (+3) moved conversions most`: those that moved it equally far are named alike."""
    figures = [_signed(metric, mover.difference, currency, wording) for mover in first]
    whole = _signed(metric, total, currency, wording)
    if len(first) == 1:
        return wording.say(_ONE_MOVED[metric], campaign=shortened(first[0].campaign.name), figure=figures[0], whole=whole)
    if len(first) > thresholds.NAMED_TIED:
        each = wording.one_of(list(dict.fromkeys(figures)))
        return wording.say(_MANY_MOVED[metric], count=wording.count(len(first)), figures=each, whole=whole)
    named = [
        wording.say("{campaign} ({figure})", campaign=shortened(mover.campaign.name), figure=figure)
        for mover, figure in zip(first, figures, strict=True)
    ]
    return wording.say(_SOME_MOVED[metric], campaigns=wording.listed(named), whole=whole)


def drivers(campaigns: Sequence[Campaign], moved: Changes, currency: str, wording: Wording) -> dict[str, Any] | None:
    """The campaigns that moved the lead metric most, with diverging bars on one scale; None where one campaign is the whole."""
    if len(campaigns) < 2:
        return None
    metric = lead_metric(moved)
    parts = _parts(campaigns, metric, wording)
    column = [part.difference for part in parts]
    rows = [
        {"name": part.name, "account": part.account, "figure": _signed(metric, part.difference, currency, wording)}
        | _bar(part.difference, min(*column, Decimal(0)), max(*column, Decimal(0)))
        | {"tone": _tone(metric, part.difference) if moved[metric].is_clear else "quiet"}
        for part in parts
    ]
    title = _WHAT_DROVE if moved[metric].is_clear else _WHERE_IT_DIFFERS
    return {
        "title": wording.text(title[metric]),
        "rows": rows,
        "total": _signed(metric, sum(column, Decimal(0)), currency, wording),
    }


def _parts(campaigns: Sequence[Campaign], metric: Metric, wording: Wording) -> list[_Part]:
    """The movers, and one part that sums all others."""
    several = len({campaign.account.ad_account_id for campaign in campaigns}) > 1
    named = movers(campaigns, metric, len(campaigns) if len(campaigns) <= thresholds.MOVERS + 1 else thresholds.MOVERS)
    parts = [_Part(each.campaign.name, each.campaign.account.account_name if several else None, each.difference) for each in named]
    others = len(campaigns) - len(named)
    if others:
        whole = sum((difference(campaign, metric) for campaign in campaigns), Decimal(0))
        rest = whole - sum((part.difference for part in parts), Decimal(0))
        parts.append(_Part(other_campaigns(others, wording), None, rest))
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
