"""Daily metrics in memory: the port `DailyMetricsStore`, held to the same contract as the table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.errors import Stale
from chalicelib.domain.month_of_metrics import MonthOfMetrics
from chalicelib.domain.period import Period
from tests.fakes.ad_accounts import FakeAdAccounts


class FakeDailyMetrics:
    """`accounts` is where the account's data version is raised, as the table does in the same transaction."""

    def __init__(self, accounts: FakeAdAccounts) -> None:
        self._accounts = accounts
        self._months: dict[tuple[str, str, str], MonthOfMetrics] = {}

    def read(self, organization_id: str, account_ids: Sequence[str], period: Period) -> dict[str, tuple[DailyMetrics, ...]]:
        return {
            account_id: tuple(
                row for month in period.months() for row in self.read_month(organization_id, account_id, month).rows if row.day in period
            )
            for account_id in account_ids
        }

    def read_month(self, organization_id: str, account_id: str, month: str) -> MonthOfMetrics:
        return self._months.get((organization_id, account_id, month), MonthOfMetrics(month, 0, ()))

    def replace_month(self, account: AdAccount, month: MonthOfMetrics) -> None:
        stored = self._accounts.get(account.organization_id, account.id)
        current = self.read_month(account.organization_id, account.id, month.month)
        if stored is None or stored.currency != account.currency or current.version != month.version:
            raise Stale
        self._accounts.save(replace(stored, data_version=stored.data_version + 1), was=stored)
        self._months[account.organization_id, account.id, month.month] = replace(month, version=month.version + 1)

    def delete_all(self, organization_id: str, account_id: str) -> None:
        for key in [key for key in self._months if key[:2] == (organization_id, account_id)]:
            del self._months[key]

    def days(self, organization_id: str, account_id: str) -> set[date]:
        """The days that have a row."""
        return {row.day for key, month in self._months.items() if key[:2] == (organization_id, account_id) for row in month.rows}
