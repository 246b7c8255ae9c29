"""List API keys: those that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.api_keys import ApiKeys


@dataclass(frozen=True, slots=True)
class ListApiKeys:
    """The use case, with what it depends on."""

    keys: ApiKeys

    def __call__(self, caller: Caller, *, limit: int, after: str | None) -> Listing[ApiKey]:
        """One page, newest first; it may be short while more is to come. `after` is an earlier page's `after`."""
        return self.keys.page(caller.organization_id, allowed_brand_id=caller.allowed_brand_id, limit=limit, after=after)
