"""API keys in DynamoDB: each under its hash, with a pointer under its id, in its organization.

The key's item also has its last minute (`counted_minute`, `used`, `paid`). Both limits are conditions of the one write that counts.
"""

from datetime import datetime
from functools import partial
from typing import Any

from chalicelib.adapters import keys, writes
from chalicelib.adapters.dynamodb import Item, Table, Unmet
from chalicelib.adapters.filtered_pages import filtered_page
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.clock import format_instant
from chalicelib.domain.errors import AlreadyMade, Stale, Unavailable
from chalicelib.domain.listing import Listing
from chalicelib.domain.rate_limit import BURST_LIMIT, PAID_LIMIT, Usage, minute_of
from chalicelib.usecases.ports.api_keys import KeyUse, StoredKey

_RACES = 8
_HAS_ROOM = "counted_minute = :minute AND used < :limit"
_HAS_ROOM_FOR_PAID_WORK = f"{_HAS_ROOM} AND paid < :paid_limit"
_IS_OVER = "attribute_exists(pk) AND (attribute_not_exists(counted_minute) OR counted_minute < :minute)"


class DynamoApiKeys:
    """The port `ApiKeys` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, key: ApiKey) -> None:
        """Store a new key and its pointer."""
        listed = {"list_pk": keys.api_keys_listed(key.organization_id), "list_sk": key.id}
        pointer: Item = keys.api_key_pointer(key.organization_id, key.id)._asdict() | listed | {"key_hash": key.key_hash}
        stored = to_stored(ApiKey, key) | keys.api_key(key.key_hash)._asdict()
        self._table.commit([(writes.create(item), AlreadyMade) for item in (pointer, stored)])

    def use(self, key_hash: str, now: datetime, *, paid: bool) -> KeyUse | None:
        """One update where the minute has begun; a second one opens it. What they find otherwise says why not."""
        minute = minute_of(now)
        for _ in range(_RACES):
            try:
                return self._count(key_hash, minute, now, paid=paid)
            except Unmet as unmet:
                item = unmet.item
            if item is None:
                return None
            last = _usage(item)
            if last is None or last.minute < minute:
                try:
                    return self._open(key_hash, minute, now, paid=paid)
                except Unmet:
                    continue
            minute = last.minute
            refused = last.full(paid=paid)
            if refused is not None:
                return KeyUse(from_stored(ApiKey, item), last, refused)
        raise Unavailable("the key, which others keep using")

    def find(self, key_hash: str) -> StoredKey | None:
        """The key and its last minute, or None."""
        item = self._table.get(keys.api_key(key_hash))
        return StoredKey(from_stored(ApiKey, item), _usage(item)) if item else None

    def get(self, organization_id: str, key_id: str) -> ApiKey | None:
        """The key that the pointer leads to, or None."""
        pointer = self._table.get(keys.api_key_pointer(organization_id, key_id))
        found = self.find(pointer["key_hash"]) if pointer else None
        return found.key if found else None

    def remove(self, key: ApiKey) -> None:
        """Remove the key and its pointer; `Stale` where a use of the key was in the way."""
        removed = (keys.api_key(key.key_hash), keys.api_key_pointer(key.organization_id, key.id))
        self._table.commit([(writes.delete(item), Stale) for item in removed])

    def page(self, organization_id: str, *, allowed_brand_id: str | None, limit: int, after: str | None) -> Listing[ApiKey]:
        """One page: a page of pointers, then one batch of reads."""
        return filtered_page(
            partial(self._read_page, organization_id),
            lambda item: from_stored(ApiKey, item),
            lambda key: allowed_brand_id in (None, key.allowed_brand_id),
            limit,
            after,
        )

    def _read_page(self, organization_id: str, after: str | None, limit: int) -> Listing[Item]:
        pointers = self._table.listed(keys.api_keys_listed(organization_id), limit=limit, after=after)
        items = self._table.batch_get([keys.api_key(pointer["key_hash"]) for pointer in pointers.items])
        return Listing(tuple(sorted(items, key=lambda item: str(item["id"]), reverse=True)), pointers.after)

    def _count(self, key_hash: str, minute: int, now: datetime, *, paid: bool) -> KeyUse:
        """One more in a minute that has begun and has room; `Unmet` otherwise."""
        values: dict[str, Any] = {":minute": minute, ":limit": BURST_LIMIT, ":one": 1, ":paid": int(paid), ":now": format_instant(now)}
        if paid:
            values[":paid_limit"] = PAID_LIMIT
        update = "SET used = used + :one, paid = paid + :paid, last_used_at = :now"
        return self._updated(key_hash, update, values, _HAS_ROOM_FOR_PAID_WORK if paid else _HAS_ROOM)

    def _open(self, key_hash: str, minute: int, now: datetime, *, paid: bool) -> KeyUse:
        """The first of a minute; `Unmet` where it has begun, or a later one has, or the key is gone."""
        values = {":minute": minute, ":one": 1, ":paid": int(paid), ":now": format_instant(now)}
        return self._updated(key_hash, "SET counted_minute = :minute, used = :one, paid = :paid, last_used_at = :now", values, _IS_OVER)

    def _updated(self, key_hash: str, update: str, values: dict[str, Any], condition: str) -> KeyUse:
        item = self._table.updated_or_unmet(keys.api_key(key_hash), update, values, condition)
        usage = _usage(item)
        assert usage is not None
        return KeyUse(from_stored(ApiKey, item), usage, refused=None)


def _usage(item: Item) -> Usage | None:
    return Usage(int(item["counted_minute"]), int(item["used"]), int(item["paid"])) if "counted_minute" in item else None
