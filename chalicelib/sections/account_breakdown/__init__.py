"""Account breakdown: every account beside the others of its currency, and the platforms they add up to. Never across currencies."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.change import compare
from chalicelib.domain.coverage import silent
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.account_breakdown.finding import finding, silence
from chalicelib.sections.account_breakdown.lines import account_lines, platform_lines
from chalicelib.sections.campaign_lines import whole
from chalicelib.sections.currency_blocks import currency_blocks
from chalicelib.sections.ranked_table import ranked_table
from chalicelib.sections.ranked_table_words import how_to_read

FIGURES = ("cost", "cost_change", "share", "conversions", "conversions_change", "ctr", "cpa", "roas")
"""The figure columns, left to right."""


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A table of accounts per currency, and one of platforms where a platform has several accounts. One account is no breakdown."""
    if len(facts.accounts) == 1:
        return Omitted(None)
    made = currency_blocks(facts, lambda group: _block(group, facts, wording))
    return made if isinstance(made, Omitted) else {**made, "silence": silence(silent(facts.accounts, facts.period), wording)}


def _block(group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    comparison = compare(group.accounts, facts.period)
    lines, platforms = account_lines(group, facts.period, wording), platform_lines(group, facts.period, wording)
    listed = wording.text("Accounts by cost, {currency}", currency=group.currency)
    total = whole(wording.text("All accounts"), group, facts.period, comparison)
    return {
        "currency": group.currency,
        "headline": finding(lines, group.currency, wording),
        "sub": how_to_read(listed, comparison, facts.period, wording),
        "accounts": ranked_table(lines, total, comparison, group.currency, FIGURES, wording) | {"has_total": len(lines) > 1},
        "platforms": ranked_table(platforms, total, comparison, group.currency, FIGURES, wording) if platforms else None,
    }


SECTION = Section(
    "account_breakdown",
    translatable("Account breakdown"),
    "Each account's cost, share, change and results beside the others of its currency.",
    lambda length: length,
    view,
)
