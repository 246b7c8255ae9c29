"""What several contracts are held against."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from chalicelib.adapters.dynamodb import Table
from tests.fakes.pipeline import Kept, kept_in_memory, kept_in_table
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, Stores, in_memory, in_table


@pytest.fixture(params=["memory", "stand-in", "dynamodb-local"])
def stores(request: pytest.FixtureRequest, table_in: Callable[[str], Table]) -> Stores:
    return in_memory() if request.param == "memory" else in_table(table_in(request.param))


@pytest.fixture
def make(stores: Stores, clock: FakeClock, random: CountingRandom) -> Makers:
    """In an organization of each test's own, since they share a table."""
    return Makers(stores, clock, random, uuid4().hex)


@pytest.fixture
def kept(request: pytest.FixtureRequest, stores: Stores, table_in: Callable[[str], Table]) -> Kept:
    """Where the pipeline keeps what it makes: beside the stores, on the same engine."""
    engine = request.node.callspec.params["stores"]
    return kept_in_memory(stores) if engine == "memory" else kept_in_table(table_in(engine))
