import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.errors import Conflict
from chalicelib.domain.execution import Execution, ExecutionStatus
from chalicelib.domain.report import Report, ReportStatus, Verdict
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.ask_question import AskOutcome
from chalicelib.usecases.ports.engines import AskLater
from tests.fakes.pipeline import Pipeline, strays


def _schedule(pipeline: Pipeline, *regions: str, requires_review: bool = False) -> ScheduledReport:
    brand = pipeline.make.brand()
    schedule = pipeline.make.schedule(brand, requires_review=requires_review)
    for region in regions:
        pipeline.make.prompts(pipeline.make.config(brand, schedule, name=region, ai_platforms=(AiPlatform.CHATGPT,)), 2)
    return schedule


def _dispatched(pipeline: Pipeline, schedule: ScheduledReport) -> list[Report]:
    execution = pipeline.start(pipeline.caller, schedule.id, None, "1")
    (message,) = pipeline.execution_queue.messages
    pipeline.dispatch(message)
    return pipeline.reports(_stored(pipeline, execution))


def _stored(pipeline: Pipeline, execution: Execution) -> Execution:
    stored: Execution = pipeline.kept.executions.get("acme", execution.id)
    return stored


def test_the_open_questions_of_a_cancelled_report_are_asked_no_more(pipeline: Pipeline) -> None:
    (report,) = _dispatched(pipeline, _schedule(pipeline, "Germany"))
    first, second = pipeline.questions.messages
    assert pipeline.ask(first) is AskOutcome.ANSWERED
    cancelled = pipeline.cancel(pipeline.caller, report.id)
    assert (cancelled.status, cancelled.is_final, cancelled.attention_at, cancelled.progress) == (ReportStatus.CANCELLED, True, None, None)
    assert (cancelled.transitions[-1].status, cancelled.transitions[-1].by) == (ReportStatus.CANCELLED, "key-1")
    assert pipeline.ask(second) is AskOutcome.NOT_NEEDED
    pipeline.settle(pipeline.clock.now)
    assert len(pipeline.engines.asked) == 1
    assert pipeline.kept.reports.get("acme", report.id) == cancelled


def test_a_question_that_was_to_be_asked_again_later_is_not(pipeline: Pipeline) -> None:
    (report,) = _dispatched(pipeline, _schedule(pipeline, "Germany"))
    pipeline.engines.says[AiPlatform.CHATGPT] = AskLater(60, "busy")
    pipeline.work()
    asked = len(pipeline.engines.asked)
    pipeline.cancel(pipeline.caller, report.id)
    pipeline.settle(pipeline.clock.now)
    assert len(pipeline.engines.asked) == asked == 2


def test_a_run_ends_when_its_last_open_report_is_cancelled(pipeline: Pipeline) -> None:
    schedule = _schedule(pipeline, "Germany", "France")
    germany, france = sorted(_dispatched(pipeline, schedule), key=lambda one: one.subject.region, reverse=True)  # type: ignore[union-attr]
    pipeline.cancel(pipeline.caller, france.id)
    assert pipeline.executions(schedule.id)[0].status is ExecutionStatus.RUNNING
    pipeline.settle(pipeline.clock.now)
    (execution,) = pipeline.executions(schedule.id)
    assert (execution.status, execution.completed_regions_count) == (ExecutionStatus.PARTIAL, 1)
    assert execution.error_message == "1 of 2 regions without a report: France (cancelled)."
    assert pipeline.kept.reports.get("acme", germany.id).status is ReportStatus.READY


def test_a_run_whose_only_report_is_cancelled_ends_at_once(pipeline: Pipeline) -> None:
    schedule = _schedule(pipeline, "Germany")
    (report,) = _dispatched(pipeline, schedule)
    pipeline.cancel(pipeline.caller, report.id)
    (execution,) = pipeline.executions(schedule.id)
    assert (execution.status, execution.completed_regions_count) == (ExecutionStatus.FAILED, 0)


@pytest.mark.parametrize("seconds", [1, 60])
def test_a_worker_that_has_it_makes_it_no_document(pipeline: Pipeline, seconds: int) -> None:
    (report,) = _dispatched(pipeline, _schedule(pipeline, "Germany"))

    def meanwhile() -> None:
        pipeline.cancel(pipeline.caller, report.id)
        pipeline.clock.pass_(seconds=seconds)

    pipeline.renderer.meanwhile = meanwhile
    while pipeline.work():
        pass
    stored = pipeline.kept.reports.get("acme", report.id)
    assert (stored.status, stored.document) == (ReportStatus.CANCELLED, None)
    stored_files = [key for key in pipeline.documents.files if key.endswith(".pdf")]
    assert len(stored_files) == (1 if seconds == 1 else 0), "who works long looks before storing; who is quick finds out at the last write"
    pipeline.settle(pipeline.clock.now)
    assert strays(pipeline) == []


def test_a_region_whose_report_was_cancelled_under_review_had_its_report(pipeline: Pipeline) -> None:
    schedule = _schedule(pipeline, "Germany", "France", requires_review=True)
    reports = _dispatched(pipeline, schedule)
    asked = {report.id: [one for one in pipeline.questions.messages if one.report_id == report.id] for report in reports}
    first, second = reports
    for message in asked[first.id]:
        pipeline.ask(message)
    pipeline.render(pipeline.renders.messages[0])
    pipeline.cancel(pipeline.caller, first.id)
    for message in asked[second.id]:
        pipeline.ask(message)
    pipeline.settle(pipeline.clock.now)
    (execution,) = pipeline.executions(schedule.id)
    assert (execution.status, execution.completed_regions_count) == (ExecutionStatus.COMPLETED, 2)
    assert pipeline.kept.reports.get("acme", first.id).review_status is None


@pytest.mark.parametrize("end", ["cancelled", "ready", "rejected", "failed"])
def test_what_is_final_is_not_cancelled(pipeline: Pipeline, end: str) -> None:
    (report,) = _dispatched(pipeline, _schedule(pipeline, "Germany", requires_review=end == "rejected"))
    if end == "cancelled":
        pipeline.cancel(pipeline.caller, report.id)
    if end == "failed":
        pipeline.engines.says[AiPlatform.CHATGPT] = AskLater(10_000, "busy")
    pipeline.settle(pipeline.clock.now)
    if end == "rejected":
        pipeline.decide(pipeline.reviewer, report.id, Verdict.REJECTED, None)
    with pytest.raises(Conflict) as refusal:
        pipeline.cancel(pipeline.caller, report.id)
    assert refusal.value.details == {"status": end}
