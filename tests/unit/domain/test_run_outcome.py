from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.execution import Execution, ExecutionStatus, ended, started
from chalicelib.domain.report import ReportStatus
from chalicelib.domain.run_outcome import REGION_COMPLETED, UNFINISHED, JobStatus, RegionRun, job, outcome
from chalicelib.domain.schedule_plan import Planned, plan, planned_execution
from tests.fakes.schedules import a_schedule

NOW = a_schedule().next_run_at
READY, FAILED, QUEUED = ReportStatus.READY, ReportStatus.FAILED, ReportStatus.QUEUED


def region(status: ReportStatus, name: str = "Germany", answered: int = 10, failed: int = 0, error: str | None = None) -> RegionRun:
    return RegionRun("ad_rpt_1", name, status, 10, answered, failed, error)


def pending() -> Execution:
    planned = plan(a_schedule(), NOW)
    assert isinstance(planned, Planned)
    return planned_execution(a_schedule(), planned, NOW, timedelta(minutes=1))


def running() -> Execution:
    return started(pending(), ("ad_rpt_1", "ad_rpt_2"), NOW, timedelta(minutes=1))


@pytest.mark.parametrize("status", sorted(UNFINISHED))
def test_a_run_goes_on_while_a_report_is_under_way(status: ReportStatus) -> None:
    assert outcome([region(READY), region(status)]) is None


@pytest.mark.parametrize("status", sorted(REGION_COMPLETED))
def test_a_region_is_completed_when_its_report_is_there(status: ReportStatus) -> None:
    ending = outcome([region(status)])
    assert ending is not None
    assert (ending.status, ending.completed_regions, ending.error_message) == (ExecutionStatus.COMPLETED, 1, None)


def test_every_status_is_either_under_way_or_decides() -> None:
    decided = REGION_COMPLETED | {ReportStatus.FAILED, ReportStatus.CANCELLED}
    assert decided | UNFINISHED == set(ReportStatus)
    assert not decided & UNFINISHED


@pytest.mark.parametrize(
    ("regions", "status", "completed", "message"),
    [
        ([region(READY), region(READY, answered=6, failed=4)], "partial", 2, "4 of 20 answers failed."),
        ([region(READY), region(ReportStatus.CANCELLED, "France")], "partial", 1, "1 of 2 regions without a report: France (cancelled)."),
        (
            [region(READY, failed=1, answered=9), region(FAILED, "France", 0, 10, "No platform answered.")],
            "partial",
            1,
            "1 of 2 regions without a report: France (No platform answered). 11 of 20 answers failed.",
        ),
        (
            [region(FAILED, answered=0, error="No prompt is enabled")],
            "failed",
            0,
            "1 of 1 region without a report: Germany (No prompt is enabled).",
        ),
        (
            [region(READY), *[region(FAILED, f"Market {number}", 0, error="No prompt is enabled") for number in range(17)]],
            "partial",
            1,
            "17 of 18 regions without a report: 17 region configs (No prompt is enabled).",
        ),
        (
            [region(FAILED, "A", 0, error="Same."), region(ReportStatus.CANCELLED, "B", 0), region(FAILED, "C", 0, error="Same")],
            "failed",
            0,
            "3 of 3 regions without a report: 2 region configs (Same), B (cancelled).",
        ),
        ([region(ReportStatus.CANCELLED)], "failed", 0, "1 of 1 region without a report: Germany (cancelled)."),
        ([], "failed", 0, "The run had no region to report on."),
    ],
)
def test_a_run_ends_by_its_regions_and_says_what_went_wrong(regions: list[RegionRun], status: str, completed: int, message: str) -> None:
    ending = outcome(regions)
    assert ending is not None
    assert (ending.status.value, ending.completed_regions, ending.error_message) == (status, completed, message)


def test_a_job_counts_the_cells_that_are_through() -> None:
    seen = job(running(), [region(QUEUED, answered=3, failed=1), region(QUEUED, answered=0)])
    assert (seen.status, seen.completed, seen.total, seen.step, seen.result) == (JobStatus.PROCESSING, 4, 20, "asking", None)


def test_a_job_that_has_every_answer_is_rendering() -> None:
    assert job(running(), [region(READY), region(ReportStatus.RENDERING)]).step == "rendering"


def test_a_job_waits_until_its_run_is_dispatched() -> None:
    seen = job(pending(), [])
    assert (seen.status, seen.step, seen.completed, seen.total) == (JobStatus.PENDING, "waiting", 0, 0)


@pytest.mark.parametrize(
    ("ending", "status", "step"),
    [
        (ExecutionStatus.COMPLETED, JobStatus.COMPLETED, "done"),
        (ExecutionStatus.PARTIAL, JobStatus.COMPLETED, "done"),
        (ExecutionStatus.FAILED, JobStatus.FAILED, "failed"),
    ],
)
def test_a_job_ends_with_its_run(ending: ExecutionStatus, status: JobStatus, step: str) -> None:
    over = ended(running(), ending, NOW)
    seen = job(over, [region(READY)])
    assert (seen.id, seen.status, seen.step) == (over.id, status, step)
    assert seen.result is not None
    assert (seen.result.execution_id, seen.result.status, seen.result.report_ids) == (over.id, ending, ("ad_rpt_1", "ad_rpt_2"))


def test_a_job_says_why_its_run_fell_short() -> None:
    assert (
        job(replace(running(), status=ExecutionStatus.PARTIAL, error_message="4 of 20 answers failed."), []).message
        == "4 of 20 answers failed."
    )
