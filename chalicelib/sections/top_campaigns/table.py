"""The lines of the campaign table, and the widths that their figures need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.change import Comparison
from chalicelib.domain.narrative import NOT_AVAILABLE
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals, ratio

FIGURES = ("cost", "cost_change", "share", "conversions", "conversions_change", "cpa", "roas")
"""The figure columns, left to right."""

_HEADS = {"cost": 4, "cost_change": 6, "share": 5, "conversions": 5, "conversions_change": 6, "cpa": 4, "roas": 5}
_CHARACTER, _GAP, _PAGE = 4.6, 9.0, 499.0
"""Points: a figure's advance at the table's size, the air before a column, and the width of the page's column."""
_NAME_LEAST, _BAR_MOST, _BAR_LEAST = 172.0, 90.0, 40.0
_LONG_NAME = 45
"""Characters from which a name needs the room more than the bar does."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `now` over the whole period; `compared` and `before` over the compared days."""

    name: str
    account: str | None
    now: Totals
    before: Totals
    compared: Totals
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """What all lines of a currency share: the whole, what is compared, and the cost that a bar of full length stands for."""

    whole: Line
    comparison: Comparison
    scale: Decimal
    currency: str


def lines_of(campaigns: Sequence[Campaign], budget: int) -> list[Line]:
    """A line per campaign; beyond the budget, one line that sums the rest."""
    if len(campaigns) <= budget + 1:
        return [_of(campaign) for campaign in campaigns]
    return [*(_of(campaign) for campaign in campaigns[:budget]), _rest(campaigns[budget:])]


def scale(lines: Sequence[Line], comparison: Comparison) -> Decimal:
    """The largest cost of any campaign's bars. A line that sums many is no bar: beside it theirs could not be told apart."""
    return max((max(bars(each, comparison)) for each in lines if each.is_name), default=Decimal(0))


def bars(each: Line, comparison: Comparison) -> tuple[Decimal, Decimal]:
    """Cost now and before, on one base: the days compared. Where nothing is, the whole period's, and nothing before."""
    return (each.compared.cost, each.before.cost) if comparison.days else (each.now.cost, Decimal(0))


def line(each: Line, shown: Shown, wording: Wording) -> dict[str, Any]:
    """A line as the page prints it; bars are percentages of the scale, and None for a line that is no campaign."""
    currency, (bar, before_bar) = shown.currency, bars(each, shown.comparison)
    share, relative = ratio(each.now.cost, shown.whole.now.cost), ratio(each.compared.cost - each.before.cost, each.before.cost)
    cpa, roas = each.now.cpa, each.now.roas
    return {
        "name": each.name,
        "account": each.account,
        "is_name": each.is_name,
        "cost": wording.amount(each.now.cost, currency),
        "cost_change": "new" if _is_new(each) else NOT_AVAILABLE if relative is None else wording.signed_percent(relative),
        "share": NOT_AVAILABLE if share is None else wording.percent(share),
        "conversions": wording.count(each.now.conversions),
        "conversions_change": wording.signed_count(each.compared.conversions - each.before.conversions),
        "cpa": NOT_AVAILABLE if cpa is None else wording.amount(cpa, currency),
        "roas": NOT_AVAILABLE if roas is None else wording.ratio(roas),
        "bar": _percent(bar, shown.scale) if each.is_name else None,
        "before_bar": _percent(before_bar, shown.scale) if each.is_name else None,
    }


def columns(rows: Sequence[Mapping[str, Any]], *, has_before: bool) -> dict[str, Any]:
    """Each column's width in points: figures as wide as their longest, the bar what it may, the name what is left."""
    shown = [name for name in FIGURES if has_before or not name.endswith("_change")]
    figures = [max(_HEADS[name], *(len(str(row[name])) for row in rows)) * _CHARACTER + _GAP for name in shown]
    is_wide = any(len(str(row["name"])) > _LONG_NAME for row in rows)
    left = _PAGE - sum(figures)
    bar = _BAR_LEAST if is_wide else min(max(left - _NAME_LEAST, _BAR_LEAST), _BAR_MOST)
    return {"name": round(left - bar, 1), "bar": round(bar, 1), "figures": [round(width, 1) for width in figures]}


def _of(campaign: Campaign) -> Line:
    account = f"{campaign.account.account_name} · {campaign.account.platform.label}"
    return Line(campaign.name, account, campaign.now, campaign.comparison.before, campaign.comparison.now)


def _rest(campaigns: Sequence[Campaign]) -> Line:
    now = sum((campaign.now for campaign in campaigns), Totals())
    before = sum((campaign.comparison.before for campaign in campaigns), Totals())
    compared = sum((campaign.comparison.now for campaign in campaigns), Totals())
    return Line(f"Other ({len(campaigns)} campaigns)", None, now, before, compared, is_name=False)


def _is_new(each: Line) -> bool:
    return bool(each.compared.cost) and not each.before.cost


def _percent(cost: Decimal, scale: Decimal) -> float:
    return float(round(cost / scale * 100, 1)) if scale else 0.0
