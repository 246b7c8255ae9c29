"""Scheduled report: a brand's recurring visibility report. It has a cadence, and no state of any run: a stuck run can't block the next."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain import cadence
from chalicelib.domain.cadence import Frequency, Grid
from chalicelib.domain.execution import ExecutionStatus

DEFAULT_TIMEZONE = "UTC"
DEFAULT_TEMPLATE_KEY = "ai_visibility"


@dataclass(frozen=True, slots=True)
class ScheduledReport:
    """A schedule. `grid` holds its frequency, zone and anchor; `next_run_at` is its next slot, and stays shown while it is paused."""

    id: str
    organization_id: str
    brand_id: str
    name: str
    grid: Grid
    next_run_at: datetime
    is_active: bool
    template_key: str
    requires_review: bool
    created_by: str
    created_at: datetime
    updated_at: datetime
    last_run_at: datetime | None = None
    last_run_status: ExecutionStatus | None = None
    last_error_message: str | None = None
    revision: int = 1

    @property
    def frequency(self) -> Frequency:
        """How often it runs."""
        return self.grid.frequency

    @property
    def timezone(self) -> str:
        """The IANA zone on whose wall clock it runs."""
        return self.grid.timezone

    @property
    def attention_at(self) -> datetime | None:
        """When a tick should look at it: at its slot, or never while it is paused."""
        return self.next_run_at if self.is_active else None


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """What a caller changes of a schedule; None leaves a field as it is. `next_run_at` is within `cadence.EARLIEST`–`LATEST`."""

    name: str | None = None
    frequency: Frequency | None = None
    is_active: bool | None = None
    next_run_at: datetime | None = None
    timezone: str | None = None
    requires_review: bool | None = None


def first_cadence(created_at: datetime, frequency: Frequency, timezone: str) -> tuple[Grid, datetime]:
    """A new schedule's grid and first slot: its creation, floored to the minute, plus one period."""
    grid = cadence.anchored(created_at, frequency, timezone)
    return grid, grid.slot(1)


def changed(schedule: ScheduledReport, change: ScheduleChange, now: datetime) -> ScheduledReport:
    """The schedule with a change in it; the same one where nothing is new.

    A new `next_run_at` holds even where the schedule is resumed with it: one in the past is due at once. One that is given as it
    stands is no change (a client that sends back what it read must not lose a clamped month's anchor).
    """
    grid, next_run_at = _cadence(schedule, change, now)
    after = replace(
        schedule,
        name=schedule.name if change.name is None else change.name,
        is_active=schedule.is_active if change.is_active is None else change.is_active,
        requires_review=schedule.requires_review if change.requires_review is None else change.requires_review,
        grid=grid,
        next_run_at=next_run_at,
    )
    return schedule if after == schedule else replace(after, updated_at=now)


def _cadence(schedule: ScheduledReport, change: ScheduleChange, now: datetime) -> tuple[Grid, datetime]:
    frequency, timezone = change.frequency or schedule.frequency, change.timezone or schedule.timezone
    if change.next_run_at is not None and cadence.floored(change.next_run_at) != schedule.next_run_at:
        return cadence.anchored(change.next_run_at, frequency, timezone), cadence.floored(change.next_run_at)
    grid = cadence.with_timezone(schedule.grid, schedule.next_run_at, timezone)
    grid = cadence.with_frequency(grid, schedule.next_run_at, frequency)
    resumes = change.is_active is True and not schedule.is_active
    return grid, cadence.resumed(grid, schedule.next_run_at, now) if resumes else schedule.next_run_at


def next_runs(schedule: ScheduledReport, count: int) -> tuple[datetime, ...]:
    """Its next `count` slots; none while it is paused."""
    return cadence.upcoming(schedule.grid, schedule.next_run_at, count) if schedule.is_active else ()
