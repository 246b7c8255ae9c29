"""Top campaigns: a table by cost with the period before beside it. What is beyond the table's budget is summed, never dropped."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import partly_compared
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.sections.currency_blocks import currency_blocks
from chalicelib.sections.top_campaigns.budget import table_budget
from chalicelib.sections.top_campaigns.finding import finding
from chalicelib.sections.top_campaigns.table import Line, Shown, columns, line, lines_of, scale


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A table per currency with data."""
    return currency_blocks(facts, lambda group: _block(group, facts, wording))


def _block(group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    found = [campaign for campaign in campaigns(group, facts.period) if campaign.ran]
    lines = lines_of(found, table_budget(facts, found))
    comparison = compare(group.accounts, facts.period)
    whole = Line("All campaigns", None, group.total(facts.period), comparison.before, comparison.now, is_name=False)
    shown = Shown(whole, comparison, scale(lines, comparison), group.currency)
    rows = [line(each, shown, wording) for each in lines]
    total = line(whole, shown, wording)
    return {
        "currency": group.currency,
        "headline": finding(found, wording),
        "rows": rows,
        "total": total,
        "columns": columns([*rows, total], has_before=bool(comparison.days)),
        "accounts_shown": len(group.accounts) > 1,
        "has_before": bool(comparison.days),
        "compared": partly_compared(comparison, facts.period),
        "has_other": any(not each.is_name for each in lines),
    }


SECTION = Section(
    "top_campaigns", "Top campaigns", "Campaigns by cost: share, change, CPA and ROAS, with the rest summed.", lambda length: length, view
)
