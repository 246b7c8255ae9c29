from datetime import timedelta

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.errors import Conflict, NotFound, Stale
from chalicelib.domain.report import Report, ReportStatus
from chalicelib.domain.visibility_report import Origin, visibility_report
from chalicelib.usecases.ports.reports import ReportFilter
from tests.fakes.pipeline import TIMING, Pipeline
from tests.fakes.visibility_reports import a_sheet


def _ready(pipeline: Pipeline) -> Report:
    config = pipeline.make.prompts(pipeline.make.config(pipeline.make.brand(), ai_platforms=(AiPlatform.CHATGPT,)), 2)
    report = pipeline.request(pipeline.caller, config.id, None, "1").report
    pipeline.settle(pipeline.clock.now)
    stored: Report = pipeline.kept.reports.get("acme", report.id)
    assert stored.status is ReportStatus.READY
    return stored


def _left(pipeline: Pipeline, report: Report) -> list[object]:
    kept = pipeline.kept
    return [
        *[key for key in pipeline.documents.files if report.id in key],
        *kept.cells.results("acme", report.id),
        *kept.cells.work("acme", report.id, range(5)).values(),
        *kept.joins.open_cells("acme", report.id),
        *kept.runs.of_reports("acme", [report.id]).values(),
    ]


def test_a_deleted_report_is_gone_with_everything_it_had(pipeline: Pipeline) -> None:
    report, another = _ready(pipeline), _ready(pipeline)
    before = _left(pipeline, another)
    assert len(_left(pipeline, report)) == 6 + 2 + 2 + 1, "questions, facts, PDF, HTML, JSON, CSV; results; work; counts"
    pipeline.delete(pipeline.caller, report.id)
    assert pipeline.kept.reports.get("acme", report.id) is None
    assert pipeline.kept.reports.page("acme", ReportFilter(), limit=10, after=None).items == (another,)
    assert _left(pipeline, report) == []
    assert _left(pipeline, another) == before
    with pytest.raises(NotFound):
        pipeline.delete(pipeline.caller, report.id)


def test_what_a_worker_stores_meanwhile_goes_when_no_worker_can_be_alive_any_more(pipeline: Pipeline) -> None:
    report = _ready(pipeline)
    pipeline.delete(pipeline.caller, report.id)
    pipeline.documents.put(f"org/acme/reports/{report.id}/late.pdf", b"%PDF", "application/pdf")
    pipeline.clock.pass_(seconds=TIMING.lease.total_seconds() - 1)
    pipeline.run_tick(pipeline.clock.now)
    assert len(_left(pipeline, report)) == 1
    pipeline.clock.pass_(seconds=1)
    pipeline.run_tick(pipeline.clock.now)
    assert _left(pipeline, report) == []
    assert pipeline.kept.deletions.get("acme", report.id) is None


def test_files_that_cannot_be_removed_now_are_removed_later(pipeline: Pipeline) -> None:
    report = _ready(pipeline)
    pipeline.documents.is_away = True
    pipeline.delete(pipeline.caller, report.id)
    assert pipeline.kept.reports.get("acme", report.id) is None
    assert _left(pipeline, report)
    pipeline.documents.is_away = False
    pipeline.settle(pipeline.clock.now)
    assert _left(pipeline, report) == []


def test_a_deleted_report_answers_no_equal_request(pipeline: Pipeline) -> None:
    config = pipeline.make.prompts(pipeline.make.config(pipeline.make.brand()), 1)
    report = pipeline.request(pipeline.caller, config.id, None, "1").report
    pipeline.cancel(pipeline.caller, report.id)
    pipeline.delete(pipeline.caller, report.id)
    again = pipeline.request(pipeline.caller, config.id, None, "2")
    assert (again.deduplicated, again.report.id == report.id) == (False, False)


@pytest.mark.parametrize("status", ["queued", "pending_review"])
def test_what_is_under_way_or_under_review_is_not_deleted(pipeline: Pipeline, status: str) -> None:
    brand = pipeline.make.brand()
    schedule = pipeline.make.schedule(brand, requires_review=True)
    pipeline.make.prompts(pipeline.make.config(brand, schedule), 1)
    pipeline.start(pipeline.caller, schedule.id, None, "1")
    pipeline.dispatch(pipeline.execution_queue.messages[0])
    if status == "pending_review":
        pipeline.settle(pipeline.clock.now)
    (report,) = pipeline.reports(pipeline.executions(schedule.id)[0])
    with pytest.raises(Conflict) as refusal:
        pipeline.delete(pipeline.caller, report.id)
    assert refusal.value.details == {"status": status}
    pipeline.cancel(pipeline.caller, report.id)
    pipeline.delete(pipeline.caller, report.id)
    assert pipeline.kept.reports.get("acme", report.id) is None


def test_a_report_is_not_deleted_before_its_run_has_counted_it(pipeline: Pipeline) -> None:
    brand = pipeline.make.brand()
    schedule = pipeline.make.schedule(brand)
    for _ in range(2):
        pipeline.make.prompts(pipeline.make.config(brand, schedule), 1)
    pipeline.start(pipeline.caller, schedule.id, None, "1")
    pipeline.dispatch(pipeline.execution_queue.messages[0])
    first, _ = pipeline.reports(pipeline.executions(schedule.id)[0])
    pipeline.cancel(pipeline.caller, first.id)
    with pytest.raises(Conflict) as refusal:
        pipeline.delete(pipeline.caller, first.id)
    assert refusal.value.details == {"status": "cancelled", "reason": "execution_under_way"}
    pipeline.settle(pipeline.clock.now)
    pipeline.delete(pipeline.caller, first.id)
    assert pipeline.kept.reports.get("acme", first.id) is None


def test_a_dispatch_that_was_asleep_makes_no_deleted_report_again(pipeline: Pipeline) -> None:
    report = _ready(pipeline)
    assert report.subject is not None
    pipeline.delete(pipeline.caller, report.id)
    origin = Origin("acme", report.created_via, report.created_by, report.period.start, report.created_at)
    again = visibility_report(report.id, origin, a_sheet(), "sheet-1", pipeline.clock.now, timedelta(minutes=1))
    with pytest.raises(Stale):
        pipeline.kept.reports.create(again)
