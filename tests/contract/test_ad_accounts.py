"""What every keeper of ad accounts does: the one in memory, and the table."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.adapters.ad_accounts import DynamoAdAccounts
from chalicelib.adapters.dynamodb import Table
from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount, Platform
from chalicelib.domain.errors import Stale
from chalicelib.usecases.ports.ad_accounts import AdAccounts, ExternalIdTaken
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.time import CountingRandom, FakeClock

MakeAccount = Callable[..., AdAccount]


@pytest.fixture(params=["memory", "stand-in", "dynamodb-local"])
def accounts(request: pytest.FixtureRequest, table_in: Callable[[str], Table]) -> AdAccounts:
    return FakeAdAccounts() if request.param == "memory" else DynamoAdAccounts(table_in(request.param))


@pytest.fixture
def make(clock: FakeClock, random: CountingRandom) -> MakeAccount:
    organization = uuid4().hex

    def make(**fields: Any) -> AdAccount:
        account = AdAccount(
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
        return replace(account, **fields)

    return make


def _add(accounts: AdAccounts, account: AdAccount) -> AdAccount:
    accounts.add(account)
    return account


def test_an_account_comes_back_as_it_was_stored(accounts: AdAccounts, make: MakeAccount) -> None:
    account = _add(accounts, make(data_version=3))
    assert accounts.get(account.organization_id, account.id) == account


def test_another_organization_sees_nothing_of_it(accounts: AdAccounts, make: MakeAccount) -> None:
    account = _add(accounts, make())
    assert accounts.get("another", account.id) is None
    assert accounts.get_many("another", [account.id]) == {}
    assert accounts.page("another", limit=5, after=None).items == ()


def test_many_are_found_by_id_and_the_unknown_are_left_out(accounts: AdAccounts, make: MakeAccount) -> None:
    first, second = _add(accounts, make()), _add(accounts, make())
    found = accounts.get_many(first.organization_id, [second.id, first.id, second.id, "ad_acct_unknown"])
    assert found == {first.id: first, second.id: second}


def test_an_external_id_is_on_its_platform_once_in_an_organization(accounts: AdAccounts, make: MakeAccount) -> None:
    first = _add(accounts, make(external_account_id="123"))
    second = make(external_account_id="123")
    with pytest.raises(ExternalIdTaken):
        accounts.add(second)
    assert accounts.get(second.organization_id, second.id) is None
    accounts.add(make(external_account_id="123", platform=Platform.GOOGLE_ADS))
    accounts.add(make(external_account_id="123", organization_id=first.organization_id + "-b"))


def test_of_many_who_add_the_same_external_id_at_once_one_wins(accounts: AdAccounts, make: MakeAccount) -> None:
    wanted = [make(external_account_id="123") for _ in range(8)]

    def add(account: AdAccount) -> bool:
        try:
            accounts.add(account)
        except (ExternalIdTaken, Stale):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = [account for account, done in zip(wanted, pool.map(add, wanted), strict=True) if done]
    assert len(won) == 1
    assert accounts.page(won[0].organization_id, limit=10, after=None).items == tuple(won)


def test_a_save_changes_what_was_read_and_nothing_that_moved_on(accounts: AdAccounts, make: MakeAccount) -> None:
    account = _add(accounts, make())
    saved = accounts.save(replace(account, account_name="Renamed"), was=account)
    assert saved.revision == account.revision + 1
    assert accounts.get(account.organization_id, account.id) == saved
    with pytest.raises(Stale):
        accounts.save(replace(account, account_name="Late"), was=account)


def test_a_changed_external_id_is_taken_and_the_old_one_given_up(accounts: AdAccounts, make: MakeAccount) -> None:
    account, other = _add(accounts, make(external_account_id="old")), _add(accounts, make(external_account_id="taken"))
    with pytest.raises(ExternalIdTaken):
        accounts.save(replace(account, external_account_id="taken"), was=account)
    accounts.save(replace(account, external_account_id="new"), was=account)
    accounts.add(make(external_account_id="old"))
    with pytest.raises(ExternalIdTaken):
        accounts.add(make(external_account_id="new"))
    assert accounts.get(other.organization_id, other.id) == other


def test_what_is_removed_is_gone_and_its_external_id_free(accounts: AdAccounts, make: MakeAccount) -> None:
    account = _add(accounts, make(external_account_id="123"))
    accounts.remove(account)
    assert accounts.get(account.organization_id, account.id) is None
    with pytest.raises(Stale):
        accounts.remove(account)
    accounts.add(make(external_account_id="123"))


def test_what_has_changed_since_is_not_removed(accounts: AdAccounts, make: MakeAccount) -> None:
    account = _add(accounts, make())
    accounts.save(replace(account, account_name="Renamed"), was=account)
    with pytest.raises(Stale):
        accounts.remove(account)


def test_a_list_is_newest_first_and_its_pages_tile(accounts: AdAccounts, make: MakeAccount, clock: FakeClock) -> None:
    made = []
    for _ in range(5):
        clock.pass_(seconds=1)
        made.append(_add(accounts, make()))
    first = accounts.page(made[0].organization_id, limit=3, after=None)
    second = accounts.page(made[0].organization_id, limit=3, after=first.after)
    assert [*first.items, *second.items] == made[::-1]
    assert (first.after, second.after) == (made[2].id, None)
