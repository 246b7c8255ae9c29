"""Top campaigns: a table by cost with the period before beside it. What is beyond the table's budget is summed, never dropped."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import partly_compared
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.sections.campaign_lines import campaign_lines, whole
from chalicelib.sections.currency_blocks import currency_blocks
from chalicelib.sections.ranked_table import ranked_table, within_budget
from chalicelib.sections.top_campaigns.budget import table_budget
from chalicelib.sections.top_campaigns.finding import finding

FIGURES = ("cost", "cost_change", "share", "conversions", "conversions_change", "cpa", "roas")
"""The figure columns, left to right."""


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A table per currency with data."""
    return currency_blocks(facts, lambda group: _block(group, facts, wording))


def _block(group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    found = [campaign for campaign in campaigns(group, facts.period) if campaign.ran]
    comparison = compare(group.accounts, facts.period)
    lines = within_budget(campaign_lines(found), table_budget(facts, found), "campaigns")
    total = whole("All campaigns", group, facts.period, comparison)
    return ranked_table(lines, total, comparison, group.currency, FIGURES, wording) | {
        "currency": group.currency,
        "headline": finding(found, wording),
        "accounts_shown": len(group.accounts) > 1,
        "compared": partly_compared(comparison, facts.period),
    }


SECTION = Section(
    "top_campaigns", "Top campaigns", "Campaigns by cost: share, change, CPA and ROAS, with the rest summed.", lambda length: length, view
)
