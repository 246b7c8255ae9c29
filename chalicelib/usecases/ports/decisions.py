"""Port: where the entries of ad accounts' logs are kept."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.decision import Decision
from chalicelib.domain.period import Period


class Decisions(Protocol):
    """Entries by ad account and the day they are about."""

    def within(self, organization_id: str, account_ids: Iterable[str], period: Period) -> tuple[Decision, ...]:
        """The entries of these accounts about days of the period, by day, then id."""
        ...
