"""Port: where reports are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.listing import Listing
from chalicelib.domain.report import Report, ReportKind, ReportStatus


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports a list shows; None leaves a field out of the question."""

    status: ReportStatus | None = None
    kind: ReportKind | None = None
    ad_account_id: str | None = None
    since: datetime | None = None


class Reports(Protocol):
    """Reports, and the pointers from what was asked for to the report that answers it. Reads of one report are never stale."""

    def get(self, organization_id: str, report_id: str) -> Report | None:
        """The report, or None."""
        ...

    def add(self, report: Report, digest: str, *, in_place_of: str | None) -> None:
        """Store a new report and point `digest` at it, both or neither.

        `Stale` where the pointer is no longer what the caller saw: absent (`in_place_of=None`) or naming that report.
        """
        ...

    def pointed_at(self, organization_id: str, digest: str) -> str | None:
        """The id of the report that `digest` points at, or None."""
        ...

    def save(self, report: Report) -> Report:
        """Store the next state of the report that was read with this `revision`, and answer it with the revision it now has.

        `Stale` where the stored one is another by now, or gone.
        """
        ...

    def page(self, organization_id: str, wanted: ReportFilter, *, limit: int, after: str | None) -> Listing[Report]:
        """One page, newest first. It may be short, even empty, while `after` says that there is more."""
        ...

    def waiting(self, until: datetime) -> Iterator[tuple[str, str]]:
        """Organization and id of the reports whose `attention_at` is `until` or before: a nomination, not a fact."""
        ...
