"""Port: where daily metrics are kept."""

from collections.abc import Sequence
from typing import Protocol

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.errors import Conflict
from chalicelib.domain.month_of_metrics import MonthOfMetrics
from chalicelib.domain.period import Period


class MonthIsFull(Conflict):
    """The rows of one account in one month are more than can be stored and read as one."""

    def __init__(self, month: str, limit: int) -> None:
        super().__init__(
            f"The rows of {month} are more than an ad account can hold in a month", {"reason": "month_is_full", "limit": limit}
        )


class DailyMetricsStore(Protocol):
    """Rows by ad account and month. What is read of a month is one version of it, whole."""

    def read(self, organization_id: str, account_ids: Sequence[str], period: Period) -> dict[str, tuple[DailyMetrics, ...]]:
        """The rows of each of these accounts within the period, ordered by day, then campaign id; empty where there are none."""
        ...

    def read_month(self, organization_id: str, account_id: str, month: str) -> MonthOfMetrics:
        """One month as it is now; of version 0 where nothing is stored."""
        ...

    def replace_month(self, account: AdAccount, month: MonthOfMetrics) -> None:
        """Store the month over the one of its `version`, and raise the account's data version: both or neither.

        `Stale` where another version is stored by now, or the account is gone or has another currency; `MonthIsFull`.
        """
        ...

    def delete_all(self, organization_id: str, account_id: str) -> None:
        """Remove every row of the account."""
        ...
