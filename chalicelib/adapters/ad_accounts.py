"""Ad accounts in DynamoDB: each with a pointer under its external id, and one from its brand, written in the same transaction."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.adapters import brands, keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.filtered_pages import ReadPage, filtered_page
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.writes import Write
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.ad_accounts import ExternalIdTaken


class DynamoAdAccounts:
    """The port `AdAccounts` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, account: AdAccount) -> None:
        """Store a new account and its pointer, and let it join its brand."""
        pointer = writes.create(_pointer(account))
        self._table.commit([(writes.create(_item(account)), AlreadyMade), (pointer, ExternalIdTaken), *self._join(account)])

    def get(self, organization_id: str, account_id: str) -> AdAccount | None:
        """The account, or None."""
        item = self._table.get(keys.ad_account(organization_id, account_id))
        return from_stored(AdAccount, item) if item else None

    def get_many(self, organization_id: str, account_ids: Iterable[str]) -> dict[str, AdAccount]:
        """The accounts that exist, by id, in one read."""
        items = self._table.batch_get([keys.ad_account(organization_id, account_id) for account_id in dict.fromkeys(account_ids)])
        return {item["id"]: from_stored(AdAccount, item) for item in items}

    def save(self, account: AdAccount, *, was: AdAccount) -> AdAccount:
        """Store the account over the one that was read; a changed external id takes its new pointer and gives up the old one."""
        saved = replace(account, revision=was.revision + 1)
        write = writes.replace(_item(saved), was.revision)
        moved = _pointer_key(account) != _pointer_key(was)
        pointers = [(writes.create(_pointer(account)), ExternalIdTaken), self._release(was)] if moved else []
        links = [*self._leave(was), *self._join(account)] if account.brand_id != was.brand_id else []
        self._table.commit([(write, Stale), *pointers, *links])
        return saved

    def remove(self, account: AdAccount) -> None:
        """Remove the account and its pointer."""
        key = keys.ad_account(account.organization_id, account.id)
        remove = writes.delete_if(key, "revision = :expected", {":expected": account.revision})
        self._table.commit([(remove, Stale), self._release(account), *self._leave(account)])

    def page(self, organization_id: str, *, brand_id: str | None = None, limit: int, after: str | None) -> Listing[AdAccount]:
        """One page: a brand's accounts are found by its pointers, all others in the organization's listing."""
        return filtered_page(
            self._read_page(organization_id, brand_id),
            lambda item: from_stored(AdAccount, item),
            lambda account: brand_id in (None, account.brand_id),
            limit,
            after,
        )

    def _read_page(self, organization_id: str, brand_id: str | None) -> ReadPage:
        if brand_id is None:
            listed = keys.ad_accounts_listed(organization_id)
            return lambda after, limit: self._table.listed(listed, limit=limit, after=after)
        return brands.read_page(
            self._table,
            organization_id,
            brand_id,
            keys.ACCOUNTS_OF_BRAND,
            lambda identity: keys.ad_account(organization_id, identity),
        )

    def _release(self, account: AdAccount) -> tuple[Write, type[Exception]]:
        # An account that is as it was read has its pointer: anything else is a bug.
        return writes.delete_if(_pointer_key(account), "account_id = :mine", {":mine": account.id}), AssertionError

    def _join(self, account: AdAccount) -> list[tuple[Write, type[Exception]]]:
        return brands.join_writes(*_in_brand(account, account.brand_id)) if account.brand_id else []

    def _leave(self, account: AdAccount) -> list[tuple[Write, type[Exception]]]:
        return [brands.leave_write(*_in_brand(account, account.brand_id))] if account.brand_id else []


def _in_brand(account: AdAccount, brand_id: str) -> tuple[str, str, str, str]:
    return account.organization_id, brand_id, keys.ACCOUNTS_OF_BRAND, account.id


def _pointer_key(account: AdAccount) -> keys.Key:
    return keys.external_id(account.organization_id, account.platform, account.external_account_id)


def _pointer(account: AdAccount) -> Item:
    return _pointer_key(account)._asdict() | {"account_id": account.id}


def _item(account: AdAccount) -> Item:
    listed = {"list_pk": keys.ad_accounts_listed(account.organization_id), "list_sk": account.id}
    return to_stored(AdAccount, account) | keys.ad_account(account.organization_id, account.id)._asdict() | listed
