from collections.abc import Callable

import pytest

from chalicelib.api.authentication import authenticate, authorize
from chalicelib.api.envelope import InsufficientScope, Unauthorized
from chalicelib.usecases.create_api_key import CreateApiKey, NewApiKey
from tests.fakes.api_keys import FakeApiKeys
from tests.fakes.time import CountingRandom, FakeClock


@pytest.fixture
def keys() -> FakeApiKeys:
    return FakeApiKeys()


@pytest.fixture
def create(keys: FakeApiKeys, clock: FakeClock, random: CountingRandom) -> Callable[[str, str, frozenset[str]], NewApiKey]:
    return CreateApiKey(keys, clock, random)


def test_a_key_acts_for_its_organization_with_its_scopes(keys: FakeApiKeys, create: Callable[..., NewApiKey]) -> None:
    made = create("acme", "ci", frozenset({"read:reports"}))
    caller = authenticate(f"Bearer {made.secret}", keys)
    assert (caller.organization_id, caller.key_id, caller.scopes) == ("acme", made.key.id, frozenset({"read:reports"}))


def test_the_secret_is_kept_nowhere(keys: FakeApiKeys, create: Callable[..., NewApiKey]) -> None:
    made = create("acme", "ci", frozenset({"*"}))
    assert made.secret not in repr(made.key)
    assert made.key.key_prefix == made.secret[:12]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer folio_short", "Bearer folio_" + "a" * 40])
def test_anything_but_a_known_key_is_nobody(keys: FakeApiKeys, header: str | None) -> None:
    with pytest.raises(Unauthorized):
        authenticate(header, keys)


def test_a_key_without_the_scope_is_told_which_one_it_lacks(keys: FakeApiKeys, create: Callable[..., NewApiKey]) -> None:
    caller = authenticate("bearer " + create("acme", "ci", frozenset({"read:reports"})).secret, keys)
    authorize(caller, "read:reports")
    with pytest.raises(InsufficientScope) as refusal:
        authorize(caller, "write:reports")
    assert (refusal.value.required, refusal.value.held) == ("write:reports", ("read:reports",))


@pytest.mark.parametrize(("organization", "scopes"), [("Acme", {"*"}), ("a#b", {"*"}), ("", {"*"}), ("acme", {"read:everything"})])
def test_a_key_for_an_impossible_organization_or_scope_is_not_made(
    keys: FakeApiKeys, create: Callable[..., NewApiKey], organization: str, scopes: set[str]
) -> None:
    with pytest.raises(ValueError, match=r"organization|scopes"):
        create(organization, "ci", frozenset(scopes))
