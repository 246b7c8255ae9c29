import pytest

from chalicelib.usecases.create_api_key import CreateApiKey
from tests.fakes.api_keys import FakeApiKeys
from tests.fakes.time import CountingRandom, FakeClock


@pytest.fixture
def create(clock: FakeClock, random: CountingRandom) -> CreateApiKey:
    return CreateApiKey(FakeApiKeys(), clock, random)


def test_the_secret_is_kept_nowhere(create: CreateApiKey) -> None:
    made = create("acme", "ci", frozenset({"*"}))
    assert made.secret not in repr(made.key)
    assert made.key.key_prefix == made.secret[:12]


@pytest.mark.parametrize(("organization", "scopes"), [("Acme", {"*"}), ("a#b", {"*"}), ("", {"*"}), ("acme", {"read:everything"})])
def test_a_key_for_an_impossible_organization_or_scope_is_not_made(create: CreateApiKey, organization: str, scopes: set[str]) -> None:
    with pytest.raises(ValueError, match=r"organization|scopes"):
        create(organization, "ci", frozenset(scopes))
