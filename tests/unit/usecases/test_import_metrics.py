from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount, Platform
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import NotFound, Stale, Unavailable
from chalicelib.domain.month_of_metrics import MonthOfMetrics
from chalicelib.domain.period import Period
from chalicelib.domain.row_judgement import RawRow
from chalicelib.usecases.import_metrics import ImportMetrics
from chalicelib.usecases.read_ad_account import ReadAdAccount
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.time import CountingRandom, FakeClock

CALLER = Caller("acme", "key-1", frozenset({"*"}))
SPRING = Period(date(2026, 3, 1), date(2026, 4, 30))


class Shop:
    """One account, its rows, and the use case."""

    def __init__(self, metrics: type[FakeDailyMetrics] = FakeDailyMetrics) -> None:
        now = FakeClock().now
        self.accounts = FakeAdAccounts()
        self.id = ids.new_id(ids.AD_ACCOUNT, now, CountingRandom())
        self.accounts.add(AdAccount(self.id, "acme", "Acme", Platform.GOOGLE_ADS, "1", "EUR", "UTC", None, now, now))
        self.metrics = metrics(self.accounts)
        self.import_metrics = ImportMetrics(self.metrics, ReadAdAccount(self.accounts))

    @property
    def data_version(self) -> int:
        account = self.accounts.get("acme", self.id)
        assert account is not None
        return account.data_version

    @property
    def rows(self) -> tuple[Any, ...]:
        return self.metrics.read("acme", [self.id], SPRING)[self.id]


def _raw(line: int, day: str, campaign: str = "c1", **fields: Any) -> RawRow:
    good = {"cost": "1.10", "impressions": 100, "clicks": 5, "conversions": 1, "conversion_value": 3}
    return RawRow(line, {"date": day, "campaign_id": campaign, "campaign_name": campaign} | good | fields)


def test_good_rows_are_stored_and_bad_ones_refused_one_by_one() -> None:
    shop = Shop()
    rows = [_raw(2, "2026-03-31"), _raw(3, "2026-04-01", "c2"), _raw(4, "2026-04-01", cost="-1"), _raw(5, "2026-04-01", currency="USD")]
    answer = shop.import_metrics(CALLER, shop.id, rows)
    assert (answer.read, answer.stored, answer.unchanged, answer.days, answer.campaigns) == (4, 2, 0, 2, 2)
    assert [(refusal.line, refusal.field) for refusal in answer.refused] == [(4, "cost"), (5, "currency")]
    assert [row.key for row in shop.rows] == [(date(2026, 3, 31), "c1"), (date(2026, 4, 1), "c2")]


def test_a_row_is_an_upsert_by_day_and_campaign() -> None:
    shop = Shop()
    shop.import_metrics(CALLER, shop.id, [_raw(1, "2026-03-01"), _raw(2, "2026-03-02")])
    answer = shop.import_metrics(CALLER, shop.id, [_raw(1, "2026-03-01"), _raw(2, "2026-03-02", cost=7), _raw(3, "2026-03-03")])
    assert (answer.stored, answer.unchanged) == (2, 1)
    assert [row.cost for row in shop.rows] == [Decimal("1.1"), Decimal(7), Decimal("1.1")]


def test_rows_that_are_all_refused_change_nothing() -> None:
    shop = Shop()
    answer = shop.import_metrics(CALLER, shop.id, [_raw(1, "2026-03-01"), _raw(2, "2026-03-01")])
    assert (answer.stored, len(answer.refused), shop.rows, shop.data_version) == (0, 2, (), 0)


def test_the_same_figures_written_otherwise_are_no_change() -> None:
    shop = Shop()
    shop.import_metrics(CALLER, shop.id, [_raw(1, "2026-03-01", cost="1.10", clicks="5")])
    answer = shop.import_metrics(CALLER, shop.id, [_raw(1, "2026-03-01", cost=Decimal("1.100"), clicks=5)])
    assert (answer.unchanged, shop.data_version) == (1, 1)


@given(st.lists(st.tuples(st.dates(SPRING.start, SPRING.end), st.sampled_from("abc"), st.integers(-1, 5)), max_size=30))
def test_importing_twice_changes_nothing(rows: list[tuple[date, str, int]]) -> None:
    shop = Shop()
    raw = [_raw(line, day.isoformat(), campaign, cost=cost) for line, (day, campaign, cost) in enumerate(rows)]
    first = shop.import_metrics(CALLER, shop.id, raw)
    stored, version = shop.rows, shop.data_version
    again = shop.import_metrics(CALLER, shop.id, list(reversed(raw)))
    assert (shop.rows, shop.data_version) == (stored, version)
    assert (again.stored, again.unchanged, again.refused) == (0, first.stored, first.refused)


@pytest.mark.parametrize("account_id", ["ad_acct_00000000000000000000000000", "ad_acct_00000000000000000000000001", ""])
def test_an_account_that_can_not_be_seen_is_not_found(account_id: str) -> None:
    with pytest.raises(NotFound):
        Shop().import_metrics(CALLER, account_id, [])
    shop = Shop()
    with pytest.raises(NotFound):
        shop.import_metrics(Caller("another", "key-2", frozenset({"*"})), shop.id, [])


class Contested(FakeDailyMetrics):
    """Somebody else replaces the month `times` times before this import's write gets through."""

    times = 3

    def replace_month(self, account: AdAccount, month: MonthOfMetrics) -> None:
        if self.times:
            self.times -= 1
            raise Stale
        super().replace_month(account, month)


class AlwaysContested(Contested):
    times = 1_000


def test_a_lost_race_is_run_again() -> None:
    shop = Shop(Contested)
    assert shop.import_metrics(CALLER, shop.id, [_raw(1, "2026-03-01")]).stored == 1
    assert len(shop.rows) == 1


def test_races_without_end_are_unavailable() -> None:
    shop = Shop(AlwaysContested)
    with pytest.raises(Unavailable):
        shop.import_metrics(CALLER, shop.id, [_raw(1, "2026-03-01")])
