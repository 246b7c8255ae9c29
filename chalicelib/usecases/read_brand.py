"""Read a brand: one that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.errors import NotFound
from chalicelib.usecases.ports.brands import Brands


@dataclass(frozen=True, slots=True)
class ReadBrand:
    """The use case, with what it depends on."""

    brands: Brands

    def __call__(self, caller: Caller, brand_id: str) -> Brand:
        """The brand as it is now; `NotFound` where the organization has none, `BrandNotAuthorized` where it is not the caller's."""
        brand = self.brands.get(caller.organization_id, brand_id) if ids.is_uuid(brand_id) else None
        if brand is None:
            raise NotFound("brand")
        require_brand(caller, brand.id)
        return brand
