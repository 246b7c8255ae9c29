"""White labels in DynamoDB: a brand's in its brand's partition, written only while the brand is there, and counted as what joins it."""

from dataclasses import replace

from chalicelib.adapters import brands, keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.domain.errors import Stale
from chalicelib.domain.white_label import WhiteLabel


class DynamoWhiteLabels:
    """The port `WhiteLabels` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, organization_id: str, brand_id: str | None) -> WhiteLabel:
        """The white label, or a blank one."""
        item = self._table.get(keys.white_label(organization_id, brand_id))
        return from_stored(WhiteLabel, item) if item else WhiteLabel(organization_id, brand_id)

    def save(self, label: WhiteLabel) -> WhiteLabel:
        """Store the white label over the one that was read."""
        saved = replace(label, revision=label.revision + 1)
        item = _item(saved)
        write = writes.replace(item, label.revision) if label.revision else writes.create(item)
        counted = [brands.count_write(label.organization_id, label.brand_id)] if label.brand_id else []
        self._table.commit([(write, Stale), *counted])
        return saved


def _item(label: WhiteLabel) -> Item:
    return to_stored(WhiteLabel, label) | keys.white_label(label.organization_id, label.brand_id)._asdict()
