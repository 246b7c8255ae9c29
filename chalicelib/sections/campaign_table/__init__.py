"""Campaign table: the campaigns in full, by cost, with share and change of cost, conversions and CPA. The rest is summed, never dropped."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.campaign_lines import campaign_lines, whole
from chalicelib.sections.campaign_table.finding import finding, stopped
from chalicelib.sections.currency_blocks import currency_blocks
from chalicelib.sections.ranked_table import ranked_table, within_budget
from chalicelib.sections.ranked_table_words import how_to_read

FIGURES = ("cost", "cost_change", "share", "conversions", "conversions_change", "cpa", "cpa_change", "roas")
"""The figure columns, left to right."""


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A table per currency with data."""
    return currency_blocks(facts, lambda group: _block(group, facts, wording))


def _block(group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    found = campaigns(group, facts.period)
    ran = [campaign for campaign in found if campaign.ran]
    comparison = compare(group.accounts, facts.period)
    lines = within_budget(campaign_lines(ran, wording), thresholds.TABLE_BUDGET, wording)
    total = whole(wording.text("All campaigns"), group, facts.period, comparison)
    table = ranked_table(lines, total, comparison, group.currency, FIGURES, wording)
    listed = wording.text("Campaigns by cost, {currency}", currency=group.currency)
    return table | {
        "currency": group.currency,
        "headline": finding(ran, comparison, group.currency, wording),
        "sub": how_to_read(listed, comparison, facts.period, wording, has_other=table["has_other"]),
        "accounts_shown": len(group.accounts) > 1,
        "stopped": stopped(found, facts.period, group.currency, wording),
    }


SECTION = Section(
    "campaign_table",
    translatable("Campaign table"),
    "Every campaign of weight by cost: share, and the change of cost, conversions and CPA.",
    lambda length: length,
    view,
)
