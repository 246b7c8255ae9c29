from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.execution import Execution, ExecutionStatus
from chalicelib.domain.region_config import RegionConfig
from chalicelib.domain.report import ReportStatus, moved
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.dispatch_execution import DispatchOutcome
from chalicelib.usecases.ports.engines import AskFailed
from tests.fakes.engines import an_answer
from tests.fakes.pipeline import Pipeline, never
from tests.fakes.visibility_stores import Makers


@pytest.fixture
def schedule(make: Makers) -> ScheduledReport:
    return make.schedule(make.brand(), timezone="Asia/Tokyo")


@pytest.fixture
def config(make: Makers, schedule: ScheduledReport) -> RegionConfig:
    brand = make.stores.brands.get("acme", schedule.brand_id)
    assert brand is not None
    return make.prompts(make.config(brand, schedule), 3)


def _run(pipeline: Pipeline, schedule: ScheduledReport) -> Execution:
    pipeline.clock.now = schedule.next_run_at
    pipeline.run_due(schedule.next_run_at, "tick", never)
    return _current(pipeline, schedule)


def _dispatch(pipeline: Pipeline) -> DispatchOutcome:
    outcome: DispatchOutcome = pipeline.dispatch(pipeline.execution_queue.messages[0])
    return outcome


def _current(pipeline: Pipeline, schedule: ScheduledReport) -> Execution:
    return pipeline.executions(schedule.id)[0]


def _stored(pipeline: Pipeline, schedule: ScheduledReport) -> ScheduledReport:
    stored = pipeline.make.stores.schedules.get("acme", schedule.id)
    assert stored is not None
    return stored


def test_each_active_config_gets_a_report_and_each_cell_a_question(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport, config: RegionConfig
) -> None:
    brand = make.stores.brands.get("acme", schedule.brand_id)
    assert brand is not None
    make.prompts(make.config(brand, schedule, is_active=False), 3)
    slot = schedule.next_run_at
    _run(pipeline, schedule)
    assert _dispatch(pipeline) is DispatchOutcome.DISPATCHED
    execution = _current(pipeline, schedule)
    (report,) = pipeline.reports(execution)
    assert (execution.status, execution.total_regions_count, execution.started_at) == (ExecutionStatus.RUNNING, 1, slot)
    assert (report.status, report.is_asking, report.created_via) == (ReportStatus.QUEUED, True, CreatedVia.SCHEDULED)
    assert report.title == f"Acme Coffee – Germany ({report.period.start})"
    assert report.subject is not None
    assert (report.subject.region_config_id, report.subject.execution_id, report.subject.cells) == (config.id, execution.id, 6)
    assert [message.number for message in pipeline.questions.messages] == [0, 1, 2, 3, 4, 5]
    assert pipeline.questions.requests == 1


def test_a_report_covers_the_slots_day_in_the_schedules_zone_whenever_it_is_made(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport, config: RegionConfig
) -> None:
    execution = _run(pipeline, schedule)
    pipeline.clock.pass_(days=2)
    _dispatch(pipeline)
    (report,) = pipeline.reports(_current(pipeline, schedule))
    assert execution.scheduled_for is not None
    assert report.period.start == report.period.end == (execution.scheduled_for + timedelta(hours=9)).date() == date(2026, 4, 29)


def test_what_changes_after_the_dispatch_changes_nothing_of_the_run(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport, config: RegionConfig
) -> None:
    _run(pipeline, schedule)
    _dispatch(pipeline)
    prompts = make.stores.prompts.of_config("acme", config.id)
    stored = make.stores.configs.get("acme", config.id)
    assert stored is not None
    make.stores.configs.remove(stored, [prompt.id for prompt in prompts])
    make.stores.schedules.remove(_stored(pipeline, schedule))
    pipeline.settle(schedule.next_run_at)
    execution = _current(pipeline, schedule)
    assert execution.status is ExecutionStatus.COMPLETED
    assert pipeline.reports(execution)[0].status is ReportStatus.READY


def test_a_second_dispatch_sends_only_the_cells_that_are_still_open(
    pipeline: Pipeline, schedule: ScheduledReport, config: RegionConfig
) -> None:
    _run(pipeline, schedule)
    message = pipeline.execution_queue.messages[0]
    pipeline.questions.is_away = True
    with pytest.raises(Unavailable):
        pipeline.dispatch(message)
    pipeline.questions.is_away = False
    (report,) = pipeline.reports(_current(pipeline, schedule))
    pipeline.kept.joins.leave("acme", report.id, 4)
    assert pipeline.dispatch(message) is DispatchOutcome.DISPATCHED
    assert [one.number for one in pipeline.questions.messages] == [0, 1, 2, 3, 5]
    assert pipeline.dispatch(message) is DispatchOutcome.NOT_NEEDED


