"""What every keeper of API keys does: the one in memory, and the table."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.adapters.api_keys import DynamoApiKeys
from chalicelib.adapters.dynamodb import Table
from chalicelib.domain import ids
from chalicelib.domain.api_key import ApiKey, hashed
from chalicelib.domain.rate_limit import BURST_LIMIT, PAID_LIMIT, Tier, Usage, minute_of
from chalicelib.usecases.ports.api_keys import ApiKeys
from tests.fakes.api_keys import FakeApiKeys
from tests.fakes.time import CountingRandom, FakeClock

MakeKey = Callable[..., ApiKey]


@pytest.fixture(params=["memory", "stand-in", "dynamodb-local"])
def keys(request: pytest.FixtureRequest, table_in: Callable[[str], Table]) -> ApiKeys:
    return FakeApiKeys() if request.param == "memory" else DynamoApiKeys(table_in(request.param))


@pytest.fixture
def make(clock: FakeClock, random: CountingRandom) -> MakeKey:
    organization = uuid4().hex

    def make(**fields: Any) -> ApiKey:
        secret = uuid4().hex
        key = ApiKey(
            id=ids.new_uuid(clock.now, random),
            organization_id=organization,
            name="ci",
            key_hash=hashed(secret),
            key_prefix=secret[:12],
            scopes=frozenset({"read:reports", "write:brands"}),
            created_at=clock.now,
        )
        return replace(key, **fields)

    return make


def _uses(keys: ApiKeys, key: ApiKey, now: datetime, count: int, *, paid: bool) -> list[Tier | None]:
    """So many requests at once: the limit that refused each, or None where it passed."""

    def use(_number: int) -> Tier | None:
        used = keys.use(key.key_hash, now, paid=paid)
        assert used is not None
        return used.refused

    with ThreadPoolExecutor(32) as pool:
        return list(pool.map(use, range(count)))


def test_a_key_is_found_by_its_hash_and_by_its_id_in_its_organization(keys: ApiKeys, make: MakeKey) -> None:
    key = make(allowed_brand_id="brand-1")
    keys.add(key)
    found = keys.find(key.key_hash)
    assert found is not None
    assert (found.key, found.usage) == (key, None)
    assert keys.get(key.organization_id, key.id) == key
    assert keys.get("another", key.id) is None
    assert keys.get(key.organization_id, "another") is None
    assert keys.find(hashed("another")) is None


def test_a_use_is_counted_and_noted(keys: ApiKeys, make: MakeKey, clock: FakeClock) -> None:
    key = make()
    keys.add(key)
    for used, paid in ((1, True), (2, False), (3, True)):
        use = keys.use(key.key_hash, clock.now, paid=paid)
        assert use is not None
        assert (use.usage, use.refused) == (Usage(minute_of(clock.now), used, (used + 1) // 2), None)
        assert use.key == replace(key, last_used_at=clock.now)
    assert keys.get(key.organization_id, key.id) == replace(key, last_used_at=clock.now)


def test_what_is_no_key_is_not_used_and_leaves_nothing(keys: ApiKeys, make: MakeKey, clock: FakeClock) -> None:
    key = make()
    assert keys.use(key.key_hash, clock.now, paid=False) is None
    assert keys.find(key.key_hash) is None


def test_of_130_requests_at_once_exactly_120_pass(keys: ApiKeys, make: MakeKey, clock: FakeClock) -> None:
    key = make()
    keys.add(key)
    uses = _uses(keys, key, clock.now, 130, paid=False)
    assert (uses.count(None), uses.count(Tier.BURST)) == (BURST_LIMIT, 10)
    later = clock.now + timedelta(minutes=1)
    assert _uses(keys, key, later, 130, paid=False).count(None) == BURST_LIMIT


def test_of_20_paid_requests_at_once_exactly_10_pass_and_the_refused_are_not_counted(
    keys: ApiKeys, make: MakeKey, clock: FakeClock
) -> None:
    key = make()
    keys.add(key)
    uses = _uses(keys, key, clock.now, 20, paid=True)
    assert (uses.count(None), uses.count(Tier.PAID)) == (PAID_LIMIT, 10)
    stored = keys.find(key.key_hash)
    assert stored is not None
    assert stored.usage == Usage(minute_of(clock.now), PAID_LIMIT, PAID_LIMIT)
    assert _uses(keys, key, clock.now, 120, paid=False).count(None) == BURST_LIMIT - PAID_LIMIT


def test_a_machine_whose_clock_is_behind_counts_in_the_minute_of_the_others(keys: ApiKeys, make: MakeKey, clock: FakeClock) -> None:
    key = make()
    keys.add(key)
    keys.use(key.key_hash, clock.now, paid=False)
    behind = keys.use(key.key_hash, clock.now - timedelta(seconds=1), paid=False)
    assert behind is not None
    assert behind.usage == Usage(minute_of(clock.now), 2, 0)


def test_a_removed_key_is_none_at_once_and_twice_is_once(keys: ApiKeys, make: MakeKey, clock: FakeClock) -> None:
    key, other = make(), make()
    keys.add(key)
    keys.add(other)
    keys.use(key.key_hash, clock.now, paid=False)
    keys.remove(key)
    keys.remove(key)
    assert keys.use(key.key_hash, clock.now, paid=False) is None
    assert keys.use(key.key_hash, clock.now + timedelta(minutes=1), paid=False) is None
    assert (keys.find(key.key_hash), keys.get(key.organization_id, key.id)) == (None, None)
    assert keys.page(key.organization_id, allowed_brand_id=None, limit=10, after=None).items == (other,)


def test_a_list_is_newest_first_page_by_page_and_of_one_brand_where_that_is_asked(keys: ApiKeys, make: MakeKey, clock: FakeClock) -> None:
    made = []
    for number in range(5):
        clock.pass_(seconds=1)
        made.append(make(allowed_brand_id="brand-1" if number % 2 else None))
        keys.add(made[-1])
    organization = made[0].organization_id
    first = keys.page(organization, allowed_brand_id=None, limit=3, after=None)
    rest = keys.page(organization, allowed_brand_id=None, limit=3, after=first.after)
    assert [*first.items, *rest.items] == made[::-1]
    assert rest.after is None
    assert keys.page(organization, allowed_brand_id="brand-1", limit=3, after=None).items == (made[3], made[1])
    assert keys.page("another", allowed_brand_id=None, limit=3, after=None).items == ()
