"""Port: where brands are kept, and what hangs from each."""

from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.brand import Brand
from chalicelib.domain.errors import NotFound
from chalicelib.domain.listing import Listing


class NoSuchBrand(NotFound):
    """The brand that a thing should belong to is not there (any more)."""

    def __init__(self) -> None:
        super().__init__("brand", field="brand_id")


@dataclass(frozen=True, slots=True)
class HangingFromBrand:
    """What hangs from a brand, by id, as far as one read goes. `joined` counts all that ever joined: it tells two states apart."""

    joined: int
    scheduled_report_ids: tuple[str, ...]
    region_config_ids: tuple[str, ...]
    ad_account_ids: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is left."""
        return not (self.scheduled_report_ids or self.region_config_ids or self.ad_account_ids)


class Brands(Protocol):
    """Brands. Reads of a brand, and of what hangs from it, are never stale; whatever joins one that is gone is `NoSuchBrand`."""

    def add(self, brand: Brand) -> None:
        """Store a new brand; `AlreadyMade` where its id is taken."""
        ...

    def get(self, organization_id: str, brand_id: str) -> Brand | None:
        """The brand, or None."""
        ...

    def save(self, brand: Brand) -> Brand:
        """Store the brand over the one of its revision, and answer with its next revision; `Stale` where that changed or is gone."""
        ...

    def hanging_from(self, brand: Brand, *, limit: int) -> HangingFromBrand:
        """What hangs from the brand: `limit` of it at most, in no order."""
        ...

    def remove(self, brand: Brand, *, joined: int) -> None:
        """Remove the brand; `Stale` where it has changed since it was read, or something joined after `joined` had."""
        ...

    def page(self, organization_id: str, search: str | None, *, only: str | None = None, limit: int, after: str | None) -> Listing[Brand]:
        """One page, newest first, of the brands with `search` in the name (case aside); `after` is an earlier page's `after`.

        `only` is the id of the one brand that may be on it; None does not filter.
        """
        ...
