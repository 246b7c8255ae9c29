"""Brands in memory: the port `Brands`, held to the same contract as the table; and what the other fakes join them by."""

from collections import Counter
from dataclasses import replace
from itertools import islice

from chalicelib.domain.brand import Brand
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.brands import HangingFromBrand, NoSuchBrand
from tests.fakes.pages import page_of

type _Address = tuple[str, str]

ACCOUNT, CONFIG, SCHEDULE = "account", "config", "schedule"


class FakeBrands:
    def __init__(self) -> None:
        self._brands: dict[_Address, Brand] = {}
        self._joined: Counter[_Address] = Counter()
        self._hanging: dict[_Address, set[tuple[str, str]]] = {}

    def __len__(self) -> int:
        return len(self._brands)

    def __contains__(self, brand: Brand) -> bool:
        return (brand.organization_id, brand.id) in self._brands

    def add(self, brand: Brand) -> None:
        if self.get(brand.organization_id, brand.id) is not None:
            raise AlreadyMade
        self._brands[brand.organization_id, brand.id] = brand

    def get(self, organization_id: str, brand_id: str) -> Brand | None:
        return self._brands.get((organization_id, brand_id))

    def save(self, brand: Brand) -> Brand:
        self._require_current(brand)
        saved = replace(brand, revision=brand.revision + 1)
        self._brands[brand.organization_id, brand.id] = saved
        return saved

    def hanging_from(self, brand: Brand, *, limit: int) -> HangingFromBrand:
        address = (brand.organization_id, brand.id)
        read = list(islice(sorted(self._hanging.get(address, set())), limit))
        of_kind = {kind: tuple(identity for known, identity in read if known == kind) for kind in (ACCOUNT, CONFIG, SCHEDULE)}
        return HangingFromBrand(self._joined[address], of_kind[SCHEDULE], of_kind[CONFIG], of_kind[ACCOUNT])

    def remove(self, brand: Brand, *, joined: int) -> None:
        self._require_current(brand)
        if self._joined[brand.organization_id, brand.id] != joined:
            raise Stale
        del self._brands[brand.organization_id, brand.id]

    def page(self, organization_id: str, search: str | None, *, only: str | None = None, limit: int, after: str | None) -> Listing[Brand]:
        wanted = (search or "").casefold()
        return page_of(
            {brand.id: brand for (org, _), brand in self._brands.items() if org == organization_id},
            lambda brand: wanted in brand.name.casefold() and only in (None, brand.id),
            limit=limit,
            after=after,
        )

    def join(self, organization_id: str, brand_id: str, kind: str, identity: str) -> None:
        self.count(organization_id, brand_id)
        self._hanging.setdefault((organization_id, brand_id), set()).add((kind, identity))

    def count(self, organization_id: str, brand_id: str) -> None:
        if (organization_id, brand_id) not in self._brands:
            raise NoSuchBrand
        self._joined[organization_id, brand_id] += 1

    def leave(self, organization_id: str, brand_id: str, kind: str, identity: str) -> None:
        self._hanging[organization_id, brand_id].discard((kind, identity))

    def _require_current(self, brand: Brand) -> None:
        stored = self.get(brand.organization_id, brand.id)
        if stored is None or stored.revision != brand.revision:
            raise Stale
