from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.cell import CLAIM_WITHIN
from chalicelib.domain.cell_ending import NEVER_ASKED
from chalicelib.domain.errors import Conflict
from chalicelib.domain.period import Period
from chalicelib.domain.report import Failure, Report, ReportStatus, claimed, failed
from chalicelib.messages import RenderRequested
from chalicelib.usecases.ask_question import AskOutcome
from chalicelib.usecases.ports.engines import AskFailed, AskLater
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.render_report import EXHAUSTED, RenderReport
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestReport
from chalicelib.usecases.retry_report import RetryReport
from chalicelib.usecases.timing import Timing
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.cells import FakeCells
from tests.fakes.pipeline import ASK_TIMING, Pipeline
from tests.fakes.queues import FakeQueue
from tests.fakes.renders import FakeRenderer, FakeRenderQueue
from tests.fakes.reports import FakeReports
from tests.fakes.time import CountingRandom, FakeClock

REQUEST = PerformanceReportRequest(
    "weekly_check_in", ("ad_acct_00000000000000000000000001",), Period(date(2026, 4, 15), date(2026, 4, 21)), title="Mine"
)
CHATGPT, CLAUDE = AiPlatform.CHATGPT, AiPlatform.CLAUDE


@pytest.fixture
def retry(
    reports: FakeReports, accounts: FakeAdAccounts, renders: FakeRenderQueue, clock: FakeClock, random: CountingRandom, timing: Timing
) -> RetryReport:
    read, cells, questions = ReadReport(reports, reports.joins), FakeCells(), FakeQueue[Any](clock)
    return RetryReport(reports, read, cells, reports.joins, accounts, renders, questions, clock, Attempt(clock, random), timing, ASK_TIMING)


@pytest.fixture
def exhausted(
    request_report: RequestReport,
    render_report: RenderReport,
    renderer: FakeRenderer,
    reports: FakeReports,
    renders: FakeRenderQueue,
    caller: Caller,
) -> Report:
    """A weekly that was tried three times, and failed."""

    def broken() -> None:
        raise RuntimeError

    renderer.meanwhile = broken
    report_id = request_report(caller, REQUEST, "1").report.id
    for _ in range(3):
        with pytest.raises(RuntimeError):
            render_report(renders.messages[0])
    renderer.meanwhile = lambda: None
    report = reports.get("acme", report_id)
    assert report is not None
    assert report.failure == EXHAUSTED
    return report


def test_a_failed_report_is_made_again_under_its_id(
    retry: RetryReport,
    exhausted: Report,
    render_report: RenderReport,
    renders: FakeRenderQueue,
    reports: FakeReports,
    caller: Caller,
) -> None:
    again = retry(caller, exhausted.id, "2")
    assert (again.id, again.status, again.failure, again.is_final) == (exhausted.id, ReportStatus.PENDING, None, False)
    render_report(renders.messages[-1])
    ready = reports.get("acme", exhausted.id)
    assert ready is not None
    assert (ready.status, ready.attempt) == (ReportStatus.READY, 1)
    assert [step.status.value for step in ready.transitions][-4:] == ["pending", "queued", "rendering", "ready"]


def test_a_retry_is_made_of_todays_rows(
    retry: RetryReport, exhausted: Report, render_report: RenderReport, renderer: FakeRenderer, metrics: Any, renders: Any, caller: Caller
) -> None:
    metrics.delete_all("acme", REQUEST.ad_account_ids[0])
    retry(caller, exhausted.id, "2")
    render_report(renders.messages[-1])
    assert renderer.rendered[0] == "\n".join(["Mine", *renderer.rendered[0].split("\n")[1:]])
    assert renderer.rendered[-1] == "Mine"


