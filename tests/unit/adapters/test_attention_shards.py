from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import pytest

from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.open_work import DynamoOpenWork
from chalicelib.adapters.scheduled_reports import DynamoScheduledReports
from tests.fakes.time import FakeClock


class Shards:
    """A table with nothing on its shards, which remembers the order in which they are read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def due(self, shard: str, _until: str) -> Iterator[Any]:
        self.read.append(shard)
        return iter(())


@pytest.mark.parametrize("kind", ["due", "work"])
def test_each_minute_begins_at_another_shard_so_that_a_standing_backlog_leaves_none_to_the_end(kind: str, clock: FakeClock) -> None:
    first = set()
    for minute in range(8):
        shards, until = Shards(), clock.now + timedelta(minutes=minute)
        table = cast(Table, shards)
        list(DynamoScheduledReports(table).due(until) if kind == "due" else DynamoOpenWork(table).waiting(until))
        assert sorted(shards.read) == [f"{kind}#{number}" for number in range(8)]
        first.add(shards.read[0])
    assert len(first) == 8
