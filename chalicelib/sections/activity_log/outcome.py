"""What came of an entry, as its author measured it; or what came after it, as the data says."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.change import Change
from chalicelib.domain.decision import Decision, EntryType, Outcome
from chalicelib.domain.effect import effect
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import ChangeLabel, change_label, value
from chalicelib.domain.section import Wording


def outcome(of: Outcome, currency: str, wording: Wording) -> dict[str, Any]:
    """The author's own figures: no verdict of ours but the sign, for the days behind them are not known."""
    return {
        "figures": _figures(of.metric, of.before, of.after, currency, wording),
        "label": _signed(of, wording),
        "basis": wording.text("over {window}, as written", window=of.window),
    }


def after(entry: Decision, facts: Facts, currency: str, wording: Wording) -> dict[str, Any] | None:
    """The seven days from the entry's day on against the seven before; where those days are not over, that it is too early."""
    if entry.entry_type not in (EntryType.DECISION, EntryType.EDIT):
        return None
    found = effect(entry, facts)
    if found is None or found.before is None or found.now is None:
        return _too_early(entry, facts, wording)
    return {
        "figures": _figures(found.metric, found.before, found.now, currency, wording),
        "label": _label(found, currency, wording),
        "basis": wording.text_many(
            "{number} day after against {number} before", "{number} days after against {number} before", thresholds.EFFECT_DAYS
        ),
    }


def _too_early(entry: Decision, facts: Facts, wording: Wording) -> dict[str, Any] | None:
    days = (facts.period.end - entry.decided_on).days + 1
    if entry.decided_on + timedelta(days=thresholds.EFFECT_DAYS - 1) <= facts.period.end:
        return None
    basis = wording.text_many("too early to say: {number} day since", "too early to say: {number} days since", days)
    return {"figures": "", "label": None, "basis": basis}


def _figures(metric: Metric, before: Decimal, now: Decimal, currency: str, wording: Wording) -> str:
    return f"{wording.text(metric.label)} {value(metric, before, currency, wording)} → {value(metric, now, currency, wording)}"


def _label(found: Change, currency: str, wording: Wording) -> ChangeLabel:
    return change_label(found, currency, wording)


def _signed(of: Outcome, wording: Wording) -> ChangeLabel | None:
    if not of.before:
        return None
    relative = (of.after - of.before) / of.before
    arrow = "▲" if relative > 0 else "▼" if relative < 0 else ""
    good = of.metric.good_direction * (1 if relative > 0 else -1 if relative < 0 else 0)
    tone, word = {1: ("good", wording.text("better")), -1: ("bad", wording.text("worse")), 0: ("plain", "")}[good]
    return ChangeLabel(arrow, wording.signed_percent(relative), word, tone)