def test_a_retry_has_all_its_attempts_again_and_a_worker_from_before_has_none(
    retry: RetryReport, exhausted: Report, render_report: RenderReport, reports: FakeReports, renderer: FakeRenderer, caller: Caller
) -> None:
    again = retry(caller, exhausted.id, "2")
    assert again.attempt == 0
    message = RenderRequested(organization_id="acme", report_id=again.id, correlation_id="3")

    def broken() -> None:
        raise RuntimeError

    renderer.meanwhile = broken
    for _ in range(3):
        with pytest.raises(RuntimeError):
            render_report(message)
    stored = reports.get("acme", again.id)
    assert stored is not None
    assert (stored.attempt, stored.failure) == (3, EXHAUSTED)


def test_a_worker_from_before_the_retry_changes_nothing(
    request_report: RequestReport,
    render_report: RenderReport,
    retry: RetryReport,
    reports: FakeReports,
    renderer: FakeRenderer,
    renders: FakeRenderQueue,
    clock: FakeClock,
    caller: Caller,
) -> None:
    def failed_retried_and_taken_again() -> None:
        report = reports.get("acme", renders.messages[0].report_id)
        assert report is not None
        reports.save(failed(report, EXHAUSTED, clock.now, "tick"))
        retry(caller, report.id, "2")
        queued = reports.get("acme", report.id)
        assert queued is not None
        reports.save(claimed(queued, clock.now, "render", timedelta(seconds=60)))
        raise RuntimeError

    request_report(caller, REQUEST, "1")
    renderer.meanwhile = failed_retried_and_taken_again
    with pytest.raises(RuntimeError):
        render_report(renders.messages[0])
    report = reports.get("acme", renders.messages[0].report_id)
    assert report is not None
    assert report.lease_until == clock.now + timedelta(seconds=60), "the attempt of before must not let go of the new one"


def test_what_would_fail_again_is_not_retried(
    retry: RetryReport, make_report: Callable[..., Report], reports: FakeReports, clock: FakeClock, caller: Caller
) -> None:
    report = failed(make_report(), Failure("too_many_rows", "…", retriable=False), clock.now, "render")
    reports.create(report)
    with pytest.raises(Conflict) as refusal:
        retry(caller, report.id, "2")
    assert refusal.value.details == {"status": "failed", "reason": "not_retriable"}


@pytest.mark.parametrize("status", sorted(set(ReportStatus) - {ReportStatus.FAILED, ReportStatus.READY}))
def test_what_did_not_fail_is_not_retried(
    retry: RetryReport, make_report: Callable[..., Report], reports: FakeReports, caller: Caller, status: ReportStatus
) -> None:
    report = make_report(status=status)
    reports.create(report)
    with pytest.raises(Conflict) as refusal:
        retry(caller, report.id, "2")
    assert refusal.value.details == {"status": status.value}
    assert reports.get("acme", report.id) == report


@pytest.fixture
def ready(
    request_report: RequestReport, render_report: RenderReport, reports: FakeReports, renders: FakeRenderQueue, caller: Caller
) -> Report:
    report_id = request_report(caller, REQUEST, "1").report.id
    render_report(renders.messages[0])
    report = reports.get("acme", report_id)
    assert report is not None
    assert report.status is ReportStatus.READY
    return report


def test_a_ready_report_whose_rows_are_as_they_were_stands(retry: RetryReport, ready: Report, reports: FakeReports, caller: Caller) -> None:
    with pytest.raises(Conflict) as refusal:
        retry(caller, ready.id, "2")
    assert refusal.value.details == {"status": "ready", "reason": "data_unchanged"}
    assert len(reports) == 1


def _import(accounts: FakeAdAccounts) -> None:
    (account,) = accounts.page("acme", limit=5, after=None).items
    accounts.save(replace(account, data_version=account.data_version + 1), was=account)


