"""A figure's days over the range that was usual before: a grey band, the days as a line, those outside it as open circles."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.anomaly import Watched
from chalicelib.domain.axis import metric_ticks
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import metric_label, value
from chalicelib.domain.period import Period
from chalicelib.domain.plot import Scale, dots, lines
from chalicelib.domain.section import Wording
from chalicelib.sections.day_chart import FULL, day_labels, days_told, tick

_LABEL = 26
"""Points that a mark needs with its day's name beside it."""
_MARK = 3.5
"""Points from a mark's middle to where its name begins."""


def range_chart(metric: Metric, found: Watched, period: Period, currency: str, wording: Wording) -> dict[str, Any] | None:
    """The chart's geometry and its alternative text; None for fewer than two days with a value."""
    days = list(period)
    values = [metric.of(found.daily[day]) if day in found.daily else None for day in days]
    known = [amount for amount in values if amount is not None]
    if len(known) < 2:
        return None
    usual = found.ranges[metric]
    marks = metric_ticks(metric, (*known, usual.low, usual.high))
    y = Scale(marks[0], marks[-1], FULL.bottom, FULL.top)
    half = (FULL.right - FULL.left) / len(days) / 2
    x = Scale(Decimal(0), Decimal(max(len(days) - 1, 1)), FULL.left + half, FULL.right - half)
    outside = [anomaly.day for anomaly in found.anomalies if anomaly.metric is metric]
    return {
        "label": metric_label(metric, currency, wording),
        "width": FULL.width,
        "height": FULL.height,
        "left": FULL.left,
        "right": FULL.right,
        "bottom": FULL.bottom,
        "band": {"y": y(usual.high), "height": round(y(usual.low) - y(usual.high), 2)},
        "ticks": [{"y": y(mark), "label": tick(metric, mark, marks, wording)} for mark in marks],
        "days": day_labels(days, wording, FULL),
        "lines": lines(values, x, y),
        "dots": dots(values, x, y),
        "outside": _outside(outside, days, values, x, y, wording),
        "alt": _alt(metric, found, days, values, currency, wording),
    }


def _outside(
    outside: Sequence[date], days: Sequence[date], values: Sequence[Decimal | None], x: Scale, y: Scale, wording: Wording
) -> list[dict[str, Any]]:
    """Each day's mark, and its name where there are few: many would stand on each other."""
    places = [x(Decimal(days.index(day))) for day in outside]
    spans = [(at - _LABEL, at + _MARK) if _anchor(at) == "end" else (at - _MARK, at + _LABEL) for at in places]
    is_named = len(outside) <= thresholds.LABELLED_DAYS and all(earlier[1] < later[0] for earlier, later in pairwise(spans))
    marks = []
    for day in outside:
        position = days.index(day)
        at, amount = x(Decimal(position)), values[position]
        assert amount is not None
        anchor = _anchor(at)
        label_x = at - _MARK if anchor == "end" else at + _MARK
        label = wording.short_day(day) if is_named else ""
        marks.append({"x": at, "y": y(amount), "label": label, "label_x": round(label_x, 2), "anchor": anchor})
    return marks


def _anchor(at: float) -> str:
    """Which way a name runs from its mark: never out of the chart."""
    return "end" if at > FULL.right - FULL.width / 4 else "start"


def _alt(metric: Metric, found: Watched, days: Sequence[date], values: Sequence[Decimal | None], currency: str, wording: Wording) -> str:
    usual = found.ranges[metric]
    low, high = (value(metric, edge, currency, wording) for edge in (usual.low, usual.high))
    return wording.text(
        "{metric} per day, usual range {low} to {high}. {days}.",
        metric=wording.text(metric.label),
        low=low,
        high=high,
        days=days_told(metric, days, values, currency, wording),
    )
