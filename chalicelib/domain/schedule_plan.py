"""Schedule plan: what a tick makes of one schedule at one instant. It decides; a transaction of two items performs it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain import cadence
from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.execution import Execution, ExecutionStatus, Trigger, execution_id
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.domain.wall_clock import wall_time

BY = "tick"


@dataclass(frozen=True, slots=True)
class Planned:
    """The run of slot `scheduled_for`, and where the schedule stands after it."""

    execution_id: str
    scheduled_for: datetime
    missed_runs: int
    next_run_at: datetime


@dataclass(frozen=True, slots=True)
class NotDue:
    """Nothing to run: the schedule is paused, or its slot is still to come. The index only nominated it."""


def plan(schedule: ScheduledReport, at: datetime) -> Planned | NotDue:
    """What is due at `at` (the tick's own time): the newest slot until then, once, however many were missed."""
    due = cadence.newest_due(schedule.grid, schedule.next_run_at, at) if schedule.is_active else None
    if due is None:
        return NotDue()
    return Planned(
        execution_id=execution_id(schedule.id, due.slot),
        scheduled_for=due.slot,
        missed_runs=due.missed_runs,
        next_run_at=schedule.grid.after(due.slot),
    )


def planned_execution(schedule: ScheduledReport, planned: Planned, now: datetime, look_again: timedelta) -> Execution:
    """The run to create if absent. Its reports cover the slot's day in the schedule's zone, whenever it is made."""
    return Execution(
        id=planned.execution_id,
        organization_id=schedule.organization_id,
        scheduled_report_id=schedule.id,
        brand_id=schedule.brand_id,
        trigger=Trigger.TICK,
        scheduled_for=planned.scheduled_for,
        day=wall_time(planned.scheduled_for, schedule.timezone).date(),
        timezone=schedule.timezone,
        status=ExecutionStatus.PENDING,
        created_via=CreatedVia.SCHEDULED,
        created_by=BY,
        created_at=now,
        updated_at=now,
        attention_at=now + look_again,
        missed_runs=planned.missed_runs,
    )
