"""API keys in memory: the port `ApiKeys`, held to the same contract as the table."""

from dataclasses import replace
from datetime import datetime
from threading import Lock

from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.errors import AlreadyMade
from chalicelib.domain.listing import Listing
from chalicelib.domain.rate_limit import Usage, usage_at
from chalicelib.usecases.ports.api_keys import KeyUse, StoredKey


class FakeApiKeys:
    def __init__(self) -> None:
        self._keys: dict[str, StoredKey] = {}
        self._lock = Lock()

    def add(self, key: ApiKey) -> None:
        if self.get(key.organization_id, key.id) is not None:
            raise AlreadyMade
        self._keys[key.key_hash] = StoredKey(key, None)

    def use(self, key_hash: str, now: datetime, *, paid: bool) -> KeyUse | None:
        with self._lock:
            found = self._keys.get(key_hash)
            if found is None:
                return None
            usage = usage_at(found.usage, now)
            refused = usage.full(paid=paid)
            if refused is not None:
                return KeyUse(found.key, usage, refused)
            used = StoredKey(replace(found.key, last_used_at=now), Usage(usage.minute, usage.used + 1, usage.paid + paid))
            self._keys[key_hash] = used
            assert used.usage is not None
            return KeyUse(used.key, used.usage, None)

    def find(self, key_hash: str) -> StoredKey | None:
        return self._keys.get(key_hash)

    def get(self, organization_id: str, key_id: str) -> ApiKey | None:
        own = (stored.key for stored in self._keys.values() if stored.key.organization_id == organization_id)
        return next((key for key in own if key.id == key_id), None)

    def remove(self, key: ApiKey) -> None:
        self._keys.pop(key.key_hash, None)

    def page(self, organization_id: str, *, allowed_brand_id: str | None, limit: int, after: str | None) -> Listing[ApiKey]:
        shown = sorted(
            (
                stored.key
                for stored in self._keys.values()
                if stored.key.organization_id == organization_id and allowed_brand_id in (None, stored.key.allowed_brand_id)
            ),
            key=lambda key: key.id,
            reverse=True,
        )
        rest = [key for key in shown if after is None or key.id < after]
        return Listing(tuple(rest[:limit]), rest[limit - 1].id if len(rest) > limit else None)
