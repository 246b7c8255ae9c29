"""How a sum has come along: the days' running total as a solid line, what was due by then as an outlined one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from chalicelib.domain.axis import ticks
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import value
from chalicelib.domain.plot import Scale, lines
from chalicelib.domain.section import Wording
from chalicelib.domain.target_judgement import Judgement, due_by_day
from chalicelib.domain.totals import totals_by
from chalicelib.sections.day_chart import FULL, day_labels, tick


def pace_chart(judged: Judgement, facts: Facts, wording: Wording) -> dict[str, Any] | None:
    """The chart's geometry and its alternative text; None for fewer than two days."""
    if len(judged.days) < 2:
        return None
    daily = totals_by(judged.subject.rows(frozenset(judged.days)), lambda row: row.day)
    amounts = [judged.metric.of(daily[day]) or Decimal(0) if day in daily else Decimal(0) for day in judged.days]
    actual, due = list(accumulate(amounts)), list(accumulate(due_by_day(judged, len(facts.period))))
    marks = ticks(Decimal(0), max(*actual, *due))
    y = Scale(marks[0], marks[-1], FULL.bottom, FULL.top)
    half = (FULL.right - FULL.left) / len(facts.period) / 2
    x = Scale(Decimal(0), Decimal(len(facts.period) - 1), FULL.left + half, FULL.right - half)
    last = (judged.days[-1] - facts.period.start).days
    return {
        "width": FULL.width,
        "height": FULL.height,
        "left": FULL.left,
        "right": FULL.right,
        "bottom": FULL.bottom,
        "ticks": [{"y": y(mark), "label": tick(judged.metric, mark, marks, wording)} for mark in marks],
        "days": day_labels(list(facts.period), wording, FULL),
        "lines": lines(_placed(actual, judged.days, facts), x, y),
        "due_lines": lines(_placed(due, judged.days, facts), x, y),
        "end": (x(Decimal(last)), y(actual[-1])),
        "due_end": (x(Decimal(last)), y(due[-1])),
        "alt": _alt(judged, actual, due, wording),
    }


def _placed(running: Sequence[Decimal], days: Sequence[date], facts: Facts) -> list[Decimal | None]:
    """The running total on each day of the period up to the last that counts; it stands still on a day that does not count."""
    by_day = dict(zip(days, running, strict=True))
    placed: list[Decimal | None] = []
    so_far: Decimal | None = None
    for day in facts.period:
        so_far = by_day.get(day, so_far)
        placed.append(so_far if day <= days[-1] else None)
    return placed


def _alt(judged: Judgement, actual: Sequence[Decimal], due: Sequence[Decimal], wording: Wording) -> str:
    currency = judged.subject.currency or ""
    parts = [
        wording.say(
            "{day}: {reached} of {due}",
            day=wording.short_day(day),
            reached=value(judged.metric, so_far, currency, wording),
            due=value(judged.metric, by_then, currency, wording),
        )
        for day, so_far, by_then in zip(judged.days, actual, due, strict=True)
    ]
    return wording.text(
        "{metric}, running total against what was due. {days}.", metric=wording.text(judged.metric.label), days=wording.series(parts)
    )
