"""Coverage: on how many of a period's days an account has data. A day without a row is a day without data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.period import Period


@dataclass(frozen=True, slots=True)
class Coverage:
    """One account's days with data among a period's days."""

    identity: AccountIdentity
    days_with_data: int
    days: int
    missing: tuple[date, ...]

    @property
    def fraction(self) -> Decimal:
        """Days with data ÷ days, 0–1."""
        return Decimal(self.days_with_data) / self.days


def days_with_data(account: AccountFacts, period: Period) -> frozenset[date]:
    """The days of the period for which the account has at least one row."""
    return frozenset(day for day in account.daily if day in period)


def coverage(account: AccountFacts, period: Period) -> Coverage:
    """The account's coverage of the period."""
    present = days_with_data(account, period)
    return Coverage(account.identity, len(present), len(period), tuple(day for day in period if day not in present))


def silent(accounts: Iterable[AccountFacts], period: Period) -> tuple[AccountIdentity, ...]:
    """The accounts without a single row in the period."""
    return tuple(account.identity for account in accounts if not account.within(period))


def lowest_coverage_pct(accounts: Iterable[AccountFacts], period: Period) -> Decimal:
    """The lowest coverage among the accounts, 0–100 to one digit."""
    lowest = min(coverage(account, period).fraction for account in accounts)
    return (lowest * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
