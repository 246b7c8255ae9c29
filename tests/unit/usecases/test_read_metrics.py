from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.errors import NotFound
from chalicelib.domain.month_of_metrics import MonthOfMetrics
from chalicelib.domain.period import Period
from chalicelib.usecases.read_ad_account import ReadAdAccount
from chalicelib.usecases.read_metrics import GroupBy, GroupedMetrics, ReadMetrics
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.time import CountingRandom, FakeClock

# 1 March 2026 is a Sunday.
ROWS = tuple(
    DailyMetrics(date(2026, 3, day), campaign, name, Decimal(cost), 1000, clicks, Decimal(conversions), Decimal(30))
    for day, campaign, name, cost, clicks, conversions in [
        (1, "a", "Old name", "10", 10, "0"),
        (2, "a", "New name", "20", 0, "2"),
        (2, "b", "Other", "100", 30, "1"),
        (4, "a", "New name", "0", 0, "0"),
    ]
)


@pytest.fixture
def seller(account: AdAccount, clock: FakeClock, random: CountingRandom) -> AdAccount:
    return replace(account, id=ids.new_id(ids.AD_ACCOUNT, clock.now, random))


@pytest.fixture
def read_metrics(seller: AdAccount) -> ReadMetrics:
    accounts = FakeAdAccounts()
    accounts.add(seller)
    metrics = FakeDailyMetrics(accounts)
    metrics.replace_month(seller, MonthOfMetrics("2026-03", 0, ROWS))
    return ReadMetrics(metrics, ReadAdAccount(accounts))


def _read(read_metrics: ReadMetrics, seller: AdAccount, group_by: GroupBy, last: int = 31) -> list[GroupedMetrics]:
    caller = Caller(seller.organization_id, "key-1", frozenset())
    return list(read_metrics(caller, seller.id, Period(date(2026, 3, 1), date(2026, 3, last)), group_by, limit=100).items)


def test_days_are_added_up_over_campaigns_and_days_without_rows_are_left_out(read_metrics: ReadMetrics, seller: AdAccount) -> None:
    days = _read(read_metrics, seller, GroupBy.DAY)
    assert [(day.group, str(day.totals.cost)) for day in days] == [("2026-03-01", "10"), ("2026-03-02", "120"), ("2026-03-04", "0")]


def test_a_week_begins_on_monday(read_metrics: ReadMetrics, seller: AdAccount) -> None:
    weeks = _read(read_metrics, seller, GroupBy.WEEK)
    assert [(week.group, str(week.totals.cost)) for week in weeks] == [("2026-02-23", "10"), ("2026-03-02", "120")]


def test_campaigns_come_by_cost_under_their_latest_name(read_metrics: ReadMetrics, seller: AdAccount) -> None:
    campaigns = _read(read_metrics, seller, GroupBy.CAMPAIGN)
    assert [(campaign.group, campaign.campaign_name, str(campaign.totals.cost)) for campaign in campaigns] == [
        ("b", "Other", "100"),
        ("a", "New name", "30"),
    ]


def test_ratios_are_of_totals_and_a_zero_divisor_has_none(read_metrics: ReadMetrics, seller: AdAccount) -> None:
    totals = {campaign.group: campaign.totals for campaign in _read(read_metrics, seller, GroupBy.CAMPAIGN)}
    assert [str(ratio) for ratio in (totals["a"].cpa, totals["a"].cpc, totals["a"].roas)] == ["15", "3", "3"]
    last = _read(read_metrics, seller, GroupBy.DAY)[-1].totals
    assert (last.cpa, last.cpc, last.roas, last.ctr) == (None, None, None, Decimal(0))


def test_only_the_days_asked_for_are_read(read_metrics: ReadMetrics, seller: AdAccount) -> None:
    assert [day.group for day in _read(read_metrics, seller, GroupBy.DAY, last=1)] == ["2026-03-01"]


def test_another_organizations_account_is_not_found(read_metrics: ReadMetrics, seller: AdAccount) -> None:
    with pytest.raises(NotFound):
        read_metrics(Caller("another", "key-2", frozenset()), seller.id, Period(date(2026, 3, 1), date(2026, 3, 2)), GroupBy.DAY, limit=100)


@pytest.mark.parametrize("group_by", list(GroupBy))
def test_pages_hold_each_group_once_in_the_lists_order(read_metrics: ReadMetrics, seller: AdAccount, group_by: GroupBy) -> None:
    caller, march = Caller(seller.organization_id, "key-1", frozenset()), Period(date(2026, 3, 1), date(2026, 3, 31))
    seen: list[GroupedMetrics] = []
    after: str | None = None
    while True:
        page = read_metrics(caller, seller.id, march, group_by, limit=1, after=after)
        assert len(page.items) == 1
        seen += page.items
        after = page.after
        if after is None:
            break
    assert seen == _read(read_metrics, seller, group_by)
