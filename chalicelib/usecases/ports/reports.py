"""Port: where reports are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.deletion import Deletion
from chalicelib.domain.listing import Listing
from chalicelib.domain.report import Report, ReportKind, ReportStatus


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports a list shows; None leaves a field out of the question."""

    status: ReportStatus | None = None
    kind: ReportKind | None = None
    ad_account_id: str | None = None
    since: datetime | None = None
    brand_id: str | None = None
    scheduled_report_id: str | None = None
    execution_id: str | None = None


class Reports(Protocol):
    """Reports, and the pointers from what was asked for to the report that answers it. Reads of one report are never stale."""

    def get(self, organization_id: str, report_id: str) -> Report | None:
        """The report, or None."""
        ...

    def add(self, report: Report, digest: str, *, in_place_of: str | None) -> None:
        """Store a new report (with its join, where it is asking) and point `digest` at it, all or nothing.

        `Stale` where the pointer is no longer what the caller saw: absent (`in_place_of=None`) or naming that report; `AlreadyMade`
        where the report's id is taken.
        """
        ...

    def create(self, report: Report) -> None:
        """Store a new report that no request is to find (with its join, where it is asking); `Stale` where it exists or was deleted."""
        ...

    def get_many(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, Report]:
        """The reports that exist, by id; never stale."""
        ...

    def pointed_at(self, organization_id: str, digest: str) -> str | None:
        """The id of the report that `digest` points at, or None."""
        ...

    def save(self, report: Report) -> Report:
        """Store the next state of the report that was read with this `revision`, and answer it with the revision it now has.

        `Stale` where the stored one is another by now, or gone.
        """
        ...

    def ask_again(self, report: Report, open_cells: frozenset[int]) -> Report:
        """`save`, and these cells are the open ones of the report's join: both or neither."""
        ...

    def remove(self, report: Report, deletion: Deletion) -> None:
        """Remove the report that was read with this `revision`, and leave its deletion: both or neither. `Stale` as for `save`."""
        ...

    def page(self, organization_id: str, wanted: ReportFilter, *, limit: int, after: str | None) -> Listing[Report]:
        """One page, newest first. It may be short, even empty, while `after` says that there is more."""
        ...
