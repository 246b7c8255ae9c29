"""Port: where report targets are kept."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.listing import Listing
from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget

MOST_OF_A_SUBJECT = 1000
"""Targets of one metric, period type and scope: they are told apart by their days, which one item holds."""


class NoSuchAccount(NotFound):
    """The ad account that a target should be of is not there (any more)."""

    def __init__(self) -> None:
        super().__init__("ad account", field="ad_account_id")


class TargetOverlaps(Conflict):
    """Another target of the same metric, period type and scope is valid on some of the same days."""

    def __init__(self, other_id: str) -> None:
        message = "Another target of this metric, period type and scope is valid on some of these days"
        super().__init__(message, {"reason": "target_overlaps", "target_id": other_id})


class TooManyTargets(Conflict):
    """One metric, period type and scope has all the targets that it can have."""

    def __init__(self) -> None:
        super().__init__("This metric, period type and scope has all the targets that it can have", {"limit": MOST_OF_A_SUBJECT})


class ReportTargets(Protocol):
    """Targets of an organization. Of two that would overlap at most one is stored. Reads of a target are never stale."""

    def valid_within(self, organization_id: str, account_ids: Iterable[str], period: Period) -> tuple[ReportTarget, ...]:
        """The targets valid on some day of the period, of the organization's own scope, of these accounts and of their campaigns; by id."""
        ...

    def add(self, target: ReportTarget) -> None:
        """Store a new target; `TargetOverlaps`, `TooManyTargets`, `NoSuchAccount`, or `Stale` where another one was quicker.

        `AlreadyMade` where it is stored already.
        """
        ...

    def get(self, organization_id: str, target_id: str) -> ReportTarget | None:
        """The target, or None."""
        ...

    def save(self, target: ReportTarget) -> ReportTarget:
        """Store the next state of the target that was read with this `revision`: what it is about stays. Answers its next revision.

        `TargetOverlaps`, or `Stale` where it is another by now, gone, or another target of its subject was quicker.
        """
        ...

    def remove(self, target: ReportTarget) -> None:
        """Remove the target; `Stale` as for `save`."""
        ...

    def page(self, organization_id: str, ad_account_id: str | None, *, limit: int, after: str | None) -> Listing[ReportTarget]:
        """One page, newest first, of one account (and its campaigns) or of all; `after` is an earlier page's `after`."""
        ...

    def delete_all(self, organization_id: str, account_id: str) -> None:
        """Remove every target of the account and of its campaigns."""
        ...
