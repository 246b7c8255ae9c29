"""How executions are answered."""

from typing import Literal

from chalicelib.domain.execution import Execution, ExecutionStatus, Trigger
from chalicelib.domain.report import ReportStatus
from chalicelib.domain.run_outcome import RegionRun
from chalicelib.doors.call import AnswerModel, Instant
from chalicelib.usecases.read_executions import ExecutionView


class RegionReportAnswer(AnswerModel):
    """A report of a run."""

    report_id: str
    region: str
    status: ReportStatus
    error_message: str | None


class ExecutionAnswer(AnswerModel):
    """An execution."""

    object: Literal["scheduled_report.execution"] = "scheduled_report.execution"
    id: str
    job_id: str
    scheduled_report_id: str
    region_config_id: str | None
    trigger: Trigger
    scheduled_for: Instant | None
    status: ExecutionStatus
    reports: list[RegionReportAnswer]
    completed_regions_count: int
    total_regions_count: int | None
    missed_runs: int
    error_message: str | None
    created_at: Instant
    started_at: Instant | None
    finished_at: Instant | None


def execution_answer(view: ExecutionView) -> ExecutionAnswer:
    """A run as it is answered."""
    execution = view.execution
    return ExecutionAnswer(
        id=execution.id,
        job_id=execution.id,
        scheduled_report_id=execution.scheduled_report_id,
        region_config_id=execution.region_config_id,
        trigger=execution.trigger,
        scheduled_for=execution.scheduled_for,
        status=execution.status,
        reports=[_region(region) for region in view.regions],
        completed_regions_count=_completed(execution, view),
        total_regions_count=execution.total_regions_count,
        missed_runs=execution.missed_runs,
        error_message=execution.error_message,
        created_at=execution.created_at,
        started_at=execution.started_at,
        finished_at=execution.finished_at,
    )


def _completed(execution: Execution, view: ExecutionView) -> int:
    """What stood when the run ended does not change with what becomes of its reports afterwards."""
    return execution.completed_regions_count if execution.is_final else view.completed_regions


def _region(region: RegionRun) -> RegionReportAnswer:
    return RegionReportAnswer(report_id=region.report_id, region=region.region, status=region.status, error_message=region.error_message)
