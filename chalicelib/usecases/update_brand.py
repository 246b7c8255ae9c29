"""Update a brand: what is named changes, the rest stays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.usecases.ports.brands import Brands
from chalicelib.usecases.read_brand import ReadBrand
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class UpdateBrand:
    """The use case, with what it depends on."""

    brands: Brands
    read: ReadBrand
    clock: Clock

    def __call__(self, caller: Caller, brand_id: str, changes: Mapping[str, Any]) -> Brand:
        """The brand with these fields changed; nothing is written where nothing changes."""

        def attempt() -> Brand:
            brand = self.read(caller, brand_id)
            changed = replace(brand, **changes)
            return brand if changed == brand else self.brands.save(replace(changed, updated_at=self.clock()))

        return settled(attempt, "the brand")
