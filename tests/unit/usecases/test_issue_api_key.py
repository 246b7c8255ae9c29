import pytest

from chalicelib.domain.attempt import repeatable
from chalicelib.usecases.issue_api_key import IssueApiKey
from tests.fakes.api_keys import FakeApiKeys
from tests.fakes.time import CountingRandom, FakeClock


@pytest.fixture
def issue(clock: FakeClock, random: CountingRandom) -> IssueApiKey:
    return IssueApiKey(FakeApiKeys(), clock, random, random)


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


def test_a_repeat_of_a_request_that_died_makes_one_key_and_the_lost_secret_opens_nothing(clock: FakeClock, random: CountingRandom) -> None:
    keys, seed = FakeApiKeys(), bytes(32)
    made = [
        IssueApiKey(keys, again.clock, again.random, random, again.resumes)("acme", "ci", frozenset({"*"}))
        for again in (repeatable(clock.now, seed, resumes=False), repeatable(clock.now, seed, resumes=True))
    ]
    assert made[0].key.id == made[1].key.id
    assert made[0].secret != made[1].secret
    assert [keys.find(each.key.key_hash) is not None for each in made] == [False, True]
    assert keys.page("acme", allowed_brand_id=None, limit=10, after=None).items == (made[1].key,)
