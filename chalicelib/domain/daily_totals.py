"""Daily totals: a currency's totals by day, with the days that no account has data for left empty."""

from collections.abc import Sequence
from datetime import date

from chalicelib.domain.coverage import days_with_data
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals


def daily_totals(group: CurrencyGroup, period: Period) -> dict[date, Totals | None]:
    """Each day of the period in order; None where no account has a row."""
    return {day: _on(day, group.accounts) for day in period}


def common_days(accounts: Sequence[AccountFacts], period: Period) -> dict[date, Totals]:
    """The totals of the days on which every one of these accounts has data, in order: a missing export must not look like a fall."""
    if not accounts:
        return {}
    days = frozenset.intersection(*(days_with_data(account, period) for account in accounts))
    return {day: sum((account.daily[day] for account in accounts), Totals()) for day in sorted(days)}


def _on(day: date, accounts: Sequence[AccountFacts]) -> Totals | None:
    known = [account.daily[day] for account in accounts if day in account.daily]
    return sum(known, Totals()) if known else None
