"""Insights: what changed, what drove it, where to look, and what stays uncertain. Sentences are built from figures by rule."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.attention import notes
from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.change import change, compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import note_text
from chalicelib.domain.period_words import partly_compared
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.ai_insights.changes import changes
from chalicelib.sections.ai_insights.drivers import drivers, finding
from chalicelib.sections.ai_insights.uncertainty import uncertainties
from chalicelib.sections.currency_blocks import currency_blocks


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The insights of each currency with data."""
    return currency_blocks(facts, lambda group: _block(group, facts, wording))


def _block(group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    comparison, found = compare(group.accounts, facts.period), campaigns(group, facts.period)
    moved = {metric: change(metric, comparison) for metric in Metric}
    return {
        "currency": group.currency,
        "headline": finding(found, moved, group.currency, wording),
        "compared": partly_compared(comparison, facts.period, wording),
        "drivers": drivers(found, moved, group.currency, wording) if comparison.days else None,
        "changes": changes(moved, group.currency, wording),
        "notes": [note_text(note, group.currency, wording, with_account=len(group.accounts) > 1) for note in notes(found)],
        "uncertain": uncertainties(group, facts, comparison, moved, wording),
    }


SECTION = Section(
    "ai_insights",
    translatable("Insights"),
    "What changed and what drove it, where to look next, and what stays uncertain.",
    lambda length: length,
    view,
    prose=("blocks.*.notes.*", "blocks.*.uncertain"),
)