def test_a_ready_report_whose_rows_changed_is_superseded_by_a_new_one(
    retry: RetryReport, ready: Report, reports: FakeReports, accounts: FakeAdAccounts, renders: FakeRenderQueue, caller: Caller
) -> None:
    _import(accounts)
    new = retry(replace(caller, key_id="key-2"), ready.id, "2")
    assert (new.supersedes, new.status, new.created_by) == (ready.id, ReportStatus.PENDING, "key-2")
    assert (new.title, new.period, new.sections, new.template) == (ready.title, ready.period, ready.sections, ready.template)
    assert renders.messages[-1].report_id == new.id != ready.id
    assert reports.get("acme", ready.id) == ready


def test_two_retries_of_a_ready_report_make_one_new_one(
    retry: RetryReport,
    ready: Report,
    reports: FakeReports,
    accounts: FakeAdAccounts,
    render_report: RenderReport,
    renders: Any,
    caller: Caller,
) -> None:
    _import(accounts)
    new = retry(caller, ready.id, "2")
    assert retry(caller, ready.id, "3").id == new.id
    assert len(reports) == 2
    render_report(renders.messages[-1])
    with pytest.raises(Conflict) as refusal:
        retry(caller, new.id, "4")
    assert refusal.value.details["reason"] == "data_unchanged"


def test_a_ready_report_whose_account_is_gone_stands(
    retry: RetryReport, ready: Report, accounts: FakeAdAccounts, caller: Caller, account: AdAccount
) -> None:
    current = accounts.get("acme", account.id)
    assert current is not None
    accounts.remove(current)
    with pytest.raises(Conflict) as refusal:
        retry(caller, ready.id, "2")
    assert refusal.value.details == {"status": "ready", "reason": "ad_account_deleted"}


def _asked(pipeline: Pipeline) -> Report:
    """A one-off of two prompts on two platforms, as it comes out."""
    config = pipeline.make.prompts(pipeline.make.config(pipeline.make.brand(), ai_platforms=(CHATGPT, CLAUDE)), 2)
    report = pipeline.request(pipeline.caller, config.id, None, "1").report
    pipeline.settle(pipeline.clock.now)
    return _stored(pipeline, report)


def _stored(pipeline: Pipeline, report: Report) -> Report:
    stored: Report = pipeline.kept.reports.get("acme", report.id)
    return stored


def _all_fail(pipeline: Pipeline) -> None:
    pipeline.engines.says = {platform: AskFailed("platform_not_configured", "Not configured.") for platform in (CHATGPT, CLAUDE)}


def test_a_visibility_report_without_an_answer_asks_all_its_questions_again(pipeline: Pipeline) -> None:
    _all_fail(pipeline)
    report = _asked(pipeline)
    assert (report.status, report.failure.code if report.failure else None) == (ReportStatus.FAILED, "no_answers")
    pipeline.engines.says = {}
    again = pipeline.retry(pipeline.caller, report.id, "2")
    assert (again.id, again.status, again.is_asking, again.figures) == (report.id, ReportStatus.QUEUED, True, None)
    assert [(step.status.value, step.by) for step in again.transitions][-2:] == [("pending", "key-1"), ("queued", "key-1")]
    pipeline.settle(pipeline.clock.now)
    ready = _stored(pipeline, report)
    assert (ready.status, ready.figures and ready.figures.total_results) == (ReportStatus.READY, 4)
    assert len(pipeline.engines.asked) == 4 + 4
    assert [result.attempts for result in pipeline.results(report)] == [1] * 4


def test_answers_are_kept_and_only_what_failed_is_asked_again(pipeline: Pipeline) -> None:
    pipeline.engines.says = {CLAUDE: AskFailed("key_refused", "No.")}

    def broken() -> None:
        raise RuntimeError

    pipeline.renderer.meanwhile = broken
    with pytest.raises(RuntimeError):
        _asked(pipeline)
    pipeline.renderer.meanwhile = lambda: None
    (report,) = pipeline.kept.reports.all()
    pipeline.kept.reports.save(failed(report, EXHAUSTED, pipeline.clock.now, "tick"))
    answers = [result for result in pipeline.results(report) if result.is_answered]
    asked = len(pipeline.engines.asked)
    pipeline.engines.says = {}
    pipeline.retry(pipeline.caller, report.id, "2")
    pipeline.settle(pipeline.clock.now)
    assert [question.platform for question in pipeline.engines.asked[asked:]] == [CLAUDE] * 2
    assert [result for result in pipeline.results(report) if result.platform is CHATGPT] == answers
    assert _stored(pipeline, report).status is ReportStatus.READY


