"""Brands in DynamoDB.

A brand's partition has, besides the brand, a pointer to each thing that hangs from it (so that it is found without an index, never
stale), and one count of what ever joined. Each thing is written together with its pointer and the count, which stands as long as
the brand: nothing joins a brand that is gone, and a brand goes only if nothing joined while its things were cleared away.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chalicelib.adapters import filtered_pages, keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.writes import Write
from chalicelib.domain.brand import Brand
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.brands import HangingFromBrand, NoSuchBrand


class DynamoBrands:
    """The port `Brands` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, brand: Brand) -> None:
        """Store a new brand and its count."""
        joining = keys.brand_joining(brand.organization_id, brand.id)._asdict() | {"joined": 0}
        self._table.commit([(writes.create(item), AlreadyMade) for item in (_item(brand), joining)])

    def get(self, organization_id: str, brand_id: str) -> Brand | None:
        """The brand, or None."""
        item = self._table.get(keys.brand(organization_id, brand_id))
        return from_stored(Brand, item) if item else None

    def save(self, brand: Brand) -> Brand:
        """Store the brand over the one that was read."""
        saved = replace(brand, revision=brand.revision + 1)
        self._table.replace(_item(saved), brand.revision)
        return saved

    def hanging_from(self, brand: Brand, *, limit: int) -> HangingFromBrand:
        """What hangs from the brand. The count is read first: what joins after it is seen by `remove`."""
        joining = self._table.get(keys.brand_joining(brand.organization_id, brand.id))
        pk = keys.brand(brand.organization_id, brand.id).pk
        hanging = [key.sk for key in self._table.newest(pk, keys.OF_BRAND, limit=limit).items]
        return HangingFromBrand(
            joined=int(joining["joined"]) if joining else 0,
            scheduled_report_ids=_identities(hanging, keys.SCHEDULES_OF_BRAND),
            region_config_ids=_identities(hanging, keys.CONFIGS_OF_BRAND),
            ad_account_ids=_identities(hanging, keys.ACCOUNTS_OF_BRAND),
        )

    def remove(self, brand: Brand, *, joined: int) -> None:
        """Remove the brand, its count and its white label."""
        address = (brand.organization_id, brand.id)
        remove = writes.delete_if(keys.brand(*address), "revision = :expected", {":expected": brand.revision})
        close = writes.delete_if(keys.brand_joining(*address), "joined = :joined", {":joined": joined})
        label = writes.delete(keys.white_label(*address))
        self._table.commit([(remove, Stale), (close, Stale), (label, Stale)])

    def page(self, organization_id: str, search: str | None, *, only: str | None = None, limit: int, after: str | None) -> Listing[Brand]:
        """One page: the one brand is read by its key, all others in the organization's listing."""
        return filtered_pages.filtered_page(
            self._read_page(organization_id, only),
            lambda item: from_stored(Brand, item),
            lambda brand: filtered_pages.is_in(search, brand.name),
            limit,
            after,
        )

    def _read_page(self, organization_id: str, only: str | None) -> filtered_pages.ReadPage:
        if only is None:
            listed = keys.brands_listed(organization_id)
            return lambda after, limit: self._table.listed(listed, limit=limit, after=after)
        item = self._table.get(keys.brand(organization_id, only))
        return lambda after, _limit: Listing((item,) if item is not None and (after is None or only < after) else ())


def join_writes(organization_id: str, brand_id: str, kind: str, identity: str) -> list[tuple[Write, type[Exception]]]:
    """With what a thing joins its brand: the pointer to it, and the count; `NoSuchBrand` where the brand is gone."""
    pointer = keys.of_brand(organization_id, brand_id, kind, identity)
    return [(writes.put(pointer._asdict()), Stale), count_write(organization_id, brand_id)]


def count_write(organization_id: str, brand_id: str) -> tuple[Write, type[Exception]]:
    """With what a thing that a brand must not be removed under is counted; `NoSuchBrand` where the brand is gone."""
    joining = keys.brand_joining(organization_id, brand_id)
    return writes.update(joining, "ADD joined :one", {":one": 1}, "attribute_exists(pk)"), NoSuchBrand


def leave_write(organization_id: str, brand_id: str, kind: str, identity: str) -> tuple[Write, type[Exception]]:
    """With what a thing leaves its brand."""
    return writes.delete(keys.of_brand(organization_id, brand_id, kind, identity)), Stale


def read_page(table: Table, organization_id: str, brand_id: str, kind: str, key_of: Callable[[str], keys.Key]) -> filtered_pages.ReadPage:
    """Pages of a brand's things of one kind, newest first, by its pointers; `key_of` says where the thing of an id is kept."""
    pk = keys.brand(organization_id, brand_id).pk

    def read(after: str | None, limit: int) -> Listing[Item]:
        pointers = table.newest(pk, kind, limit=limit, after=f"{kind}{after}" if after else None)
        items = table.batch_get([key_of(key.sk.removeprefix(kind)) for key in pointers.items])
        newest_first = sorted(items, key=lambda item: str(item["id"]), reverse=True)
        return Listing(tuple(newest_first), pointers.after.removeprefix(kind) if pointers.after else None)

    return read


def _identities(hanging: Sequence[str], kind: str) -> tuple[str, ...]:
    return tuple(sk.removeprefix(kind) for sk in hanging if sk.startswith(kind))


def _item(brand: Brand) -> Item:
    listed = {"list_pk": keys.brands_listed(brand.organization_id), "list_sk": brand.id}
    return to_stored(Brand, brand) | keys.brand(brand.organization_id, brand.id)._asdict() | listed
