import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import cast

import pytest

from chalicelib.adapters.frozen_facts import thaw
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller
from chalicelib.domain.facts import Facts
from chalicelib.domain.period import Period
from chalicelib.domain.report import Progress, Report, ReportKind, ReportStatus, cancelled, files_named_by, moved
from chalicelib.messages import RenderRequested
from chalicelib.usecases.gather_facts import GatherFacts
from chalicelib.usecases.render_report import EXHAUSTED, KeepsFailing, Outcome, RenderReport, StoredFileDiffers
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestReport
from chalicelib.usecases.sweep import Sweep
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.documents import FakeDocuments
from tests.fakes.renders import FakeRenderer, FakeRenderQueue
from tests.fakes.reports import FakeReports
from tests.fakes.time import FakeClock


class Broken(Exception):
    """What nobody expected."""


@pytest.fixture
def message(request_report: RequestReport, renders: FakeRenderQueue, caller: Caller) -> RenderRequested:
    period = Period(date(2026, 4, 15), date(2026, 4, 21))
    request_report(caller, PerformanceReportRequest("weekly_check_in", ("ad_acct_00000000000000000000000001",), period), "correlation-1")
    return renders.messages[0]


@pytest.fixture
def current(reports: FakeReports, message: RenderRequested) -> Callable[[], Report]:
    def read() -> Report:
        report = reports.get(message.organization_id, message.report_id)
        assert report is not None
        return report

    return read


def broken() -> None:
    raise Broken


def test_a_message_ends_in_a_ready_report_with_a_checked_file(
    render_report: RenderReport,
    message: RenderRequested,
    current: Callable[[], Report],
    documents: FakeDocuments,
    ended_reports: list[Report],
) -> None:
    assert render_report(message) is Outcome.FINISHED
    report = current()
    assert ended_reports == [report]
    assert report.status is ReportStatus.READY
    assert report.document is not None
    content = documents.files[report.document.key]
    assert report.document.sha256 == hashlib.sha256(content).hexdigest()
    assert (report.document.size, report.document.pages) == (len(content), 1)
    assert report.document.key == f"org/acme/reports/{report.id}/{report.document.sha256}.pdf"
    assert report.data_coverage_pct == Decimal(100)
    assert report.attention_at is None


def test_a_quick_report_says_its_steps_with_what_is_written_anyway(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report], renderer: FakeRenderer
) -> None:
    seen: list[Progress | None] = []
    renderer.meanwhile = lambda: seen.append(current().progress)
    before = current().revision
    render_report(message)
    assert seen == [Progress("rendering", 1, 3)]
    assert (current().revision - before, current().progress) == (3, None)  # claimed, facts frozen, finished


def test_what_is_gathered_says_so_from_the_claim_on(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report]
) -> None:
    seen: list[Progress | None] = []
    family = render_report.families[ReportKind.PERFORMANCE]

    def gather(report: Report, now: datetime) -> Facts:
        seen.append(current().progress)
        return cast(Facts, family.gather(report, now))

    replace(render_report, families={ReportKind.PERFORMANCE: replace(family, gather=gather)})(message)
    assert seen == [Progress("gathering", 0, 3)]


def test_a_slow_report_says_that_it_is_being_checked(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report], renderer: FakeRenderer, clock: FakeClock
) -> None:
    seen: list[Progress | None] = []

    class Watched(FakeDocuments):
        def put(self, key: str, content: bytes, content_type: str) -> None:
            super().put(key, content, content_type)
            if key.endswith((".gz", ".pdf")):
                seen.append(current().progress)

    renderer.meanwhile = lambda: clock.pass_(seconds=5)
    replace(render_report, documents=Watched())(message)
    assert seen == [Progress("gathering", 0, 3), Progress("checking", 2, 3)]


def test_a_later_attempt_with_the_facts_of_an_earlier_one_is_rendering_at_once(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report], renderer: FakeRenderer
) -> None:
    renderer.meanwhile = broken
    with pytest.raises(Broken):
        render_report(message)
    seen: list[Progress | None] = []
    renderer.meanwhile = lambda: seen.append(current().progress)
    render_report(message)
    assert seen == [Progress("rendering", 1, 3)]


def test_the_same_message_again_does_nothing(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report], renderer: FakeRenderer
) -> None:
    render_report(message)
    before = current()
    assert render_report(message) is Outcome.NOT_NEEDED
    assert current() == before
    assert len(renderer.rendered) == 1


