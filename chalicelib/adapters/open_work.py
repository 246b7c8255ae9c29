"""Open work in DynamoDB: the shards of the index on which reports, executions and deletions wait."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Table
from chalicelib.domain.clock import format_instant
from chalicelib.usecases.ports.open_work import Nominated, Waits

WORK = "work"


class DynamoOpenWork:
    """The port `OpenWork` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def waiting(self, until: datetime) -> Iterator[Nominated]:
        """What the index nominates, shard by shard; another is the first each minute."""
        for shard in keys.attention_shards(WORK, until.minute):
            for key in self._table.due(shard, format_instant(until)):
                kind, organization_id, identity = keys.waiting(key)
                yield Nominated(Waits(kind), organization_id, identity)