def test_a_schedule_without_an_active_config_fails_its_run_says_so_and_still_moves_on(
    pipeline: Pipeline, schedule: ScheduledReport
) -> None:
    slot = schedule.next_run_at
    _run(pipeline, schedule)
    pipeline.clock.pass_(seconds=90)
    assert _dispatch(pipeline) is DispatchOutcome.NOTHING_TO_ASK
    execution, stored = _current(pipeline, schedule), _stored(pipeline, schedule)
    assert (execution.status, execution.error_message) == (
        ExecutionStatus.FAILED,
        "The scheduled report has no active region config",
    )
    assert (stored.last_run_status, stored.last_error_message) == (ExecutionStatus.FAILED, execution.error_message)
    assert stored.last_run_at == execution.started_at == slot + timedelta(seconds=90)
    assert stored.next_run_at == slot + timedelta(weeks=1)
    assert execution.total_regions_count == 0


def test_a_schedule_whose_configs_have_no_enabled_prompt_fails_its_run(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    brand = make.stores.brands.get("acme", schedule.brand_id)
    assert brand is not None
    make.prompts(make.config(brand, schedule), 2, disabled=True)
    _run(pipeline, schedule)
    _dispatch(pipeline)
    assert _current(pipeline, schedule).error_message == "None of the active region configs has an enabled prompt"
    assert len(pipeline.questions) == 0


def test_one_config_without_prompts_makes_a_failed_report_and_a_partial_run(
    pipeline: Pipeline, make: Makers, schedule: ScheduledReport, config: RegionConfig
) -> None:
    brand = make.stores.brands.get("acme", schedule.brand_id)
    assert brand is not None
    bare = make.config(brand, schedule, name="France")
    _run(pipeline, schedule)
    pipeline.settle(schedule.next_run_at)
    execution = _current(pipeline, schedule)
    failed = next(report for report in pipeline.reports(execution) if report.status is ReportStatus.FAILED)
    assert failed.failure is not None
    assert failed.failure.code == "no_prompts"
    assert sorted(report.status for report in pipeline.ended_reports) == [ReportStatus.FAILED, ReportStatus.READY]
    assert (execution.status, execution.completed_regions_count, execution.total_regions_count) == (ExecutionStatus.PARTIAL, 1, 2)
    shown = make.stores.configs.get("acme", bare.id)
    good = make.stores.configs.get("acme", config.id)
    assert shown is not None
    assert good is not None
    assert (shown.last_run_status, good.last_run_status) == (ExecutionStatus.FAILED, ExecutionStatus.COMPLETED)


def test_a_run_of_which_no_cell_is_answered_fails(pipeline: Pipeline, schedule: ScheduledReport, config: RegionConfig) -> None:
    for platform in AiPlatform:
        pipeline.engines.says[platform] = AskFailed("platform_not_configured", "This deployment has no way of asking it")
    _run(pipeline, schedule)
    pipeline.settle(schedule.next_run_at)
    execution = _current(pipeline, schedule)
    (report,) = pipeline.reports(execution)
    assert report.failure is not None
    assert (report.failure.code, report.figures and report.figures.failed_results) == ("no_answers", 6)
    assert (execution.status, execution.completed_regions_count) == (ExecutionStatus.FAILED, 0)
    assert "6 of 6 answers failed" in (execution.error_message or "")


def test_a_report_that_was_cancelled_leaves_the_run_failed_without_it(
    pipeline: Pipeline, schedule: ScheduledReport, config: RegionConfig
) -> None:
    _run(pipeline, schedule)
    _dispatch(pipeline)
    (report,) = pipeline.reports(_current(pipeline, schedule))
    cancelled = moved(report, ReportStatus.CANCELLED, pipeline.clock.now, "key-1")
    pipeline.kept.reports.save(replace(cancelled, attention_at=None))
    pipeline.settle(schedule.next_run_at)
    assert _current(pipeline, schedule).status is ExecutionStatus.FAILED


def test_a_schedule_that_was_deleted_before_its_dispatch_fails_the_run(pipeline: Pipeline, schedule: ScheduledReport) -> None:
    _run(pipeline, schedule)
    pipeline.make.stores.schedules.remove(_stored(pipeline, schedule))
    _dispatch(pipeline)
    assert _current(pipeline, schedule).error_message == "The scheduled report was deleted before the run began"


def test_the_second_run_of_a_region_knows_the_first(pipeline: Pipeline, schedule: ScheduledReport, config: RegionConfig) -> None:
    for _ in range(2):
        _run(pipeline, _stored(pipeline, schedule))
        pipeline.settle(pipeline.clock.now)
    assert [page.rpartition(", ")[2] for page in pipeline.renderer.rendered] == ["after 0", "after 1"]


def test_a_reports_recorded_answers_are_no_past_of_real_ones(pipeline: Pipeline, schedule: ScheduledReport, config: RegionConfig) -> None:
    sample = replace(an_answer(), is_recorded_sample=True)
    pipeline.engines.says = dict.fromkeys(AiPlatform, sample)
    _run(pipeline, schedule)
    pipeline.settle(pipeline.clock.now)
    pipeline.engines.says = {}
    _run(pipeline, _stored(pipeline, schedule))
    pipeline.settle(pipeline.clock.now)
    assert [page.rpartition(", ")[2] for page in pipeline.renderer.rendered] == ["after 0", "after 0"]
