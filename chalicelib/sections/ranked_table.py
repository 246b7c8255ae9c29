"""Ranked table: campaigns or accounts by cost, each with its bar, its share and its change; what is beyond a budget is summed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chalicelib.domain.change import Comparison
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import NOT_AVAILABLE
from chalicelib.domain.printable import width
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals, ratio
from chalicelib.domain.translation import translatable

HEADS = {
    "cost": translatable("Cost"),
    "cost_change": translatable("± cost"),
    "share": translatable("Share"),
    "conversions": translatable("Conv."),
    "conversions_change": translatable("± conv."),
    "ctr": translatable("CTR"),
    "cpa": translatable("CPA"),
    "cpa_change": translatable("± CPA"),
    "roas": translatable("ROAS"),
}
"""The figure columns that there are, and what their heads say."""

_CHARACTER, _GAP, _PAGE = 4.6, 9.0, 499.0
"""Points: a figure's advance at the table's size, the air before a column, and the width of the page's column."""
_NAME_LEAST, _BAR_MOST, _BAR_LEAST = 172.0, 90.0, 40.0
_LONG_NAME = 45
"""Characters from which a name needs the room more than the bar does."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `now` over the whole period; `compared` and `before` over the compared days. `under` stands small below the name."""

    name: str
    under: str | None
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


def ranked_table(
    lines: Sequence[Line], whole: Line, comparison: Comparison, currency: str, figures: Sequence[str], wording: Wording
) -> dict[str, Any]:
    """The table as the page prints it: `rows`, `total`, `columns` with their heads and widths in points."""
    shown = Shown(whole, comparison, _scale(lines, comparison), currency)
    has_before = bool(comparison.days)
    names = [name for name in figures if has_before or not _is_change(name)]
    rows = [_line(each, shown, names, wording) for each in lines]
    total = _line(whole, shown, names, wording)
    return {
        "rows": rows,
        "total": total,
        "columns": _columns([*rows, total], names, wording),
        "has_before": has_before,
        "has_other": any(not each.is_name for each in lines),
    }


def within_budget(lines: Sequence[Line], budget: int, wording: Wording) -> list[Line]:
    """As many campaigns as the budget has; beyond it, one line that sums the rest. One line too many is printed, not summed."""
    if len(lines) <= budget + 1:
        return list(lines)
    return [*lines[:budget], summed(lines[budget:], other_campaigns(len(lines) - budget, wording))]


def other_campaigns(number: int, wording: Wording) -> str:
    """What a line is called that sums campaigns: `Other (12 campaigns)`."""
    return wording.text_many("Other ({number} campaign)", "Other ({number} campaigns)", number)


def summed(lines: Sequence[Line], name: str) -> Line:
    """Many lines as one, which is no name of anyone's."""
    now, before, compared = (sum((getattr(line, of) for line in lines), Totals()) for of in ("now", "before", "compared"))
    return Line(name, None, now, before, compared, is_name=False)


def _scale(lines: Sequence[Line], comparison: Comparison) -> Decimal:
    """The largest cost of any campaign's bars. A line that sums many is no bar: beside it theirs could not be told apart."""
    return max((max(_bars(each, comparison)) for each in lines if each.is_name), default=Decimal(0))


def _bars(each: Line, comparison: Comparison) -> tuple[Decimal, Decimal]:
    """Cost now and before, on one base: the days compared. Where nothing is, the whole period's, and nothing before."""
    return (each.compared.cost, each.before.cost) if comparison.days else (each.now.cost, Decimal(0))


def _line(each: Line, shown: Shown, names: Sequence[str], wording: Wording) -> dict[str, Any]:
    """A line as the page prints it; bars are percentages of the scale, and None for a line that is no campaign."""
    bar, before_bar = _bars(each, shown.comparison)
    written = _figures(each, shown, wording)
    return written | {
        "name": each.name,
        "under": each.under,
        "is_name": each.is_name,
        "figures": [{"text": written[name], "is_change": _is_change(name)} for name in names],
        "bar": _percent(bar, shown.scale) if each.is_name else None,
        "before_bar": _percent(before_bar, shown.scale) if each.is_name else None,
    }


def _figures(each: Line, shown: Shown, wording: Wording) -> dict[str, str]:
    currency, now, absent = shown.currency, each.now, wording.text(NOT_AVAILABLE)
    share, relative = ratio(now.cost, shown.whole.now.cost), ratio(each.compared.cost - each.before.cost, each.before.cost)
    return {
        "cost": wording.amount(now.cost, currency),
        "cost_change": wording.text_in("campaign", "new")
        if _is_new(each)
        else absent
        if relative is None
        else wording.signed_percent(relative),
        "share": absent if share is None else wording.percent(share),
        "conversions": wording.count(now.conversions),
        "conversions_change": wording.signed_count(each.compared.conversions - each.before.conversions),
        "ctr": absent if now.ctr is None else wording.percent(now.ctr, 2),
        "cpa": absent if now.cpa is None else wording.amount(now.cpa, currency),
        "cpa_change": _ratio_change(Metric.CPA, each, wording),
        "roas": absent if now.roas is None else wording.ratio(now.roas),
    }


def _ratio_change(metric: Metric, each: Line, wording: Wording) -> str:
    now, before = metric.of(each.compared), metric.of(each.before)
    return wording.text(NOT_AVAILABLE) if now is None or not before else wording.signed_percent((now - before) / before)


def _columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str], wording: Wording) -> dict[str, Any]:
    """Each column's width in points: figures as wide as their longest, the bar what it may, the name what is left."""
    heads = [wording.text(HEADS[name]) for name in names]
    widths = [max(width(head), *(width(row[name]) for row in rows)) * _CHARACTER + _GAP for name, head in zip(names, heads, strict=True)]
    is_wide = any(len(row["name"]) > _LONG_NAME for row in rows)
    left = _PAGE - sum(widths)
    bar = _BAR_LEAST if is_wide else min(max(left - _NAME_LEAST, _BAR_LEAST), _BAR_MOST)
    figures = [{"head": head, "width": round(points, 1)} for head, points in zip(heads, widths, strict=True)]
    return {"name": round(left - bar, 1), "bar": round(bar, 1), "figures": figures}


def _is_change(name: str) -> bool:
    return name.endswith("_change")


def _is_new(each: Line) -> bool:
    return bool(each.compared.cost) and not each.before.cost


def _percent(cost: Decimal, scale: Decimal) -> float:
    return float(round(cost / scale * 100, 1)) if scale else 0.0
