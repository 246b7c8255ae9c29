from datetime import datetime

import pytest

from chalicelib.domain.errors import RateLimitExceeded, Unauthorized, Unavailable
from chalicelib.domain.rate_limit import BURST_LIMIT, PAID_LIMIT, Tier
from chalicelib.usecases.issue_api_key import IssueApiKey
from chalicelib.usecases.ports.api_keys import KeyUse, StoredKey
from chalicelib.usecases.use_api_key import UseApiKey
from tests.fakes.api_keys import FakeApiKeys
from tests.fakes.time import CountingRandom, FakeClock


class WritesFail(FakeApiKeys):
    """Keys whose store throttles writes, and reads too where it is `away`."""

    failing = False
    away = False

    def use(self, key_hash: str, now: datetime, *, paid: bool) -> KeyUse | None:
        if self.failing:
            raise Unavailable("the table")
        return super().use(key_hash, now, paid=paid)

    def find(self, key_hash: str) -> StoredKey | None:
        if self.away:
            raise Unavailable("the table")
        return super().find(key_hash)


@pytest.fixture
def keys() -> WritesFail:
    return WritesFail()


@pytest.fixture
def use(keys: WritesFail, clock: FakeClock) -> UseApiKey:
    return UseApiKey(keys, clock)


@pytest.fixture
def secret(keys: WritesFail, clock: FakeClock, random: CountingRandom) -> str:
    return IssueApiKey(keys, clock, random, random)("acme", "ci", frozenset({"read:reports"})).secret


def test_a_key_acts_for_its_organization_with_its_scopes(use: UseApiKey, secret: str) -> None:
    caller = use(secret, paid=False).caller
    assert (caller.organization_id, caller.scopes, caller.key_prefix) == ("acme", frozenset({"read:reports"}), secret[:12])


@pytest.mark.parametrize("secret", ["", "folio_short", "folio_" + "a" * 40])
def test_anything_but_a_known_key_is_nobody(use: UseApiKey, secret: str) -> None:
    with pytest.raises(Unauthorized):
        use(secret, paid=False)


def test_what_is_left_of_the_minute_counts_down_and_begins_anew(use: UseApiKey, secret: str, clock: FakeClock) -> None:
    clock.pass_(seconds=20.5)
    assert (use(secret, paid=False).allowance.remaining, use(secret, paid=False).allowance.remaining) == (119, 118)
    assert use(secret, paid=False).allowance.reset == 40
    clock.pass_(seconds=39.4)
    assert (use(secret, paid=False).allowance.remaining, use(secret, paid=False).allowance.reset) == (116, 1)
    clock.pass_(seconds=0.1)
    assert (use(secret, paid=False).allowance.remaining, use(secret, paid=False).allowance.reset) == (119, 60)


def test_a_full_minute_refuses_and_what_it_refuses_is_not_counted(use: UseApiKey, secret: str, keys: WritesFail, clock: FakeClock) -> None:
    clock.pass_(seconds=59)
    for _ in range(BURST_LIMIT):
        use(secret, paid=False)
    for _ in range(3):
        with pytest.raises(RateLimitExceeded) as refusal:
            use(secret, paid=True)
        assert (refusal.value.tier, refusal.value.allowance.remaining, refusal.value.allowance.reset) == (Tier.BURST, 0, 1)
    clock.pass_(seconds=1)
    assert use(secret, paid=False).allowance.remaining == BURST_LIMIT - 1


def test_paid_work_has_a_limit_of_its_own_that_leaves_the_rest_free(use: UseApiKey, secret: str) -> None:
    for _ in range(PAID_LIMIT):
        use(secret, paid=True)
    with pytest.raises(RateLimitExceeded) as refusal:
        use(secret, paid=True)
    assert refusal.value.tier is Tier.PAID
    assert use(secret, paid=False).allowance.remaining == BURST_LIMIT - PAID_LIMIT - 1


def test_a_key_that_can_be_read_and_not_written_passes_uncounted(use: UseApiKey, secret: str, keys: WritesFail) -> None:
    counted = use(secret, paid=False)
    keys.failing = True
    passed = [use(secret, paid=False) for _ in range(3)]
    assert (counted.counted, [each.counted for each in passed]) == (True, [False] * 3)
    assert {each.allowance.remaining for each in passed} == {119}


def test_a_minute_that_is_known_to_be_full_refuses_even_where_it_can_not_be_written(use: UseApiKey, secret: str, keys: WritesFail) -> None:
    for _ in range(BURST_LIMIT):
        use(secret, paid=False)
    keys.failing = True
    with pytest.raises(RateLimitExceeded):
        use(secret, paid=False)


def test_nobody_passes_where_no_key_can_be_read(use: UseApiKey, secret: str, keys: WritesFail) -> None:
    keys.failing = True
    with pytest.raises(Unauthorized):
        use("folio_" + "a" * 40, paid=False)
    keys.away = True
    with pytest.raises(Unavailable):
        use(secret, paid=False)
