import pytest

from chalicelib.usecases.issue_api_key import IssueApiKey
from tests.fakes.api_keys import FakeApiKeys
from tests.fakes.time import CountingRandom, FakeClock


@pytest.fixture
def issue(clock: FakeClock, random: CountingRandom) -> IssueApiKey:
    return IssueApiKey(FakeApiKeys(), clock, random)


def test_the_secret_is_kept_nowhere(issue: IssueApiKey) -> None:
    made = issue("acme", "ci", frozenset({"*"}))
    assert made.secret not in repr(made.key)
    assert made.key.key_prefix == made.secret[:12]


@pytest.mark.parametrize(
    ("organization", "scopes"), [("Acme", {"*"}), ("a#b", {"*"}), ("", {"*"}), ("acme", set()), ("acme", {"read:everything"})]
)
def test_a_key_for_an_impossible_organization_or_scope_is_not_made(issue: IssueApiKey, organization: str, scopes: set[str]) -> None:
    with pytest.raises(ValueError, match=r"organization|scopes"):
        issue(organization, "ci", frozenset(scopes))
