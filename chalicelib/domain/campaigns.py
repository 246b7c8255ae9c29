"""Campaigns: what each campaign of a currency did in the period, and against the period before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.change import Comparison, comparable_offsets, compare_rows
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts, once
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals, total


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign with rows in the period or in the one before. `name` is its latest; `rows` are those of the period."""

    account: AccountIdentity
    id: str
    name: str
    now: Totals
    comparison: Comparison
    rows: tuple[DailyMetrics, ...]

    @property
    def ran(self) -> bool:
        """Whether it has a row in the period."""
        return bool(self.rows)


def campaigns(group: CurrencyGroup, period: Period) -> tuple[Campaign, ...]:
    """The group's campaigns by falling cost in the period, then by name and id."""
    found = [campaign for account in group.accounts for campaign in _of_account(account, period)]
    return tuple(sorted(found, key=lambda campaign: (-campaign.now.cost, campaign.name, campaign.id, campaign.account.ad_account_id)))


def half_of_spend(campaigns: Sequence[Campaign]) -> tuple[Campaign, ...]:
    """The fewest campaigns that together take at least half of the cost of all; `campaigns` come by falling cost."""
    whole, taken = sum((campaign.now.cost for campaign in campaigns), Decimal(0)), Decimal(0)
    for count, campaign in enumerate(campaigns, start=1):
        taken += campaign.now.cost
        if taken * 2 >= whole:
            return tuple(campaigns[:count])
    return tuple(campaigns)


@once
def _of_account(account: AccountFacts, period: Period) -> tuple[Campaign, ...]:
    both = Period(period.before().start, period.end)
    offsets = comparable_offsets(account, period)
    by_id: dict[str, list[DailyMetrics]] = {}
    for row in account.within(both):
        by_id.setdefault(row.campaign_id, []).append(row)
    return tuple(_campaign(account.identity, rows, offsets, period) for rows in by_id.values())


def _campaign(account: AccountIdentity, rows: list[DailyMetrics], offsets: tuple[int, ...], period: Period) -> Campaign:
    within = tuple(row for row in rows if row.day in period)
    latest = max(rows, key=lambda row: row.day)
    return Campaign(account, latest.campaign_id, latest.campaign_name, total(within), compare_rows(rows, offsets, period), within)
