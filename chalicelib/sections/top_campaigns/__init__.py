"""Top campaigns: a table by cost with the period before beside it. What is beyond the table's budget is summed, never dropped."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.campaign_lines import campaign_lines, whole
from chalicelib.sections.currency_blocks import currency_blocks
from chalicelib.sections.ranked_table import ranked_table, within_budget
from chalicelib.sections.ranked_table_words import how_to_read
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
    lines = within_budget(campaign_lines(found, wording), table_budget(facts, found), wording)
    total = whole(wording.text("All campaigns"), group, facts.period, comparison)
    table = ranked_table(lines, total, comparison, group.currency, FIGURES, wording)
    listed = wording.text("Campaigns by cost, {currency}", currency=group.currency)
    return table | {
        "currency": group.currency,
        "headline": finding(found, wording),
        "sub": how_to_read(listed, comparison, facts.period, wording, has_other=table["has_other"]),
        "accounts_shown": len(group.accounts) > 1,
    }


SECTION = Section(
    "top_campaigns",
    translatable("Top campaigns"),
    "Campaigns by cost: share, change, CPA and ROAS, with the rest summed.",
    lambda length: length,
    view,
)
