"""Weeks side by side: those of the period dark, those before in grey; columns for what adds up, a line for a ratio."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain.axis import metric_ticks
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import value
from chalicelib.domain.plot import Scale, dots, lines
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.weeks import Side, Week
from chalicelib.sections.day_chart import FULL, tick

_COLUMN = 0.7
"""A column's part of its week's room."""


def week_chart(metric: Metric, weeks: Sequence[Week], currency: str, wording: Wording) -> dict[str, Any] | None:
    """The chart's geometry and its alternative text; None where fewer than two weeks have a value, or all are zero."""
    values = [week.value(metric) for week in weeks]
    known = [amount for amount in values if amount is not None]
    if len(known) < 2 or not any(known):
        return None
    marks = metric_ticks(metric, known)
    y = Scale(marks[0], marks[-1], FULL.bottom, FULL.top)
    drawn = _line(values, weeks, y) if metric.is_ratio else _columns(values, weeks, y)
    return drawn | {
        "width": FULL.width,
        "height": FULL.height,
        "left": FULL.left,
        "right": FULL.right,
        "bottom": FULL.bottom,
        "ticks": [{"y": y(mark), "label": tick(metric, mark, marks, wording)} for mark in marks],
        "days": _labels(weeks, wording),
        "alt": _alt(metric, weeks, values, currency, wording),
    }


def _columns(values: Sequence[Decimal | None], weeks: Sequence[Week], y: Scale) -> dict[str, Any]:
    step = (FULL.right - FULL.left) / len(weeks)
    bars = [
        (
            week.side,
            {
                "x": round(FULL.left + (n + (1 - _COLUMN) / 2) * step, 2),
                "y": y(amount),
                "width": round(step * _COLUMN, 2),
                "height": round(FULL.bottom - y(amount), 2),
            },
        )
        for n, (week, amount) in enumerate(zip(weeks, values, strict=True))
        if amount is not None
    ]
    return {
        "before_bars": [bar for side, bar in bars if side is not Side.WITHIN],
        "bars": [bar for side, bar in bars if side is Side.WITHIN],
        **dict.fromkeys(("before_lines", "lines", "before_dots", "dots"), ()),
        "end": None,
    }


def _line(values: Sequence[Decimal | None], weeks: Sequence[Week], y: Scale) -> dict[str, Any]:
    """The grey line runs up to the first of the dark one's weeks, so that the step between them is seen."""
    half = (FULL.right - FULL.left) / len(weeks) / 2
    x = Scale(Decimal(0), Decimal(len(weeks) - 1), FULL.left + half, FULL.right - half)
    first = next(n for n, week in enumerate(weeks) if week.side is Side.WITHIN) if weeks[-1].side is Side.WITHIN else len(weeks)
    before = [amount if n <= first else None for n, amount in enumerate(values)]
    within = [amount if n >= first else None for n, amount in enumerate(values)]
    last = max((n for n, amount in enumerate(within) if amount is not None), default=None)
    end = None if last is None else within[last]
    return {
        "before_bars": (),
        "bars": (),
        "before_lines": lines(before, x, y),
        "lines": lines(within, x, y),
        "before_dots": dots(before, x, y),
        "dots": dots(within, x, y),
        "end": None if last is None or end is None else (x(Decimal(last)), y(end)),
    }


def _labels(weeks: Sequence[Week], wording: Wording) -> list[dict[str, Any]]:
    """The first day of the first and the last day of the last week, at the plot's edges."""
    return [
        {"x": FULL.left, "anchor": "start", "label": wording.day_of_year(weeks[0].period.start)},
        {"x": FULL.right, "anchor": "end", "label": wording.day_of_year(weeks[-1].period.end)},
    ]


def _alt(metric: Metric, weeks: Sequence[Week], values: Sequence[Decimal | None], currency: str, wording: Wording) -> str:
    told = wording.clauses(
        [
            wording.say(
                "{name}: {figure}",
                name=wording.days(week.period.start, week.period.end),
                figure=value(metric, amount, currency, wording),
            )
            for week, amount in zip(weeks, values, strict=True)
        ]
    )
    message = translatable("{metric} by week. {weeks}.") if metric.is_ratio else translatable("{metric} a day, by week. {weeks}.")
    return wording.text(message, metric=wording.text(metric.label), weeks=told)
