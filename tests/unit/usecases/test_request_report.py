from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller, CreatedVia
from chalicelib.domain.errors import NotFound
from chalicelib.domain.period import Period
from chalicelib.domain.report import Failure, ReportStatus, failed, moved
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestedReport, RequestReport
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.open_work import FakeOpenWork
from tests.fakes.renders import FakeRenderQueue
from tests.fakes.reports import FakeReports
from tests.fakes.time import FakeClock

REQUEST = PerformanceReportRequest("weekly_check_in", ("ad_acct_00000000000000000000000001",), Period(date(2026, 4, 15), date(2026, 4, 21)))


def test_a_request_makes_a_pending_report_and_one_message(
    request_report: RequestReport, reports: FakeReports, renders: FakeRenderQueue, caller: Caller
) -> None:
    made = request_report(caller, REQUEST, "correlation-1")
    assert not made.deduplicated
    assert made.report.status is ReportStatus.PENDING
    assert made.report.title == "Weekly Check-In (2026-04-15 – 2026-04-21)"
    assert made.report.accounts[0].account_name == "Acme Coffee"
    assert [(message.report_id, message.correlation_id) for message in renders.messages] == [(made.report.id, "correlation-1")]
    stored = reports.get("acme", made.report.id)
    assert stored is not None
    assert stored.status is ReportStatus.QUEUED


def test_the_same_again_within_ten_minutes_is_the_same_report(
    request_report: RequestReport, reports: FakeReports, renders: FakeRenderQueue, caller: Caller, clock: FakeClock
) -> None:
    first = request_report(caller, REQUEST, "1")
    clock.pass_(minutes=10, milliseconds=-1)
    second = request_report(caller, REQUEST, "2")
    assert (second.report.id, second.deduplicated) == (first.report.id, True)
    assert (len(reports), len(renders)) == (1, 1)


def test_after_ten_minutes_it_is_another_report(
    request_report: RequestReport, reports: FakeReports, caller: Caller, clock: FakeClock
) -> None:
    request_report(caller, REQUEST, "1")
    clock.pass_(minutes=10)
    assert not request_report(caller, REQUEST, "2").deduplicated
    assert len(reports) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"period": Period(date(2026, 4, 14), date(2026, 4, 20))},
        {"title": "Another title"},
        {"sections": ("cover", "footer")},
        {"sections": ("footer", "cover")},
    ],
    ids=str,
)
def test_a_request_that_differs_in_one_field_is_another_report(
    request_report: RequestReport, caller: Caller, other: dict[str, Any]
) -> None:
    first = request_report(caller, replace(REQUEST, sections=("cover",)), "1")
    second = request_report(caller, replace(REQUEST, **other), "2")
    assert second.report.id != first.report.id
    assert not second.deduplicated


def test_another_key_gets_a_report_of_its_own_and_an_agent_with_the_same_key_does_not(
    request_report: RequestReport, caller: Caller
) -> None:
    first = request_report(caller, REQUEST, "1")
    assert request_report(replace(caller, key_id="key-2"), REQUEST, "2").report.id != first.report.id
    assert request_report(replace(caller, via=CreatedVia.AI), REQUEST, "3").report.id == first.report.id


def test_new_rows_make_it_another_report(
    request_report: RequestReport, caller: Caller, accounts: FakeAdAccounts, account: AdAccount
) -> None:
    first = request_report(caller, REQUEST, "1")
    accounts.save(replace(account, data_version=account.data_version + 1), was=account)
    assert request_report(caller, REQUEST, "2").report.id != first.report.id


@pytest.mark.parametrize("end", ["failed", "cancelled"])
def test_a_report_that_came_to_nothing_answers_nobody(
    request_report: RequestReport, reports: FakeReports, caller: Caller, clock: FakeClock, end: str
) -> None:
    first = reports.get("acme", request_report(caller, REQUEST, "1").report.id)
    assert first is not None
    ended = (
        failed(first, Failure("code", "message", retriable=True), clock.now, "test")
        if end == "failed"
        else moved(first, ReportStatus.CANCELLED, clock.now, "test")
    )
    reports.save(ended)
    second = request_report(caller, REQUEST, "2")
    assert (second.deduplicated, second.report.id == first.id) == (False, False)
    assert request_report(caller, REQUEST, "3").report.id == second.report.id


