"""Top campaigns: a table by cost with the period before beside it. What is beyond the table's budget is summed, never dropped."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import compared_over, period_before
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.sections.top_campaigns.budget import table_budget
from chalicelib.sections.top_campaigns.finding import finding
from chalicelib.sections.top_campaigns.table import Line, columns, line, lines_of


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A table per currency with data."""
    groups = with_data(facts)
    if not groups:
        return Omitted("There is no data for this period.")
    return {
        "blocks": [_block(group, facts, wording) for group in groups],
        "several": len(groups) > 1,
        "before": period_before(facts.period),
    }


def _block(group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    found = [campaign for campaign in campaigns(group, facts.period) if campaign.ran]
    lines = lines_of(found, table_budget(facts))
    comparison = compare(group.accounts, facts.period)
    whole = Line("All campaigns", None, group.total(facts.period), comparison.before, comparison.now, is_name=False)
    scale = max(max(each.now.cost, each.before.cost) for each in lines)
    rows = [line(each, whole, scale, group.currency, wording) for each in lines]
    total = line(whole, whole, scale, group.currency, wording)
    return {
        "currency": group.currency,
        "headline": finding(found, wording),
        "rows": rows,
        "total": total,
        "columns": columns([*rows, total], has_before=bool(comparison.days)),
        "accounts_shown": len(group.accounts) > 1,
        "has_before": bool(comparison.days),
        "compared": "" if comparison.is_complete or not comparison.days else compared_over(comparison, facts.period),
    }


SECTION = Section(
    "top_campaigns", "Top campaigns", "Campaigns by cost: share, change, CPA and ROAS, with the rest summed.", lambda length: length, view
)
