"""Port: where API keys are kept."""

from typing import Protocol

from chalicelib.domain.api_key import ApiKey


class ApiKeys(Protocol):
    """API keys, found by the hash of their secret."""

    def add(self, key: ApiKey) -> None:
        """Store a new key."""
        ...

    def find(self, key_hash: str) -> ApiKey | None:
        """The key with this hash as it is now, or None."""
        ...
