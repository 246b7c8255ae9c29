"""A schedule to start from, and the run that a tick makes of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.cadence import Frequency
from chalicelib.domain.scheduled_report import DEFAULT_TEMPLATE_KEY, ScheduledReport, first_cadence

CREATED_AT = datetime(2026, 3, 1, 10, 0, 42, tzinfo=UTC)


def a_schedule(
    frequency: Frequency = Frequency.WEEKLY, timezone: str = "UTC", created_at: datetime = CREATED_AT, **fields: Any
) -> ScheduledReport:
    """Acme's, made on Sunday 1 March 2026 at 10:00:42 UTC; any field can be another."""
    grid, next_run_at = first_cadence(created_at, frequency, timezone)
    schedule = ScheduledReport(
        id="018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d",
        organization_id="acme",
        brand_id="3f9c7e8a-1b6a-7d8e-92cf-7d9c8b1e2a04",
        name="Acme weekly visibility",
        grid=grid,
        next_run_at=next_run_at,
        is_active=True,
        template_key=DEFAULT_TEMPLATE_KEY,
        requires_review=False,
        created_by="key-1",
        created_at=created_at,
        updated_at=created_at,
    )
    return replace(schedule, **fields)
