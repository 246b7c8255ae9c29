"""Currency group: a report's accounts in one currency, the widest set over which money may be added."""

from dataclasses import dataclass

from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals


@dataclass(frozen=True, slots=True)
class CurrencyGroup:
    """Accounts that share a currency, in the report's order."""

    currency: str
    accounts: tuple[AccountFacts, ...]

    def rows(self, period: Period) -> tuple[DailyMetrics, ...]:
        """All the accounts' rows of a period."""
        return tuple(row for account in self.accounts for row in account.within(period))

    def total(self, period: Period) -> Totals:
        """What the accounts did in a period."""
        return sum((account.total(period) for account in self.accounts), Totals())


def by_currency(facts: Facts) -> tuple[CurrencyGroup, ...]:
    """The report's currency groups, in order of first appearance among its accounts."""
    groups: dict[str, list[AccountFacts]] = {}
    for account in facts.accounts:
        groups.setdefault(account.identity.currency, []).append(account)
    return tuple(CurrencyGroup(currency, tuple(accounts)) for currency, accounts in groups.items())


def with_data(facts: Facts) -> tuple[CurrencyGroup, ...]:
    """The currency groups that have at least one row in the report's period."""
    return tuple(group for group in by_currency(facts) if any(day in facts.period for account in group.accounts for day in account.daily))