def test_a_report_with_all_its_answers_is_only_rendered_again(pipeline: Pipeline) -> None:
    report = _asked(pipeline)
    pipeline.kept.reports.save(replace(report, status=ReportStatus.FAILED, failure=EXHAUSTED, document=None))
    again = pipeline.retry(pipeline.caller, report.id, "2")
    assert (again.status, again.is_asking) == (ReportStatus.PENDING, False)
    pipeline.settle(pipeline.clock.now)
    assert _stored(pipeline, report).status is ReportStatus.READY
    assert len(pipeline.engines.asked) == 4


def test_a_retry_days_later_asks_all_the_same(pipeline: Pipeline) -> None:
    _all_fail(pipeline)
    report = _asked(pipeline)
    pipeline.clock.pass_(seconds=3 * CLAIM_WITHIN.total_seconds())
    pipeline.engines.says = {}
    pipeline.retry(pipeline.caller, report.id, "2")
    pipeline.questions.waiting.clear()
    pipeline.settle(pipeline.clock.now)
    assert _stored(pipeline, report).status is ReportStatus.READY


def test_a_question_that_nobody_asks_again_closes_after_a_day_and_the_report_ends(pipeline: Pipeline) -> None:
    _all_fail(pipeline)
    report = _asked(pipeline)
    pipeline.retry(pipeline.caller, report.id, "2")
    pipeline.questions.waiting.clear()
    pipeline.clock.pass_(seconds=CLAIM_WITHIN.total_seconds())
    pipeline.run_tick(pipeline.clock.now)
    assert {result.error_message for result in pipeline.results(report)} == {NEVER_ASKED.message}
    pipeline.settle(pipeline.clock.now)
    assert _stored(pipeline, report).status is ReportStatus.FAILED


def test_a_message_from_before_the_retry_asks_no_question_twice(pipeline: Pipeline) -> None:
    _all_fail(pipeline)
    config = pipeline.make.prompts(pipeline.make.config(pipeline.make.brand(), ai_platforms=(CHATGPT,)), 1)
    report = pipeline.request(pipeline.caller, config.id, None, "1").report
    (old,) = pipeline.questions.messages
    pipeline.settle(pipeline.clock.now)
    pipeline.engines.says = {CHATGPT: AskLater(30, "busy")}
    pipeline.retry(pipeline.caller, report.id, "2")
    pipeline.work()
    assert pipeline.ask(old) is AskOutcome.ASKED_AGAIN_LATER
    assert pipeline.kept.cells.work("acme", report.id, [0])[0].attempts == 2
    pipeline.engines.says = {}
    pipeline.settle(pipeline.clock.now)
    assert [result.attempts for result in pipeline.results(report)] == [3]


def test_a_ready_visibility_report_stands(pipeline: Pipeline) -> None:
    report = _asked(pipeline)
    with pytest.raises(Conflict) as refusal:
        pipeline.retry(pipeline.caller, report.id, "2")
    assert refusal.value.details == {"status": "ready"}


def test_a_queue_that_is_away_loses_no_retry(pipeline: Pipeline) -> None:
    _all_fail(pipeline)
    report = _asked(pipeline)
    pipeline.engines.says = {}
    pipeline.questions.is_away = True
    pipeline.retry(pipeline.caller, report.id, "2")
    pipeline.questions.is_away = False
    pipeline.settle(pipeline.clock.now)
    assert _stored(pipeline, report).status is ReportStatus.READY
