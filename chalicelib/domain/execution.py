"""Execution: one run of a scheduled report, and how it ends by its reports.

    pending → running → completed | partial | failed
       └────────────────────────────────────→ failed   (nothing to ask, or not dispatched within 24 hours)

A run is `tick`'s, with the identity (schedule, slot), or somebody's own, with a new id.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.domain import ids
from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.errors import Conflict


class Trigger(StrEnum):
    """What started a run."""

    TICK = "tick"
    MANUAL = "manual"


class ExecutionStatus(StrEnum):
    """Where a run stands."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    PARTIAL = "partial"
    FAILED = "failed"


FINAL = frozenset({ExecutionStatus.COMPLETED, ExecutionStatus.PARTIAL, ExecutionStatus.FAILED})
TRANSITIONS: dict[ExecutionStatus, frozenset[ExecutionStatus]] = {
    ExecutionStatus.PENDING: frozenset({ExecutionStatus.RUNNING, ExecutionStatus.FAILED}),
    ExecutionStatus.RUNNING: FINAL,
    ExecutionStatus.COMPLETED: frozenset(),
    ExecutionStatus.PARTIAL: frozenset(),
    ExecutionStatus.FAILED: frozenset(),
}

DISPATCH_WITHIN = timedelta(hours=24)
"""How long a run that can't be dispatched is tried, from its creation on; so every run ends."""


@dataclass(frozen=True, slots=True)
class Execution:
    """A run. `attention_at` is when somebody should look at it if nothing has happened until then; None when it has ended.

    `day` is the day that its reports cover: the slot's (or, without a slot, the start's) in the schedule's zone `timezone`, both fixed
    when the run is made. `region_config_id` limits a manual run to one config. `report_ids` and `total_regions_count` stand from its
    dispatch on, and with them `sheet_keys`: the frozen question sheet of each, in the same order. `sent_at` is when its message was
    put on the queue, where that is known; `dispatched_at`, when the last of its questions was.
    """

    id: str
    organization_id: str
    scheduled_report_id: str
    brand_id: str
    trigger: Trigger
    scheduled_for: datetime | None
    day: date
    timezone: str
    status: ExecutionStatus
    created_via: CreatedVia
    created_by: str
    created_at: datetime
    updated_at: datetime
    attention_at: datetime | None
    region_config_id: str | None = None
    missed_runs: int = 0
    report_ids: tuple[str, ...] = ()
    sheet_keys: tuple[str, ...] = ()
    total_regions_count: int | None = None
    completed_regions_count: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    sent_at: datetime | None = None
    dispatched_at: datetime | None = None
    error_message: str | None = None
    revision: int = 1

    @property
    def at(self) -> datetime:
        """The moment that its reports are of: the slot's, whenever it was worked on; without a slot, the start's."""
        return self.scheduled_for or self.created_at

    @property
    def is_final(self) -> bool:
        """Whether it has ended."""
        return self.status in FINAL


def execution_id(scheduled_report_id: str, slot: datetime) -> str:
    """The one id of a schedule's run for a slot: made twice, it is the same."""
    return str(ids.derived_uuid7(slot, "execution", scheduled_report_id))


def report_id(execution: Execution, region_config_id: str) -> str:
    """The one id of a run's report on a region config."""
    return ids.prefixed(ids.REPORT, ids.derived_uuid7(execution.at, "report", execution.id, region_config_id))


def sent(execution: Execution, now: datetime, look_again: timedelta) -> Execution:
    """Its message is on the queue."""
    return replace(execution, sent_at=now, attention_at=now + look_again, updated_at=now)


def started(execution: Execution, report_ids: tuple[str, ...], now: datetime, look_again: timedelta) -> Execution:
    """Dispatched: its reports are known. A second dispatch of the same run keeps the first one's start."""
    running = execution if execution.status is ExecutionStatus.RUNNING else _moved(execution, ExecutionStatus.RUNNING, now)
    return replace(
        running,
        report_ids=report_ids,
        total_regions_count=len(report_ids),
        started_at=execution.started_at or now,
        attention_at=now + look_again,
        updated_at=now,
    )


def ended(
    execution: Execution, status: ExecutionStatus, now: datetime, *, completed_regions: int = 0, error_message: str | None = None
) -> Execution:
    """The end. `Conflict` for a run that has ended, and for an end that its status does not lead to."""
    return replace(
        _moved(execution, status, now),
        total_regions_count=execution.total_regions_count or 0,
        completed_regions_count=completed_regions,
        started_at=execution.started_at or now,
        finished_at=now,
        attention_at=None,
        error_message=error_message,
    )


def _moved(execution: Execution, status: ExecutionStatus, now: datetime) -> Execution:
    if status not in TRANSITIONS[execution.status]:
        raise Conflict(f"An execution that is {execution.status} can't become {status}", {"status": execution.status.value})
    return replace(execution, status=status, updated_at=now)