def test_a_report_that_is_gone_needs_no_document(render_report: RenderReport, message: RenderRequested) -> None:
    assert render_report(message.model_copy(update={"report_id": "ad_rpt_gone"})) is Outcome.NOT_NEEDED


def test_while_one_worker_has_it_another_keeps_off(
    render_report: RenderReport, message: RenderRequested, renderer: FakeRenderer, clock: FakeClock
) -> None:
    seen: list[Outcome] = []

    def second_worker() -> None:
        renderer.meanwhile = lambda: None
        clock.pass_(seconds=59)
        seen.append(render_report(message))

    renderer.meanwhile = second_worker
    assert render_report(message) is Outcome.FINISHED
    assert seen == [Outcome.NOT_NEEDED]


def test_a_worker_that_lost_its_lease_leaves_the_report_to_the_next(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report], renderer: FakeRenderer, clock: FakeClock
) -> None:
    seen: list[Outcome] = []

    def overtaken() -> None:
        renderer.meanwhile = lambda: None
        clock.pass_(seconds=61)
        seen.append(render_report(message))

    renderer.meanwhile = overtaken
    assert render_report(message) is Outcome.TAKEN_OVER
    assert seen == [Outcome.FINISHED]
    assert current().status is ReportStatus.READY
    assert current().attempt == 2


def test_a_worker_that_died_is_followed_by_one_that_uses_the_same_facts(
    render_report: RenderReport,
    message: RenderRequested,
    current: Callable[[], Report],
    renderer: FakeRenderer,
    clock: FakeClock,
    metrics: FakeDailyMetrics,
) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    renderer.meanwhile = die
    with pytest.raises(Killed):
        render_report(message)
    metrics.delete_all("acme", "ad_acct_00000000000000000000000001")
    clock.pass_(seconds=60)
    renderer.meanwhile = lambda: None
    assert render_report(message) is Outcome.FINISHED
    assert renderer.rendered[0] == renderer.rendered[1]
    assert current().status is ReportStatus.READY


def test_a_cancelled_report_is_left_as_it_is(
    render_report: RenderReport,
    message: RenderRequested,
    current: Callable[[], Report],
    renderer: FakeRenderer,
    reports: FakeReports,
    clock: FakeClock,
) -> None:
    def cancel() -> None:
        reports.save(moved(current(), ReportStatus.CANCELLED, clock.now, "key-1"))

    renderer.meanwhile = cancel
    assert render_report(message) is Outcome.TAKEN_OVER
    assert current().status is ReportStatus.CANCELLED
    assert current().document is None


def test_what_a_worker_stores_of_a_cancelled_report_is_gone_once_its_lease_ran_out(
    render_report: RenderReport,
    sweep: Sweep,
    message: RenderRequested,
    current: Callable[[], Report],
    renderer: FakeRenderer,
    reports: FakeReports,
    documents: FakeDocuments,
    clock: FakeClock,
) -> None:
    def cancel() -> None:
        reports.save(cancelled(current(), clock.now, "key-1"))

    renderer.meanwhile = cancel
    render_report(message)
    assert _endings(documents) == ["gz", "html", "json", "pdf", "zip"]
    clock.pass_(seconds=59)
    sweep("tick-1", lambda: False)
    assert len(documents.files) == 5
    clock.pass_(seconds=1)
    sweep("tick-2", lambda: False)
    assert list(documents.files) == [current().facts_key]
    assert (current().status, current().attention_at) == (ReportStatus.CANCELLED, None)


def test_what_a_dead_worker_stored_goes_and_what_its_follower_stored_stays(
    render_report: RenderReport,
    sweep: Sweep,
    message: RenderRequested,
    current: Callable[[], Report],
    renderer: FakeRenderer,
    documents: FakeDocuments,
    clock: FakeClock,
) -> None:
    documents.put(f"org/acme/reports/{message.report_id}/dead.pdf", b"%PDF", "application/pdf")
    renderer.meanwhile = broken
    with pytest.raises(Broken):
        render_report(message)
    renderer.meanwhile = lambda: None
    render_report(message)
    clock.pass_(seconds=60)
    sweep("tick", lambda: False)
    assert documents.files.keys() == files_named_by(current())
    assert _endings(documents) == ["gz", "html", "json", "pdf", "zip"]


def _endings(documents: FakeDocuments) -> list[str]:
    return sorted(key.rsplit(".", 1)[1] for key in documents.files)


