"""API keys in memory: the port `ApiKeys`."""

from chalicelib.domain.api_key import ApiKey


class FakeApiKeys:
    def __init__(self) -> None:
        self._keys: dict[str, ApiKey] = {}

    def add(self, key: ApiKey) -> None:
        self._keys[key.key_hash] = key

    def find(self, key_hash: str) -> ApiKey | None:
        return self._keys.get(key_hash)
