import pytest

from chalicelib.domain import ids
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.caller import Caller
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.create_ad_account import CreateAdAccount, NewAdAccount
from chalicelib.usecases.ports.ad_accounts import ExternalIdTaken
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.brands import FakeBrands
from tests.fakes.time import CountingRandom, FakeClock

WANTED = NewAdAccount("Acme", Platform.META_ADS, "act_1", "EUR", "Europe/Berlin")


@pytest.fixture
def create(clock: FakeClock, random: CountingRandom) -> CreateAdAccount:
    brands = FakeBrands()
    return CreateAdAccount(FakeAdAccounts(brands), AuthorizeBrand(brands), clock, random)


def test_an_account_is_made_in_the_callers_organization(create: CreateAdAccount, caller: Caller, clock: FakeClock) -> None:
    account = create(caller, WANTED)
    assert ids.is_prefixed(ids.AD_ACCOUNT, account.id)
    assert (account.organization_id, account.created_at, account.data_version) == (caller.organization_id, clock.now, 0)
    assert create.accounts.get(caller.organization_id, account.id) == account


def test_an_external_id_is_taken_once_in_an_organization(create: CreateAdAccount, caller: Caller) -> None:
    create(caller, WANTED)
    with pytest.raises(ExternalIdTaken):
        create(caller, WANTED)
    assert create(Caller("another", "key-2", frozenset()), WANTED).external_account_id == "act_1"
