"""What every keeper of daily metrics does: the one in memory, and the table."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import uuid4

import pytest

from chalicelib.adapters import keys
from chalicelib.adapters.ad_accounts import DynamoAdAccounts
from chalicelib.adapters.daily_metrics import MAX_PARTS, DynamoDailyMetrics
from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.packed_rows import PART_SIZE, pack
from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount, Platform
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.errors import Stale
from chalicelib.domain.month_of_metrics import MonthOfMetrics
from chalicelib.domain.period import Period
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.daily_metrics import DailyMetricsStore, MonthIsFull
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.time import CountingRandom, FakeClock

MARCH = "2026-03"


class Keepers(NamedTuple):
    accounts: AdAccounts
    metrics: DailyMetricsStore


@pytest.fixture(params=["stand-in", "dynamodb-local"])
def table(request: pytest.FixtureRequest, table_in: Callable[[str], Table]) -> Table:
    return table_in(request.param)


@pytest.fixture(params=["memory", "stand-in", "dynamodb-local"])
def keepers(request: pytest.FixtureRequest, table_in: Callable[[str], Table]) -> Keepers:
    if request.param == "memory":
        accounts = FakeAdAccounts()
        return Keepers(accounts, FakeDailyMetrics(accounts))
    table = table_in(request.param)
    return Keepers(DynamoAdAccounts(table), DynamoDailyMetrics(table))


MakeAccount = Callable[[], AdAccount]


@pytest.fixture
def make(clock: FakeClock, random: CountingRandom) -> MakeAccount:
    organization = uuid4().hex

    def make() -> AdAccount:
        return AdAccount(
            id=ids.new_id(ids.AD_ACCOUNT, clock.now, random),
            organization_id=organization,
            account_name="Acme",
            platform=Platform.META_ADS,
            external_account_id=uuid4().hex,
            currency="EUR",
            timezone="Europe/Berlin",
            brand_id=None,
            created_at=clock.now,
            updated_at=clock.now,
        )

    return make


@pytest.fixture
def account(keepers: Keepers, make: MakeAccount) -> AdAccount:
    account = make()
    keepers.accounts.add(account)
    return account


def _row(day: date, campaign: str = "c1", name: str = "Brand", cost: str = "1.10") -> DailyMetrics:
    return DailyMetrics(day, campaign, name, Decimal(cost), 100, 10, Decimal("0.5"), Decimal("20"), Decimal("0.1"), None)


def _march(*days: int) -> tuple[DailyMetrics, ...]:
    return tuple(_row(date(2026, 3, day)) for day in days)


def _noise(campaigns: int) -> tuple[DailyMetrics, ...]:
    """Rows that hardly compress: some 260 bytes each."""
    names = [hashlib.shake_256(str(number).encode()).hexdigest(250) for number in range(campaigns)]
    return tuple(_row(date(2026, 3, 1), f"{number:06}", name) for number, name in enumerate(names))


def _stored(keepers: Keepers, account: AdAccount) -> AdAccount:
    stored = keepers.accounts.get(account.organization_id, account.id)
    assert stored is not None
    return stored


def test_nothing_stored_is_version_nought(keepers: Keepers, account: AdAccount) -> None:
    assert keepers.metrics.read_month(account.organization_id, account.id, MARCH) == MonthOfMetrics(MARCH, 0, ())


def test_a_month_comes_back_as_it_was_stored_one_version_on(keepers: Keepers, account: AdAccount) -> None:
    keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _march(1, 2)))
    assert keepers.metrics.read_month(account.organization_id, account.id, MARCH) == MonthOfMetrics(MARCH, 1, _march(1, 2))


def test_each_replacement_raises_the_data_version_of_the_account(keepers: Keepers, account: AdAccount) -> None:
    keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _march(1)))
    keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 1, _march(1, 2)))
    stored = _stored(keepers, account)
    assert (stored.data_version, stored.revision) == (2, account.revision + 2)


def test_an_account_that_was_read_before_an_import_can_not_be_saved_after_it(keepers: Keepers, account: AdAccount) -> None:
    keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _march(1)))
    with pytest.raises(Stale):
        keepers.accounts.save(replace(account, currency="USD"), was=account)


def test_a_month_that_was_replaced_meanwhile_is_stale_and_changes_nothing(keepers: Keepers, account: AdAccount) -> None:
    keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _march(1)))
    for version in (0, 2):
        with pytest.raises(Stale):
            keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, version, _march(9)))
    assert keepers.metrics.read_month(account.organization_id, account.id, MARCH).rows == _march(1)
    assert _stored(keepers, account).data_version == 1


def test_rows_in_another_currency_than_the_account_has_by_now_are_stale(keepers: Keepers, account: AdAccount) -> None:
    keepers.accounts.save(replace(account, currency="USD"), was=account)
    with pytest.raises(Stale):
        keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _march(1)))


def test_nothing_can_be_stored_for_an_account_that_is_gone(keepers: Keepers, account: AdAccount) -> None:
    keepers.accounts.remove(account)
    with pytest.raises(Stale):
        keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _march(1)))
    assert keepers.metrics.read_month(account.organization_id, account.id, MARCH).rows == ()


def test_a_period_is_read_across_months_and_accounts(keepers: Keepers, account: AdAccount, make: MakeAccount) -> None:
    other = make()
    keepers.accounts.add(other)
    for month, rows in (
        (MARCH, _march(30, 31)),
        ("2026-04", (_row(date(2026, 4, 1), "a"), _row(date(2026, 4, 1), "b"), _row(date(2026, 4, 2)))),
    ):
        keepers.metrics.replace_month(account, MonthOfMetrics(month, 0, rows))
    read = keepers.metrics.read(account.organization_id, [account.id, other.id], Period(date(2026, 3, 31), date(2026, 4, 1)))
    assert [row.key for row in read[account.id]] == [(date(2026, 3, 31), "c1"), (date(2026, 4, 1), "a"), (date(2026, 4, 1), "b")]
    assert read[other.id] == ()


def test_another_organization_reads_nothing(keepers: Keepers, account: AdAccount) -> None:
    keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _march(1)))
    assert keepers.metrics.read("another", [account.id], Period(date(2026, 3, 1), date(2026, 3, 2))) == {account.id: ()}


def test_deleting_takes_every_month_and_can_be_done_again(keepers: Keepers, account: AdAccount) -> None:
    keepers.metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _noise(2_000)))
    keepers.metrics.replace_month(account, MonthOfMetrics("2026-04", 0, (_row(date(2026, 4, 1)),)))
    for _ in range(2):
        keepers.metrics.delete_all(account.organization_id, account.id)
        assert keepers.metrics.read(account.organization_id, [account.id], Period(date(2026, 3, 1), date(2026, 4, 30))) == {account.id: ()}


def test_ten_writers_of_one_month_lose_nothing(keepers: Keepers, account: AdAccount) -> None:
    def write(day: int) -> None:
        while True:
            month = keepers.metrics.read_month(account.organization_id, account.id, MARCH)
            try:
                return keepers.metrics.replace_month(account, month.with_rows(_march(day)))
            except Stale:
                continue

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(write, range(1, 11)))
    assert keepers.metrics.read_month(account.organization_id, account.id, MARCH) == MonthOfMetrics(MARCH, 10, _march(*range(1, 11)))
    assert _stored(keepers, account).data_version == 10


def test_a_month_of_several_parts_shrinks_without_leaving_any(table: Table, make: MakeAccount) -> None:
    accounts, metrics = DynamoAdAccounts(table), DynamoDailyMetrics(table)
    account = make()
    accounts.add(account)
    many = _noise(3_000)
    assert len(pack(many)) > 2
    metrics.replace_month(account, MonthOfMetrics(MARCH, 0, many))
    assert metrics.read_month(account.organization_id, account.id, MARCH) == MonthOfMetrics(MARCH, 1, many)
    metrics.replace_month(account, MonthOfMetrics(MARCH, 1, _march(1)))
    assert metrics.read_month(account.organization_id, account.id, MARCH) == MonthOfMetrics(MARCH, 2, _march(1))
    left = table.query(keys.ad_account(account.organization_id, account.id).pk, keys.METRICS)
    assert [item["sk"] for item in left] == [f"{keys.METRICS}{MARCH}"]


def test_a_reader_sees_one_version_whole_while_it_is_replaced(table: Table, make: MakeAccount) -> None:
    accounts, metrics = DynamoAdAccounts(table), DynamoDailyMetrics(table)
    account = make()
    accounts.add(account)
    versions = [tuple(replace(row, clicks=version) for row in _noise(1_500)) for version in range(4)]

    def write() -> None:
        for version, rows in enumerate(versions):
            metrics.replace_month(account, MonthOfMetrics(MARCH, version, rows))

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done():
            month = metrics.read_month(account.organization_id, account.id, MARCH)
            assert month.rows == (versions[month.version - 1] if month.version else ())
        writing.result()


def test_a_month_that_would_not_fit_is_a_cap_with_its_limit(table: Table, make: MakeAccount) -> None:
    accounts, metrics = DynamoAdAccounts(table), DynamoDailyMetrics(table)
    account = make()
    accounts.add(account)
    with pytest.raises(MonthIsFull) as raised:
        metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _noise(11_000)))
    assert raised.value.details == {"reason": "month_is_full", "limit": MAX_PARTS * PART_SIZE}
    assert metrics.read_month(account.organization_id, account.id, MARCH).version == 0


def test_a_full_report_is_one_batch_of_reads(table: Table, make: MakeAccount) -> None:
    accounts, metrics = DynamoAdAccounts(table), DynamoDailyMetrics(table)
    made = [make() for _ in range(10)]
    for account in made:
        accounts.add(account)
        metrics.replace_month(account, MonthOfMetrics(MARCH, 0, _march(1, 2)))
    period = Period(date(2026, 3, 31) - timedelta(days=122), date(2026, 3, 31))
    read = metrics.read(made[0].organization_id, [account.id for account in made], period)
    assert {len(rows) for rows in read.values()} == {2}