def test_an_unexpected_failure_is_raised_and_can_be_tried_again_at_once(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report], renderer: FakeRenderer
) -> None:
    renderer.meanwhile = broken
    with pytest.raises(Broken):
        render_report(message)
    assert current().status is ReportStatus.RENDERING
    renderer.meanwhile = lambda: None
    assert render_report(message) is Outcome.FINISHED


def test_what_keeps_failing_ends_as_failed_and_its_message_goes_on_to_the_dead_letters(
    render_report: RenderReport,
    message: RenderRequested,
    current: Callable[[], Report],
    renderer: FakeRenderer,
    ended_reports: list[Report],
) -> None:
    renderer.meanwhile = broken
    for _ in range(3):
        with pytest.raises(Broken):
            render_report(message)
    assert (current().status, current().failure) == (ReportStatus.FAILED, EXHAUSTED)
    with pytest.raises(KeepsFailing):
        render_report(message)
    assert len(renderer.rendered) == 3
    assert ended_reports == [current()]


def test_a_worker_that_dies_each_time_ends_as_failed_too(
    render_report: RenderReport,
    sweep: Sweep,
    message: RenderRequested,
    current: Callable[[], Report],
    renderer: FakeRenderer,
    clock: FakeClock,
    ended_reports: list[Report],
) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    renderer.meanwhile = die
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            render_report(message)
        clock.pass_(seconds=60)
    with pytest.raises(KeepsFailing):
        render_report(message)
    assert current().status is ReportStatus.FAILED
    assert ended_reports == [current()]


def test_a_deleted_account_is_a_reason_that_its_owner_can_act_on(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report], accounts: FakeAdAccounts, account: AdAccount
) -> None:
    current_account = accounts.get(account.organization_id, account.id)
    assert current_account is not None
    accounts.remove(current_account)
    assert render_report(message) is Outcome.FAILED
    failure = current().failure
    assert failure is not None
    assert (failure.code, failure.retriable) == ("ad_account_deleted", False)
    assert "Acme Coffee" in failure.message


def test_a_stored_file_that_differs_is_never_called_ready(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report]
) -> None:
    class Rotten(FakeDocuments):
        def put(self, key: str, content: bytes, content_type: str) -> None:
            super().put(key, content[:-1] if key.endswith(".pdf") else content, content_type)

    with pytest.raises(StoredFileDiffers):
        replace(render_report, documents=Rotten())(message)
    assert current().status is ReportStatus.RENDERING


def test_the_window_reaches_as_far_back_as_the_sections_need(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report], documents: FakeDocuments
) -> None:
    render_report(message)
    key = current().facts_key
    assert key is not None
    facts = thaw(Facts, documents.files[key])
    assert facts.gathered.end == date(2026, 4, 21)
    assert facts.gathered.start <= date(2026, 4, 8)
    assert key == f"org/acme/reports/{message.report_id}/facts-{hashlib.sha256(documents.files[key]).hexdigest()}.json.gz"


def test_frozen_facts_that_differ_from_their_key_make_no_report(
    render_report: RenderReport,
    message: RenderRequested,
    current: Callable[[], Report],
    documents: FakeDocuments,
    renderer: FakeRenderer,
) -> None:
    renderer.meanwhile = broken
    with pytest.raises(Broken):
        render_report(message)
    key = current().facts_key
    assert key is not None
    family = render_report.families[ReportKind.PERFORMANCE]
    documents.files[key] = family.freeze(replace(family.thaw(documents.files[key]), title="Another title"))
    renderer.meanwhile = lambda: None
    with pytest.raises(StoredFileDiffers, match="facts-"):
        render_report(message)
    assert current().status is ReportStatus.RENDERING


def test_more_rows_than_a_report_may_have_are_a_reason_that_its_owner_can_act_on(
    render_report: RenderReport, message: RenderRequested, current: Callable[[], Report]
) -> None:
    assert _with_most_rows(render_report, 20)(message) is Outcome.FAILED
    failure = current().failure
    assert failure is not None
    assert (failure.code, failure.retriable) == ("too_many_rows", False)
    assert "More than 20 daily rows" in failure.message


def test_as_many_rows_as_a_report_may_have_are_no_reason(render_report: RenderReport, message: RenderRequested) -> None:
    assert _with_most_rows(render_report, 21)(message) is Outcome.FINISHED


def _with_most_rows(render_report: RenderReport, most_rows: int) -> RenderReport:
    family = render_report.families[ReportKind.PERFORMANCE]
    assert isinstance(family.gather, GatherFacts)
    fewer = replace(family, gather=replace(family.gather, most_rows=most_rows))
    return replace(render_report, families={ReportKind.PERFORMANCE: fewer})
