"""Port: where daily metrics are kept."""

from collections.abc import Sequence
from typing import Protocol

from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.period import Period


class DailyMetricsStore(Protocol):
    """Rows by ad account."""

    def read(self, organization_id: str, account_ids: Sequence[str], period: Period) -> dict[str, tuple[DailyMetrics, ...]]:
        """The rows of each of these accounts within the period, ordered by day, then campaign id; empty where there are none."""
        ...

    def delete_all(self, organization_id: str, account_id: str) -> None:
        """Remove every row of the account."""
        ...
