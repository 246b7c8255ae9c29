"""Port: where ad accounts are kept."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.listing import Listing


class AdAccounts(Protocol):
    """Ad accounts; each platform's external id is in an organization once. Reads of an account are never stale."""

    def add(self, account: AdAccount) -> None:
        """Store a new account; `Conflict` where the organization has that external id on that platform."""
        ...

    def get(self, organization_id: str, account_id: str) -> AdAccount | None:
        """The account, or None."""
        ...

    def get_many(self, organization_id: str, account_ids: Iterable[str]) -> dict[str, AdAccount]:
        """The accounts that exist, by id."""
        ...

    def save(self, account: AdAccount) -> AdAccount:
        """Store the next state of the account that was read with this `revision`, and answer it with the revision it now has.

        `Stale` where the stored one is another by now, or gone; `Conflict` where its external id is taken.
        """
        ...

    def remove(self, account: AdAccount) -> None:
        """Remove the account, and free its external id."""
        ...

    def page(self, organization_id: str, *, limit: int, after: str | None) -> Listing[AdAccount]:
        """One page, newest first."""
        ...
