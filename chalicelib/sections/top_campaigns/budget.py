"""How many campaigns the table names."""

from collections.abc import Sequence

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import Campaign, half_of_spend
from chalicelib.domain.facts import Facts
from chalicelib.domain.volatility import volatility_band, volatility_score


def table_budget(facts: Facts, campaigns: Sequence[Campaign]) -> int:
    """The template's budget, shorter for a quiet period, and longer until the campaigns named carry half of the spend.

    `campaigns` come by falling cost.
    """
    budget = thresholds.TABLE_BUDGETS.get(facts.template.key, thresholds.TABLE_BUDGET)
    score = volatility_score(facts)
    is_quiet = score is not None and volatility_band(score) == "quiet"
    least = min(budget, thresholds.QUIET_TABLE_BUDGET) if is_quiet else budget
    return max(least, min(len(half_of_spend(campaigns)), thresholds.TABLE_BUDGET_MOST))
