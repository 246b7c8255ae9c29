"""How many campaigns the table names."""

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.volatility import volatility_band, volatility_score


def table_budget(facts: Facts) -> int:
    """The template's budget; a quiet period's is shorter, as there is less to say."""
    budget = thresholds.TABLE_BUDGETS.get(facts.template.key, thresholds.TABLE_BUDGET)
    score = volatility_score(facts)
    is_quiet = score is not None and volatility_band(score) == "quiet"
    return min(budget, thresholds.QUIET_TABLE_BUDGET) if is_quiet else budget
