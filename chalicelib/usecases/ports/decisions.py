"""Port: where the entries of ad accounts' logs are kept."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.decision import Decision
from chalicelib.domain.listing import Listing
from chalicelib.domain.period import Period


class Decisions(Protocol):
    """Entries by ad account and the day they are about."""

    def within(self, organization_id: str, account_ids: Iterable[str], period: Period) -> tuple[Decision, ...]:
        """The entries of these accounts about days of the period, by day, then id."""
        ...

    def add(self, decision: Decision) -> None:
        """Store a new entry; `NoSuchAccount` where its account is not there, `AlreadyMade` where it is stored already."""
        ...

    def get(self, decision: Decision) -> Decision | None:
        """The entry with this account, day and id, as it is stored, or None."""
        ...

    def page(self, organization_id: str, account_id: str, *, limit: int, after: str | None) -> Listing[Decision]:
        """One page of an account's log, the latest day first, and on it the newest; `after` is an earlier page's `after`."""
        ...

    def delete_all(self, organization_id: str, account_id: str) -> None:
        """Remove every entry of the account."""
        ...
