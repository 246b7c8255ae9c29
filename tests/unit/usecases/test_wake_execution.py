from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.execution import Execution, ExecutionStatus
from chalicelib.domain.report import ReportStatus
from chalicelib.domain.scheduled_report import ScheduledReport
from tests.fakes.pipeline import Pipeline, never
from tests.fakes.visibility_stores import Makers


@pytest.fixture
def schedule(make: Makers) -> ScheduledReport:
    return make.schedule(make.brand())


def _current(pipeline: Pipeline, schedule: ScheduledReport) -> Execution:
    return pipeline.executions(schedule.id)[0]


def _stored(make: Makers, schedule: ScheduledReport) -> ScheduledReport:
    stored = make.stores.schedules.get(schedule.organization_id, schedule.id)
    assert stored is not None
    return stored


def _run(pipeline: Pipeline, schedule: ScheduledReport) -> Execution:
    pipeline.clock.now = schedule.next_run_at
    pipeline.run_due(schedule.next_run_at, "tick", never)
    return _current(pipeline, schedule)


def _begun(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> Execution:
    """A run of two configs that is not all dispatched: the second's report is missing."""
    brand = make.stores.brands.get(schedule.organization_id, schedule.brand_id)
    assert brand is not None
    for _ in range(2):
        make.prompts(make.config(brand, schedule), 1)
    _run(pipeline, schedule)
    pipeline.dispatch(pipeline.execution_queue.messages[0])
    execution = _current(pipeline, schedule)
    missing = execution.report_ids[1]
    unmade = replace(execution, dispatched_at=None, report_ids=(execution.report_ids[0], f"{missing}-never-made"))
    saved: Execution = pipeline.kept.executions.save(unmade)
    return saved


def test_a_run_whose_dispatch_always_fails_is_sent_again_for_a_day_and_then_ends_as_failed(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport
) -> None:
    execution = _run(pipeline, schedule)
    make.clock.pass_(hours=23, minutes=59)
    assert pipeline.tick.sweep("tick", never).sent == 1
    make.clock.now = execution.created_at + timedelta(hours=25)
    assert pipeline.tick.sweep("tick", never).given_up == 1
    ended, shown = _current(pipeline, schedule), _stored(make, schedule)
    assert (ended.status, ended.error_message, ended.attention_at) == (
        ExecutionStatus.FAILED,
        "The run could not be started within 24 hours",
        None,
    )
    assert (shown.last_run_status, shown.last_error_message) == (ExecutionStatus.FAILED, ended.error_message)
    assert shown.last_run_at == ended.started_at == execution.created_at
    make.clock.pass_(days=1)
    assert pipeline.tick.sweep("tick", never).sent == 0
    assert pipeline.ended_runs == [ended]


def test_a_run_that_was_begun_ends_by_the_reports_that_it_has(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    execution = _begun(pipeline, make, schedule)
    make.clock.pass_(days=2)
    pipeline.tick.sweep("tick", never)
    assert _current(pipeline, schedule).status is ExecutionStatus.RUNNING
    report = pipeline.kept.reports.get("acme", execution.report_ids[0])
    pipeline.kept.reports.save(replace(report, status=ReportStatus.READY, attention_at=None))
    make.clock.pass_(days=1)
    pipeline.tick.sweep("tick", never)
    ended = _current(pipeline, schedule)
    assert (ended.status, ended.completed_regions_count, ended.total_regions_count) == (ExecutionStatus.PARTIAL, 1, 2)
    assert "The run could not be started within 24 hours" in (ended.error_message or "")
