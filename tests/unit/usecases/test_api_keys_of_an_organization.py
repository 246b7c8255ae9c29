"""Keys made, read, listed and revoked on a caller's behalf."""

from dataclasses import dataclass, replace

import pytest

from chalicelib.domain import ids
from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import BrandNotAuthorized, InsufficientScope, NotFound, Stale, Unauthorized
from chalicelib.usecases.create_api_key import CreateApiKey
from chalicelib.usecases.issue_api_key import IssueApiKey, NewApiKey
from chalicelib.usecases.list_api_keys import ListApiKeys
from chalicelib.usecases.read_api_key import ReadApiKey
from chalicelib.usecases.read_brand import ReadBrand
from chalicelib.usecases.revoke_api_key import RevokeApiKey
from chalicelib.usecases.use_api_key import UseApiKey
from tests.fakes.api_keys import FakeApiKeys
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers


@dataclass(frozen=True, slots=True)
class Verbs:
    create: CreateApiKey
    read: ReadApiKey
    list_keys: ListApiKeys
    revoke: RevokeApiKey
    use: UseApiKey

    def made(self, caller: Caller, *scopes: str, brand_id: str | None = None) -> NewApiKey:
        return self.create(caller, "ci", frozenset(scopes), brand_id)

    def listed(self, caller: Caller) -> list[str]:
        return [key.id for key in self.list_keys(caller, limit=10, after=None).items]


@pytest.fixture
def keys() -> FakeApiKeys:
    return FakeApiKeys()


@pytest.fixture
def verbs(keys: FakeApiKeys, make: Makers, clock: FakeClock, random: CountingRandom) -> Verbs:
    issue, read = IssueApiKey(keys, clock, random, random), ReadApiKey(keys)
    return Verbs(
        CreateApiKey(issue, ReadBrand(make.stores.brands)), read, ListApiKeys(keys), RevokeApiKey(keys, read), UseApiKey(keys, clock)
    )


def test_a_new_key_acts_with_its_own_scopes_in_the_callers_organization(verbs: Verbs, caller: Caller) -> None:
    made = verbs.made(caller, "read:reports", "write:brands")
    new = verbs.use(made.secret, paid=False).caller
    assert (new.organization_id, new.key_id, new.scopes) == ("acme", made.key.id, frozenset({"read:reports", "write:brands"}))
    assert verbs.read(caller, made.key.id).key_prefix == made.secret[:12]


@pytest.mark.parametrize(
    ("held", "given", "lacking"),
    [
        ("*", ("*",), None),
        ("write:all", ("read:all", "write:all", "read:keys", "write:brands"), None),
        ("write:keys", ("read:keys", "write:keys"), None),
        ("write:all", ("read:brands", "*"), "*"),
        ("read:all", ("write:brands",), "write:brands"),
        ("write:keys", ("read:keys", "read:all"), "read:all"),
    ],
)
def test_no_scope_is_given_that_the_caller_lacks(
    verbs: Verbs, caller: Caller, keys: FakeApiKeys, held: str, given: tuple[str, ...], lacking: str | None
) -> None:
    holder = replace(caller, scopes=frozenset({held}))
    if lacking is None:
        assert verbs.made(holder, *given).key.scopes == frozenset(given)
        return
    with pytest.raises(InsufficientScope) as refusal:
        verbs.made(holder, *given)
    assert (refusal.value.required, refusal.value.held) == (lacking, (held,))
    assert verbs.listed(caller) == []


def test_a_key_is_restricted_to_a_brand_that_is_there(verbs: Verbs, caller: Caller, make: Makers) -> None:
    brand = make.brand()
    made = verbs.made(caller, "*", brand_id=brand.id)
    assert verbs.use(made.secret, paid=False).caller.allowed_brand_id == brand.id
    for nobodys in (ids.new_uuid(make.clock.now, make.random), "x"):
        with pytest.raises(NotFound) as unseen:
            verbs.made(caller, "*", brand_id=nobodys)
        assert unseen.value.field == "allowed_brand_id"
    with pytest.raises(NotFound):
        verbs.made(replace(caller, organization_id="beta"), "*", brand_id=brand.id)


def test_a_restricted_caller_makes_sees_and_revokes_keys_of_their_brand_alone(verbs: Verbs, caller: Caller, make: Makers) -> None:
    mine, theirs = make.brand(), make.brand()
    restricted = replace(caller, allowed_brand_id=mine.id)
    unrestricted_key, their_key = verbs.made(caller, "*").key, verbs.made(caller, "*", brand_id=theirs.id).key
    own = verbs.made(restricted, "*").key
    named = verbs.made(restricted, "*", brand_id=mine.id).key
    assert own.allowed_brand_id == named.allowed_brand_id == mine.id
    with pytest.raises(BrandNotAuthorized):
        verbs.made(restricted, "*", brand_id=theirs.id)
    assert verbs.listed(restricted) == sorted([own.id, named.id], reverse=True)
    for other in (unrestricted_key, their_key):
        with pytest.raises(BrandNotAuthorized):
            verbs.read(restricted, other.id)
        with pytest.raises(BrandNotAuthorized):
            verbs.revoke(restricted, other.id)
    verbs.revoke(restricted, own.id)
    assert len(verbs.listed(caller)) == 3


def test_a_revoked_key_is_nobodys_at_once_and_can_not_be_revoked_again(verbs: Verbs, caller: Caller) -> None:
    made = verbs.made(caller, "*")
    verbs.use(made.secret, paid=False)
    verbs.revoke(caller, made.key.id)
    with pytest.raises(Unauthorized):
        verbs.use(made.secret, paid=False)
    for again in (verbs.read, verbs.revoke):
        with pytest.raises(NotFound):
            again(caller, made.key.id)


def test_another_organizations_key_is_not_there(verbs: Verbs, caller: Caller) -> None:
    made, beta = verbs.made(caller, "*"), replace(caller, organization_id="beta")
    for verb in (verbs.read, verbs.revoke):
        with pytest.raises(NotFound):
            verb(beta, made.key.id)
    assert verbs.listed(beta) == []
    assert verbs.use(made.secret, paid=False).caller.organization_id == "acme"


def test_a_revocation_that_meets_a_use_is_tried_again(verbs: Verbs, caller: Caller) -> None:
    class Busy(FakeApiKeys):
        refusals = 3

        def remove(self, key: ApiKey) -> None:
            if self.refusals:
                self.refusals -= 1
                raise Stale
            super().remove(key)

    busy = Busy()
    made = verbs.made(caller, "*")
    busy.add(made.key)
    RevokeApiKey(busy, ReadApiKey(busy))(caller, made.key.id)
    assert busy.get("acme", made.key.id) is None
