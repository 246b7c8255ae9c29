"""Port: where scheduled reports are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.cadence import Frequency
from chalicelib.domain.execution import ExecutionStatus
from chalicelib.domain.listing import Listing
from chalicelib.domain.scheduled_report import ScheduledReport


@dataclass(frozen=True, slots=True)
class ScheduledReportFilter:
    """What a list shows; None does not filter. `search` is in the name, case aside."""

    brand_id: str | None = None
    is_active: bool | None = None
    frequency: Frequency | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True)
class LastRun:
    """How a run ended, as its schedule and its configs show it. `started_at` orders runs; no message after `completed`."""

    started_at: datetime
    status: ExecutionStatus
    error_message: str | None


class ScheduledReports(Protocol):
    """Scheduled reports. Reads of a schedule are never stale. `revision` counts callers' changes: no tick and no run moves it."""

    def add(self, schedule: ScheduledReport) -> None:
        """Store a new schedule, and let it wait for its slot; `AlreadyMade`, or `NoSuchBrand` where its brand is gone."""
        ...

    def get(self, organization_id: str, scheduled_report_id: str) -> ScheduledReport | None:
        """The schedule, or None."""
        ...

    def save(self, schedule: ScheduledReport, *, was: ScheduledReport) -> ScheduledReport:
        """Store the schedule over the one that was read, and answer with its next revision. What its last run left stays.

        `Stale` where a caller changed or removed it, or a tick moved it on.
        """
        ...

    def remove(self, schedule: ScheduledReport) -> None:
        """Remove the schedule; `Stale` where it has changed since it was read, or a region config is on it."""
        ...

    def page(self, organization_id: str, wanted: ScheduledReportFilter, *, limit: int, after: str | None) -> Listing[ScheduledReport]:
        """One page, newest first; it may be short while more is to come. `after` is an earlier page's `after`."""
        ...

    def due(self, until: datetime) -> Iterator[ScheduledReport]:
        """The schedules that are nominated for `until`, as they are now, read in batches as the caller goes on.

        One that was changed or moved on since its nomination may not be due any more: the caller's plan decides.
        """
        ...

    def record_run(self, organization_id: str, scheduled_report_id: str, run: LastRun) -> None:
        """Show a run's end on its schedule, unless that is gone or shows a later one. Twice is once."""
        ...
