from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller
from chalicelib.domain.decision import Decision, EntryType
from chalicelib.domain.period import Period
from chalicelib.domain.report import Report
from chalicelib.usecases.gather_facts import GatherFacts, context, window
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestReport
from chalicelib.usecases.wear_white_label import WearWhiteLabel
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.decisions import FakeDecisions
from tests.fakes.report_targets import FakeReportTargets
from tests.fakes.reports import FakeReports
from tests.fakes.targets import target

NOW = datetime(2026, 4, 22, tzinfo=UTC)
WEEK = Period(date(2026, 4, 15), date(2026, 4, 21))


@pytest.fixture
def gather(
    accounts: FakeAdAccounts, metrics: FakeDailyMetrics, targets: FakeReportTargets, decisions: FakeDecisions, wear: WearWhiteLabel
) -> GatherFacts:
    return GatherFacts(accounts, metrics, targets, decisions, wear)


@pytest.fixture
def weekly(request_report: RequestReport, reports: FakeReports, account: AdAccount, caller: Caller) -> Report:
    asked = request_report(caller, PerformanceReportRequest("weekly_check_in", (account.id,), WEEK), "correlation-1")
    report = reports.get("acme", asked.report.id)
    assert report is not None
    return report


def _log(account: AdAccount, day: date) -> Decision:
    return Decision(f"entry-{day}", "acme", account.id, day, EntryType.DECISION, "Raised the budget", None, (), None, NOW)


def test_targets_and_decisions_are_gathered_where_a_section_needs_them(
    gather: GatherFacts, weekly: Report, targets: FakeReportTargets, decisions: FakeDecisions, account: AdAccount
) -> None:
    valid = target("spend", 100, id="a", organization_id="acme")
    targets.add(valid)
    targets.add(target("cpa", 9, id="b", organization_id="acme", valid_to=date(2026, 4, 14)))
    targets.add(target("roas", 4, id="c", organization_id="another"))
    within, before = _log(account, WEEK.start), _log(account, date(2026, 4, 14))
    decisions.add(within)
    decisions.add(before)
    cover = gather(replace(weekly, sections=("cover",)), NOW)
    assert (cover.targets, cover.decisions) == ((), ())
    pacing = gather(replace(weekly, sections=("pacing",)), NOW)
    assert (pacing.targets, pacing.decisions) == ((valid,), ())
    log = gather(replace(weekly, sections=("activity_log",)), NOW)
    assert (log.targets, log.decisions) == ((), (within,))


def test_days_before_the_gathered_rows_come_without_their_campaigns(gather: GatherFacts, weekly: Report) -> None:
    trend = replace(weekly, sections=("trend",), period=Period(date(2026, 5, 20), date(2026, 5, 26)))
    facts = gather(trend, NOW)
    assert facts.gathered.start == date(2026, 4, 22)  # 28 days before, for the report's own figures
    (account,) = facts.accounts
    assert account.rows == ()
    assert [(day.day, day.totals.cost) for day in account.earlier] == [(date(2026, 4, day), Decimal(day)) for day in range(1, 22)]


def test_the_context_is_what_the_window_does_not_hold_already() -> None:
    week = window(WEEK, ("trend",))
    assert context(WEEK, ("trend",), week) == Period(date(2026, 1, 14), date(2026, 3, 17))  # 13 weeks before, up to the 28 days of rows
    assert context(WEEK, ("cover",), window(WEEK, ("cover",))) is None
