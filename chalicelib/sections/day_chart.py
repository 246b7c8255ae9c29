"""A key figure's days: columns for what adds up, a line for a ratio; the period before is grey and behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chalicelib.domain.axis import metric_ticks
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import value
from chalicelib.domain.plot import Scale, dots, lines
from chalicelib.domain.prose import Prose, plain
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart's size and its plot's edges, in points. Without `is_labelled` there is no axis: a sparkline.

    `days_labelled` is how many days its axis has room to name.
    """

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    is_labelled: bool
    days_labelled: int = 3


HALF_LABEL = 10
"""Points: half of a day's name on the axis."""
FULL = Frame(158, 62, 30, 156, 5, 49, is_labelled=True)
SPARKLINE = Frame(76, 26, 0, 74, 3, 25, is_labelled=False)
WIDE = Frame(499, 74, 38, 497, 5, 61, is_labelled=True, days_labelled=8)

type Days = Mapping[date, Totals | None]
type Values = Sequence[Decimal | None]


def day_chart(metric: Metric, now: Days, before: Days, currency: str, wording: Wording, frame: Frame = FULL) -> dict[str, Any] | None:
    """The chart's geometry and its alternative text; None where fewer than two days have a value, or all are zero."""
    current, earlier = _values(metric, now), _values(metric, before)
    known = [amount for amount in (*current, *earlier) if amount is not None]
    if sum(amount is not None for amount in current) < 2 or not any(known):
        return None
    marks = metric_ticks(metric, known)
    y = Scale(marks[0], marks[-1], frame.bottom, frame.top)
    drawn = _lines(current, earlier, y, frame) if metric.is_ratio else _columns(current, earlier, y, frame)
    return drawn | {
        "width": frame.width,
        "height": frame.height,
        "left": frame.left,
        "right": frame.right,
        "bottom": frame.bottom,
        "ticks": [{"y": y(mark), "label": tick(metric, mark, marks, wording)} for mark in marks] if frame.is_labelled else [],
        "days": day_labels(list(now), wording, frame) if frame.is_labelled else [],
        "alt": _alt(metric, now, current, earlier, currency, wording),
    }


def _values(metric: Metric, days: Days) -> list[Decimal | None]:
    return [None if totals is None else metric.of(totals) for totals in days.values()]


def _columns(current: Values, earlier: Values, y: Scale, frame: Frame) -> dict[str, Any]:
    step = (frame.right - frame.left) / len(current)
    wide, narrow = step * 0.78, step * 0.46
    return {
        "before_bars": _bars(earlier, wide, step, y, frame),
        "bars": _bars(current, narrow, step, y, frame),
        "before_lines": (),
        "lines": (),
        "before_dots": (),
        "dots": (),
        "end": None,
    }


def _bars(values: Values, width: float, step: float, y: Scale, frame: Frame) -> list[dict[str, float]]:
    offset = (step - width) / 2
    return [
        {
            "x": round(frame.left + n * step + offset, 2),
            "y": y(amount),
            "width": round(width, 2),
            "height": round(frame.bottom - y(amount), 2),
        }
        for n, amount in enumerate(values)
        if amount is not None
    ]


def _lines(current: Values, earlier: Values, y: Scale, frame: Frame) -> dict[str, Any]:
    half = (frame.right - frame.left) / len(current) / 2
    x = Scale(Decimal(0), Decimal(len(current) - 1), frame.left + half, frame.right - half)
    last = max(n for n, amount in enumerate(current) if amount is not None)
    end = current[last]
    return {
        "before_bars": (),
        "bars": (),
        "before_lines": lines(earlier, x, y),
        "lines": lines(current, x, y),
        "before_dots": dots(earlier, x, y),
        "dots": dots(current, x, y),
        "end": None if end is None else (x(Decimal(last)), y(end)),
    }


def day_labels(days: list[date], wording: Wording, frame: Frame) -> list[dict[str, Any]]:
    """The first and the last day, and as many between as there is room for, evenly spread."""
    step = (frame.right - frame.left) / len(days)
    labels = min(frame.days_labelled, len(days))
    shown = sorted({n * (len(days) - 1) // max(labels - 1, 1) for n in range(labels)})
    places = [(round(frame.left + (n + 0.5) * step, 2), wording.short_day(days[n])) for n in shown]
    return [_day_label(x, label, frame) for x, label in places]


def _day_label(x: float, label: str, frame: Frame) -> dict[str, Any]:
    """Centred under its day, but for the last of many, which ends with the plot."""
    if frame.right - x < HALF_LABEL:
        return {"x": frame.right, "anchor": "end", "label": label}
    return {"x": x, "anchor": "middle", "label": label}


def tick(metric: Metric, mark: Decimal, marks: Sequence[Decimal], wording: Wording) -> str:
    """Axis figures carry no unit (the key figure above them does) and only the digits that tell them apart."""
    if metric.is_share:
        digits = max(0, -_exponent(marks) - 2)
        return wording.percent(mark, digits)
    if marks[-1] >= 10_000:
        return wording.compact(mark)
    return wording.plain(mark, max(0, -_exponent(marks)))


def _exponent(marks: Sequence[Decimal]) -> int:
    exponents = [exponent for mark in marks if isinstance(exponent := mark.normalize().as_tuple().exponent, int)]
    return min(exponents)


def _alt(metric: Metric, days: Days, current: Values, earlier: Values, currency: str, wording: Wording) -> str:
    told = {"metric": wording.text(metric.label), "days": plain(days_told(metric, list(days), current, currency, wording))}
    if all(amount is None for amount in earlier):
        return wording.text("{metric} per day. {days}.", **told)
    before = wording.series([value(metric, amount, currency, wording) for amount in earlier])
    return wording.text("{metric} per day. {days}. The period before: {before}.", **told, before=before)


def by_day(facts: Facts, wording: Wording, *, has_before: bool) -> str:
    """How the charts of days are read: `Per day, 15 – 21 April 2026 in black, 8 – 14 April 2026 in grey`."""
    days, before = wording.days(facts.period.start, facts.period.end), wording.days(facts.previous.start, facts.previous.end)
    if has_before:
        return wording.text("Per day, {days} in black, {days_before} in grey", days=days, days_before=before)
    return wording.text("Per day, {days} in black; no data for {days_before}", days=days, days_before=before)


def days_told(metric: Metric, days: Sequence[date], values: Values, currency: str, wording: Wording) -> Prose:
    """`Wed 15: €12.00, Thu 16: n/a`: for what is read aloud of a chart."""
    written = [value(metric, amount, currency, wording) for amount in values]
    return wording.series(
        [wording.say("{name}: {figure}", name=wording.short_day(day), figure=figure) for day, figure in zip(days, written, strict=True)]
    )
