"""API keys in DynamoDB."""

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.domain.api_key import ApiKey


class DynamoApiKeys:
    """The port `ApiKeys` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, key: ApiKey) -> None:
        """Store a new key."""
        listed = {"list_pk": keys.api_keys_listed(key.organization_id), "list_sk": key.id}
        self._table.create(to_stored(ApiKey, key) | keys.api_key(key.key_hash)._asdict() | listed)

    def find(self, key_hash: str) -> ApiKey | None:
        """The key with this hash as it is now, or None."""
        item = self._table.get(keys.api_key(key_hash))
        return from_stored(ApiKey, item) if item else None
