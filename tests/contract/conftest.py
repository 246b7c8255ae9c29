"""What several contracts are held against."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.adapters.dynamodb import Table
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, Stores, in_memory, in_table


@pytest.fixture(params=["memory", "table"])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "memory":
        return in_memory()
    client: Callable[[str], Any] = request.getfixturevalue("client")
    outputs: Mapping[str, str] = request.getfixturevalue("outputs")
    return in_table(Table(client("dynamodb"), outputs["TableName"]))


@pytest.fixture
def make(stores: Stores, clock: FakeClock, random: CountingRandom) -> Makers:
    """In an organization of each test's own, since they share a table."""
    return Makers(stores, clock, random, uuid4().hex)
