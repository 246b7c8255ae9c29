"""Read an API key: one that the caller may see. Its secret is nowhere."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.errors import NotFound
from chalicelib.usecases.ports.api_keys import ApiKeys


@dataclass(frozen=True, slots=True)
class ReadApiKey:
    """The use case, with what it depends on."""

    keys: ApiKeys

    def __call__(self, caller: Caller, key_id: str) -> ApiKey:
        """The key as it is now; `NotFound` where the organization has none.

        `BrandNotAuthorized` where the caller is restricted to a brand and the key is not.
        """
        key = self.keys.get(caller.organization_id, key_id) if ids.is_uuid(key_id) else None
        if key is None:
            raise NotFound("API key")
        require_brand(caller, key.allowed_brand_id)
        return key
