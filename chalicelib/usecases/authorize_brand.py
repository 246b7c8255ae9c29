"""Authorize a brand that a caller names: theirs, where their key is restricted to one."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import BrandNotAuthorized
from chalicelib.usecases.ports.brands import Brands, NoSuchBrand


@dataclass(frozen=True, slots=True)
class AuthorizeBrand:
    """The use case, with what it depends on."""

    brands: Brands

    def __call__(self, caller: Caller, brand_id: str) -> None:
        """Nothing where the caller may act for the brand; whether it is there, the write that names it decides.

        `BrandNotAuthorized` for another brand of the organization, `NoSuchBrand` for one that is not there or has no brand's form.
        """
        if not ids.is_uuid(brand_id):
            raise NoSuchBrand
        if caller.sees(brand_id):
            return
        if self.brands.get(caller.organization_id, brand_id) is None:
            raise NoSuchBrand
        raise BrandNotAuthorized
