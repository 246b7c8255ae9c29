from dataclasses import replace

import pytest

from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Conflict, NotFound, Unavailable
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.read_ad_account import ReadAdAccount
from chalicelib.usecases.update_ad_account import UpdateAdAccount
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.brands import FakeBrands
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers


@pytest.fixture
def known(account: AdAccount, clock: FakeClock, random: CountingRandom) -> AdAccount:
    return replace(account, id=ids.new_id(ids.AD_ACCOUNT, clock.now, random))


class Renamed(FakeAdAccounts):
    """Somebody else raises the account's revision `times` times, just before it is saved."""

    times = 0

    def save(self, account: AdAccount, *, was: AdAccount) -> AdAccount:
        if self.times:
            self.times -= 1
            super().save(replace(was, account_name="Theirs"), was=was)
        return super().save(account, was=was)


@pytest.fixture
def accounts(known: AdAccount, make: Makers) -> Renamed:
    brands = make.stores.brands
    assert isinstance(brands, FakeBrands)
    accounts = Renamed(brands)
    accounts.add(known)
    return accounts


@pytest.fixture
def update(accounts: Renamed, make: Makers, clock: FakeClock) -> UpdateAdAccount:
    return UpdateAdAccount(accounts, ReadAdAccount(accounts), AuthorizeBrand(make.stores.brands), clock)


def test_what_is_named_changes_and_the_rest_stays(update: UpdateAdAccount, caller: Caller, known: AdAccount, clock: FakeClock) -> None:
    clock.pass_(minutes=1)
    changed = update(caller, known.id, {"account_name": "New", "timezone": "UTC"})
    assert changed == replace(known, account_name="New", timezone="UTC", updated_at=clock.now, revision=2)


@pytest.mark.parametrize("changes", [{}, {"account_name": "Acme Coffee"}])
def test_no_change_writes_nothing(
    update: UpdateAdAccount, caller: Caller, known: AdAccount, clock: FakeClock, changes: dict[str, str]
) -> None:
    clock.pass_(minutes=1)
    assert update(caller, known.id, changes) == known


def test_a_brand_is_unlinked_by_none(update: UpdateAdAccount, caller: Caller, known: AdAccount, make: Makers) -> None:
    brand = make.brand()
    assert update(caller, known.id, {"brand_id": brand.id}).brand_id == brand.id
    assert update(caller, known.id, {"brand_id": None}).brand_id is None


def test_the_currency_changes_only_while_no_rows_are_stored(
    update: UpdateAdAccount, accounts: Renamed, caller: Caller, known: AdAccount
) -> None:
    changed = update(caller, known.id, {"currency": "USD"})
    accounts.save(replace(changed, data_version=1), was=changed)
    with pytest.raises(Conflict) as raised:
        update(caller, known.id, {"currency": "GBP"})
    assert raised.value.details == {"reason": "has_rows"}


def test_a_change_meanwhile_is_kept(update: UpdateAdAccount, accounts: Renamed, caller: Caller, known: AdAccount) -> None:
    accounts.times = 2
    changed = update(caller, known.id, {"timezone": "UTC"})
    assert (changed.account_name, changed.timezone) == ("Theirs", "UTC")


def test_changes_without_end_are_unavailable(update: UpdateAdAccount, accounts: Renamed, caller: Caller, known: AdAccount) -> None:
    accounts.times = 1_000
    with pytest.raises(Unavailable):
        update(caller, known.id, {"timezone": "UTC"})


def test_another_organizations_account_is_not_found(update: UpdateAdAccount, known: AdAccount) -> None:
    with pytest.raises(NotFound):
        update(Caller("another", "key-2", frozenset()), known.id, {"timezone": "UTC"})