def test_a_request_that_loses_the_race_answers_with_the_winner(request_report: RequestReport, reports: FakeReports, caller: Caller) -> None:
    class Raced(FakeReports):
        """Between the look at the pointer and the write, another request is quicker."""

        winner: RequestedReport | None = None

        def pointed_at(self, organization_id: str, digest: str) -> str | None:
            seen = reports.pointed_at(organization_id, digest)
            if self.winner is None:
                self.winner = request_report(caller, REQUEST, "winner")
            return seen

        def get(self, organization_id: str, report_id: str) -> Any:
            return reports.get(organization_id, report_id)

        def add(self, report: Any, digest: str, *, in_place_of: str | None) -> None:
            reports.add(report, digest, in_place_of=in_place_of)

    raced = Raced()
    answer = replace(request_report, reports=raced)(caller, REQUEST, "loser")
    assert raced.winner is not None
    assert (answer.report.id, answer.deduplicated) == (raced.winner.report.id, True)
    assert len(reports) == 1


def test_a_queue_that_is_away_loses_nothing(
    request_report: RequestReport, reports: FakeReports, renders: FakeRenderQueue, caller: Caller, clock: FakeClock
) -> None:
    renders.is_away = True
    made = request_report(caller, REQUEST, "1")
    clock.pass_(seconds=10)
    assert [one.id for one in FakeOpenWork(reports).waiting(clock.now)] == [made.report.id]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (replace(REQUEST, template_key="unheard_of"), "template_key"),
        (replace(REQUEST, template_version=99), "template_version"),
        (replace(REQUEST, template_key="nope", template_version=99), "template_key"),
        (replace(REQUEST, ad_account_ids=("ad_acct_00000000000000000000000001", "ad_acct_00000000000000000000000002")), "ad_account_ids"),
    ],
    ids=["template", "version", "template and version", "account"],
)
def test_what_can_not_be_seen_is_named_and_nothing_is_stored(
    request_report: RequestReport,
    reports: FakeReports,
    renders: FakeRenderQueue,
    caller: Caller,
    request_: PerformanceReportRequest,
    field: str,
) -> None:
    with pytest.raises(NotFound) as refusal:
        request_report(caller, request_, "1")
    assert refusal.value.field == field
    assert (len(reports), len(renders)) == (0, 0)


def test_another_organization_has_no_such_account(request_report: RequestReport, caller: Caller) -> None:
    with pytest.raises(NotFound):
        request_report(replace(caller, organization_id="beta"), REQUEST, "1")


def test_a_template_of_visibility_reports_is_not_there_for_accounts(
    request_report: RequestReport, reports: FakeReports, caller: Caller
) -> None:
    with pytest.raises(NotFound) as refused:
        request_report(caller, replace(REQUEST, template_key="ai_visibility"), "1")
    assert refused.value.field == "template_key"
    assert len(reports) == 0


@pytest.mark.parametrize("account_id", ["", "x", "a#b", "ad_acct_1", "ad_rpt_00000000000000000000000001", "\ud800"])
def test_an_account_id_of_the_wrong_form_is_nobodys_and_asks_no_table(
    request_report: RequestReport, caller: Caller, account: AdAccount, account_id: str
) -> None:
    class Untouched(FakeAdAccounts):
        def get_many(self, *_ids: Any) -> Any:
            raise AssertionError("a key of no known form reached the table")

    asked = replace(REQUEST, ad_account_ids=(account.id, account_id))
    with pytest.raises(NotFound) as refusal:
        replace(request_report, accounts=Untouched())(caller, asked, "1")
    assert (refusal.value.what, refusal.value.field) == ("ad account", "ad_account_ids")
