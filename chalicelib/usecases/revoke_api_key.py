"""Revoke an API key: the next request with it is nobody's."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.usecases.ports.api_keys import ApiKeys
from chalicelib.usecases.read_api_key import ReadApiKey
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class RevokeApiKey:
    """The use case, with what it depends on."""

    keys: ApiKeys
    read: ReadApiKey

    def __call__(self, caller: Caller, key_id: str) -> None:
        """Remove the key, the caller's own too; `NotFound` or `BrandNotAuthorized` as for reading it."""
        settled(lambda: self.keys.remove(self.read(caller, key_id)), "the key")
