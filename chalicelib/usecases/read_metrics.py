"""Read daily metrics: an account's rows of a period, added up by day, week or campaign."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from chalicelib.domain.caller import Caller
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.listing import Listing
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals, totals_by
from chalicelib.usecases.ports.daily_metrics import DailyMetricsStore
from chalicelib.usecases.read_ad_account import ReadAdAccount


class GroupBy(StrEnum):
    """What rows are added up by. A week is ISO 8601's, and is named by its Monday."""

    DAY = "day"
    WEEK = "week"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class GroupedMetrics:
    """One group's totals. `group` is a day, a week's Monday, or a campaign's id; `campaign_name` is its latest one."""

    group: str
    campaign_name: str | None
    currency: str
    totals: Totals


_KEYS: dict[GroupBy, Callable[[DailyMetrics], str]] = {
    GroupBy.DAY: lambda row: row.day.isoformat(),
    GroupBy.WEEK: lambda row: (row.day - timedelta(days=row.day.weekday())).isoformat(),
    GroupBy.CAMPAIGN: lambda row: row.campaign_id,
}


@dataclass(frozen=True, slots=True)
class ReadMetrics:
    """The use case, with what it depends on."""

    metrics: DailyMetricsStore
    read_account: ReadAdAccount

    def __call__(
        self, caller: Caller, account_id: str, period: Period, group_by: GroupBy, *, limit: int, after: str | None = None
    ) -> Listing[GroupedMetrics]:
        """One page of the groups, behind the group `after`: days and weeks in order of time, campaigns by cost, the highest first."""
        groups = self._groups(caller, account_id, period, group_by)
        start = 0 if after is None else next((place for place, group in enumerate(groups, 1) if group.group == after), len(groups))
        page = tuple(groups[start : start + limit])
        return Listing(page, page[-1].group if start + limit < len(groups) else None)

    def _groups(self, caller: Caller, account_id: str, period: Period, group_by: GroupBy) -> list[GroupedMetrics]:
        account = self.read_account(caller, account_id)
        rows = self.metrics.read(caller.organization_id, [account.id], period)[account.id]
        names = {row.campaign_id: row.campaign_name for row in rows} if group_by is GroupBy.CAMPAIGN else {}
        groups = [
            GroupedMetrics(group, names.get(group), account.currency, totals) for group, totals in totals_by(rows, _KEYS[group_by]).items()
        ]
        if group_by is GroupBy.CAMPAIGN:
            groups.sort(key=lambda group: (-group.totals.cost, group.group))
        return groups
