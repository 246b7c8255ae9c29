"""List brands: those that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.brands import Brands


@dataclass(frozen=True, slots=True)
class ListBrands:
    """The use case, with what it depends on."""

    brands: Brands

    def __call__(self, caller: Caller, search: str | None, *, limit: int, after: str | None) -> Listing[Brand]:
        """One page, newest first, of the brands with `search` in the name; of a caller who is restricted to one, that one at most."""
        return self.brands.page(caller.organization_id, search, only=caller.allowed_brand_id, limit=limit, after=after)
