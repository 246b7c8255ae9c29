"""Deletions in DynamoDB: one item in the report's partition, which holds all that the table has of a report."""

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.open_work import WORK
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.domain.deletion import Deletion


class DynamoDeletions:
    """The port `Deletions` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, organization_id: str, report_id: str) -> Deletion | None:
        """The deletion, or None."""
        item = self._table.get(keys.deletion(organization_id, report_id))
        return from_stored(Deletion, item) if item else None

    def clear(self, deletion: Deletion) -> None:
        """Remove whatever else is in the report's partition, item by item."""
        own = keys.deletion(deletion.organization_id, deletion.report_id)
        for key in self._table.keys_in(own.pk):
            if key != own:
                self._table.delete(key)

    def remove(self, deletion: Deletion) -> None:
        """Remove the deletion."""
        self._table.delete(keys.deletion(deletion.organization_id, deletion.report_id))


def deletion_item(deletion: Deletion) -> Item:
    """The item that waits to be cleared for the last time."""
    waits = {"attention_shard": keys.attention_shard(WORK, deletion.report_id)}
    return to_stored(Deletion, deletion) | keys.deletion(deletion.organization_id, deletion.report_id)._asdict() | waits
