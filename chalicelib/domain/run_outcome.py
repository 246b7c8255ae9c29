"""Run outcome: what the reports of an execution make of it, and how the same run looks as a job.

A run ends when none of its reports is `pending`, `queued` or `rendering`. A region is completed when its report reached
`pending_review`, `approved`, `rejected` or `ready`. `completed`: every region, and no failed cell; `partial`: at least one
region, but a region or a cell failed or was cancelled; `failed`: none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.execution import Execution, ExecutionStatus
from chalicelib.domain.report import ReportStatus

UNFINISHED = frozenset({ReportStatus.PENDING, ReportStatus.QUEUED, ReportStatus.RENDERING})
REGION_COMPLETED = frozenset({ReportStatus.PENDING_REVIEW, ReportStatus.APPROVED, ReportStatus.REJECTED, ReportStatus.READY})


@dataclass(frozen=True, slots=True)
class RegionRun:
    """One region's part of a run: its report, and its cells so far. `error_message` says why the report failed, where it did.

    `was_made`: its report reached one of `REGION_COMPLETED`, whatever became of it since (under review it can be cancelled).
    """

    report_id: str
    region: str
    status: ReportStatus
    cells: int
    answered: int
    failed: int
    error_message: str | None = None
    was_made: bool = False

    @property
    def is_completed(self) -> bool:
        """Whether this region has its report, or had it."""
        return self.was_made or self.status in REGION_COMPLETED


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """How a run ended. `error_message` is None for a completed one."""

    status: ExecutionStatus
    completed_regions: int
    error_message: str | None


class JobStatus(StrEnum):
    """Where a job stands. No run of a schedule is ever cancelled as a whole."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job came to."""

    execution_id: str
    status: ExecutionStatus
    report_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A run as a job: `completed` of `total` cells have their answer or their failure. `result` is None until it ends."""

    id: str
    status: JobStatus
    completed: int
    total: int
    step: str
    message: str
    result: JobResult | None
    updated_at: datetime


def outcome(regions: Sequence[RegionRun]) -> RunOutcome | None:
    """How the run ended, or None while a report of it is under way."""
    if any(region.status in UNFINISHED for region in regions):
        return None
    completed = sum(region.is_completed for region in regions)
    if completed == 0:
        return RunOutcome(ExecutionStatus.FAILED, 0, _what_went_wrong(regions))
    if completed < len(regions) or any(region.failed for region in regions):
        return RunOutcome(ExecutionStatus.PARTIAL, completed, _what_went_wrong(regions))
    return RunOutcome(ExecutionStatus.COMPLETED, completed, None)


def job(execution: Execution, regions: Sequence[RegionRun]) -> Job:
    """The job view of a run and its regions, as they are now."""
    step = _step(execution, regions)
    return Job(
        id=execution.id,
        status=_JOB_STATUS[execution.status],
        completed=sum(region.answered + region.failed for region in regions),
        total=sum(region.cells for region in regions),
        step=step,
        message=execution.error_message or _MESSAGES[step],
        result=JobResult(execution.id, execution.status, execution.report_ids) if execution.is_final else None,
        updated_at=execution.updated_at,
    )


_JOB_STATUS = {
    ExecutionStatus.PENDING: JobStatus.PENDING,
    ExecutionStatus.RUNNING: JobStatus.PROCESSING,
    ExecutionStatus.COMPLETED: JobStatus.COMPLETED,
    ExecutionStatus.PARTIAL: JobStatus.COMPLETED,
    ExecutionStatus.FAILED: JobStatus.FAILED,
}
_MESSAGES = {
    "waiting": "Waiting to start",
    "asking": "Asking the AI platforms",
    "rendering": "Making the reports",
    "done": "Every report is made",
    "failed": "No report could be made",
}


def _step(execution: Execution, regions: Sequence[RegionRun]) -> str:
    if execution.status is ExecutionStatus.FAILED:
        return "failed"
    if execution.is_final:
        return "done"
    if execution.status is ExecutionStatus.PENDING:
        return "waiting"
    still_asking = any(region.status in UNFINISHED and region.answered + region.failed < region.cells for region in regions)
    return "asking" if still_asking or not regions else "rendering"


def _what_went_wrong(regions: Sequence[RegionRun]) -> str:
    """`1 of 3 regions has no report: Germany (No prompt is enabled). 4 of 120 answers failed.`."""
    without = [region for region in regions if not region.is_completed]
    sentences = []
    if without:
        sentences.append(f"{len(without)} of {_counted(len(regions), 'region')} without a report: {', '.join(_by_reason(without))}.")
    failed, cells = sum(region.failed for region in regions), sum(region.cells for region in regions)
    if failed:
        sentences.append(f"{failed} of {_counted(cells, 'answer')} failed.")
    return " ".join(sentences) or "The run had no region to report on."


def _by_reason(without: Sequence[RegionRun]) -> list[str]:
    """`Germany (cancelled)`, and `17 region configs (No prompt is enabled)` where more than one has the same reason."""
    names: dict[str, list[str]] = {}
    for region in without:
        names.setdefault(_reason(region), []).append(region.region)
    return [f"{own[0] if len(own) == 1 else _counted(len(own), 'region config')} ({reason})" for reason, own in names.items()]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _reason(region: RegionRun) -> str:
    return (region.error_message or region.status.value).rstrip(".")
