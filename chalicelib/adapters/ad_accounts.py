"""Ad accounts in DynamoDB: each with a pointer under its external id, written and removed in the same transaction."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Cancelled, Item, Table, Write
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.errors import Stale
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.ad_accounts import ExternalIdTaken


class DynamoAdAccounts:
    """The port `AdAccounts` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, account: AdAccount) -> None:
        """Store a new account and its pointer."""
        self._transact([self._table.create_write(_item(account)), self._table.create_write(_pointer(account))])

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
        write = self._table.replace_write(_item(saved), was.revision)
        moved = _pointer_key(account) != _pointer_key(was)
        self._transact([write, self._table.create_write(_pointer(account)), self._release(was)] if moved else [write])
        return saved

    def remove(self, account: AdAccount) -> None:
        """Remove the account and its pointer."""
        key = keys.ad_account(account.organization_id, account.id)
        remove = self._table.delete_write(key, "revision = :expected", {":expected": account.revision})
        self._transact([remove, self._release(account)])

    def page(self, organization_id: str, *, limit: int, after: str | None) -> Listing[AdAccount]:
        """One page, newest first."""
        read = self._table.listed(keys.ad_accounts_listed(organization_id), limit=limit, after=after)
        return Listing(tuple(from_stored(AdAccount, item) for item in read.items), read.after)

    def _release(self, account: AdAccount) -> Write:
        return self._table.delete_write(_pointer_key(account), "account_id = :mine", {":mine": account.id})

    def _transact(self, writes: list[Write]) -> None:
        """The account's own write comes first, its new pointer second."""
        try:
            self._table.transact(writes)
        except Cancelled as cancelled:
            if cancelled.only_conflicts or cancelled.failed(0):
                raise Stale from cancelled
            if cancelled.failed(1) and "Put" in writes[1]:
                raise ExternalIdTaken from cancelled
            raise


def _pointer_key(account: AdAccount) -> keys.Key:
    return keys.external_id(account.organization_id, account.platform, account.external_account_id)


def _pointer(account: AdAccount) -> Item:
    return _pointer_key(account)._asdict() | {"account_id": account.id}


def _item(account: AdAccount) -> Item:
    listed = {"list_pk": keys.ad_accounts_listed(account.organization_id), "list_sk": account.id}
    return to_stored(AdAccount, account) | keys.ad_account(account.organization_id, account.id)._asdict() | listed
