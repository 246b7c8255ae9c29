"""Create a brand."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.brand import Brand, Competitor
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.clock import Clock
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.brands import Brands


@dataclass(frozen=True, slots=True)
class NewBrand:
    """What a caller says of a new brand, already of the right form."""

    name: str
    website: str
    brand_aliases: tuple[str, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    categories: tuple[str, ...] = ()
    country: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CreateBrand:
    """The use case, with what it depends on."""

    brands: Brands
    clock: Clock
    random: ids.RandomBytes
    resumes: bool = False

    def __call__(self, caller: Caller, wanted: NewBrand) -> Brand:
        """Make the brand; `BrandNotAuthorized` for a caller who is restricted to one."""
        require_brand(caller, None)
        now = self.clock()
        brand = Brand(
            id=ids.new_uuid(now, self.random),
            organization_id=caller.organization_id,
            name=wanted.name,
            website=wanted.website,
            brand_aliases=wanted.brand_aliases,
            competitors=wanted.competitors,
            categories=wanted.categories,
            country=wanted.country,
            language=wanted.language,
            created_at=now,
            updated_at=now,
        )
        return made_once(lambda: self.brands.get(brand.organization_id, brand.id), lambda: self._make(brand), resumes=self.resumes)

    def _make(self, brand: Brand) -> Brand:
        self.brands.add(brand)
        return brand
