"""Port: where ad accounts are kept."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.errors import Conflict
from chalicelib.domain.listing import Listing


class ExternalIdTaken(Conflict):
    """Another account of the organization has this external id on this platform."""

    def __init__(self) -> None:
        super().__init__("The organization has this external_account_id on this platform already", {"reason": "external_account_id_taken"})


class AdAccounts(Protocol):
    """Ad accounts; each external id is on a platform once in an organization. Reads of an account are never stale."""

    def add(self, account: AdAccount) -> None:
        """Store a new account; `AlreadyMade` where its id is taken.

        `ExternalIdTaken` where the organization has its external id, `NoSuchBrand` where its brand is not there.
        """
        ...

    def get(self, organization_id: str, account_id: str) -> AdAccount | None:
        """The account, or None."""
        ...

    def get_many(self, organization_id: str, account_ids: Iterable[str]) -> dict[str, AdAccount]:
        """The accounts that exist, by id."""
        ...

    def save(self, account: AdAccount, *, was: AdAccount) -> AdAccount:
        """Store the next state of the account that was read as `was`, and answer it with the revision it now has.

        `Stale` where the stored one is another by now, or gone; `ExternalIdTaken` where its new external id is,
        `NoSuchBrand` where its new brand is not there.
        """
        ...

    def remove(self, account: AdAccount) -> None:
        """Remove the account, and free its external id; `Stale` where it is another by now, or gone."""
        ...

    def page(self, organization_id: str, *, brand_id: str | None = None, limit: int, after: str | None) -> Listing[AdAccount]:
        """One page, newest first, of all accounts or of a brand's; it may be short while more is to come."""
        ...
