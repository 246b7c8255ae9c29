from dataclasses import replace

import pytest

from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.execution import ExecutionStatus, Trigger
from chalicelib.domain.run_outcome import JobStatus
from chalicelib.domain.scheduled_report import ScheduledReport
from tests.fakes.pipeline import Pipeline
from tests.fakes.visibility_stores import Makers


@pytest.fixture
def schedule(make: Makers) -> ScheduledReport:
    """With two regions: Germany asks two prompts, France none."""
    brand = make.brand()
    schedule = make.schedule(brand)
    make.prompts(make.config(brand, schedule), 2)
    make.config(brand, schedule, name="France")
    return schedule


def _config_id(make: Makers, schedule: ScheduledReport, name: str) -> str:
    return next(config.id for config in make.stores.configs.of_schedule("acme", schedule.id) if config.name == name)


def test_a_manual_run_begins_at_once_and_moves_no_slot(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    execution = pipeline.start(pipeline.caller, schedule.id, None, "1")
    assert (execution.trigger, execution.scheduled_for, execution.status) == (Trigger.MANUAL, None, ExecutionStatus.PENDING)
    assert (execution.created_via, execution.created_by, execution.sent_at) == (CreatedVia.HUMAN, "key-1", make.clock.now)
    pipeline.settle(make.clock.now)
    stored = make.stores.schedules.get("acme", schedule.id)
    assert stored is not None
    assert (stored.next_run_at, stored.last_run_status) == (schedule.next_run_at, ExecutionStatus.PARTIAL)
    assert stored.last_run_at == execution.created_at


def test_a_paused_schedule_runs_all_the_same_and_runs_may_overlap(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    make.stores.schedules.save(replace(schedule, is_active=False), was=schedule)
    first = pipeline.start(pipeline.caller, schedule.id, None, "1")
    second = pipeline.start(pipeline.caller, schedule.id, None, "2")
    pipeline.settle(make.clock.now)
    assert first.id != second.id
    assert [one.is_final for one in pipeline.executions(schedule.id)] == [True, True]


def test_a_run_of_one_config_leaves_the_others_out(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    pipeline.start(pipeline.caller, schedule.id, _config_id(make, schedule, "Germany"), "1")
    pipeline.settle(make.clock.now)
    (execution,) = pipeline.executions(schedule.id)
    assert (execution.status, execution.total_regions_count) == (ExecutionStatus.COMPLETED, 1)


def test_what_has_nothing_to_ask_is_a_conflict_and_makes_nothing(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    with pytest.raises(Conflict) as without_prompts:
        pipeline.start(pipeline.caller, schedule.id, _config_id(make, schedule, "France"), "1")
    assert without_prompts.value.details == {"reason": "no_enabled_prompts"}
    with pytest.raises(Conflict) as without_configs:
        pipeline.start(pipeline.caller, make.schedule(make.brand()).id, None, "1")
    assert without_configs.value.details == {"reason": "no_active_region_configs"}
    assert len(pipeline.kept.executions) == 0


def test_a_config_that_is_not_on_the_schedule_is_not_found_and_an_inactive_one_a_conflict(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport
) -> None:
    with pytest.raises(NotFound) as elsewhere:
        pipeline.start(pipeline.caller, schedule.id, make.config(make.brand()).id, "1")
    assert elsewhere.value.field == "region_config_id"
    brand = make.stores.brands.get("acme", schedule.brand_id)
    assert brand is not None
    inactive = make.config(brand, schedule, is_active=False)
    with pytest.raises(Conflict):
        pipeline.start(pipeline.caller, schedule.id, inactive.id, "1")


@pytest.mark.parametrize("schedule_id", ["nobody", "018e7c2d-33ab-7df1-b1cd-2ac3a8f91fff"])
def test_a_schedule_that_is_not_there_is_not_found(pipeline: Pipeline, schedule_id: str) -> None:
    with pytest.raises(NotFound):
        pipeline.start(pipeline.caller, schedule_id, None, "1")


def test_a_queue_that_is_away_loses_nothing(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    pipeline.execution_queue.is_away = True
    execution = pipeline.start(pipeline.caller, schedule.id, None, "1")
    assert execution.sent_at is None
    pipeline.execution_queue.is_away = False
    pipeline.settle(make.clock.now)
    assert pipeline.executions(schedule.id)[0].is_final


def test_a_run_can_be_followed_as_a_job(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    execution = pipeline.start(pipeline.caller, schedule.id, _config_id(make, schedule, "Germany"), "1")
    waiting = pipeline.read_executions.as_job(pipeline.caller, execution.id)
    assert (waiting.status, waiting.completed, waiting.total, waiting.step) == (JobStatus.PENDING, 0, 0, "waiting")
    pipeline.dispatch(pipeline.execution_queue.messages[0])
    pipeline.ask(pipeline.questions.messages[0])
    asking = pipeline.read_executions.as_job(pipeline.caller, execution.id)
    assert (asking.status, asking.completed, asking.total, asking.step) == (JobStatus.PROCESSING, 1, 4, "asking")
    pipeline.settle(make.clock.now)
    done = pipeline.read_executions.as_job(pipeline.caller, execution.id)
    assert (done.status, done.completed, done.total) == (JobStatus.COMPLETED, 4, 4)
    assert done.result is not None
    assert done.result.report_ids == pipeline.executions(schedule.id)[0].report_ids


def test_another_organization_sees_no_run(pipeline: Pipeline, schedule: ScheduledReport) -> None:
    execution = pipeline.start(pipeline.caller, schedule.id, None, "1")
    with pytest.raises(NotFound):
        pipeline.read_executions.as_job(replace(pipeline.caller, organization_id="other"), execution.id)
    with pytest.raises(NotFound):
        pipeline.read_executions.one(replace(pipeline.caller, organization_id="other"), schedule.id, execution.id)
