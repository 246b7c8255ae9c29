"""Port: where API keys are kept, and what each was used for in its last minute."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.listing import Listing
from chalicelib.domain.rate_limit import Tier, Usage


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key, and what it was used for in the last minute that it was used in (None: never yet)."""

    key: ApiKey
    usage: Usage | None


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One request with a key: its minute with this request in it, or as it was where a limit refused the request."""

    key: ApiKey
    usage: Usage
    refused: Tier | None


class ApiKeys(Protocol):
    """API keys, found by the hash of their secret. What is removed is no key from that moment on: no read of one key is stale."""

    def add(self, key: ApiKey) -> None:
        """Store a new key; `AlreadyMade` where its id is there."""
        ...

    def use(self, key_hash: str, now: datetime, *, paid: bool) -> KeyUse | None:
        """Count a request in the key's minute, unless that is full, and note when the key was last used; None where there is no key.

        Exact, however many requests come at once: a refused one is not counted.
        """
        ...

    def find(self, key_hash: str) -> StoredKey | None:
        """The key with this hash as it is now, or None."""
        ...

    def get(self, organization_id: str, key_id: str) -> ApiKey | None:
        """A key of an organization by its id, or None."""
        ...

    def remove(self, key: ApiKey) -> None:
        """Revoke the key, twice is once; `Stale` where a use of it was in the way."""
        ...

    def page(self, organization_id: str, *, allowed_brand_id: str | None, limit: int, after: str | None) -> Listing[ApiKey]:
        """One page, newest first, of all keys, or of those that are restricted to one brand; it may be short while more is to come."""
        ...
