"""The ports of the report use cases, in memory, and the use cases on top of them."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from chalicelib.adapters import branding, other_formats
from chalicelib.adapters.frozen_facts import freeze, thaw
from chalicelib.domain.ad_account import AdAccount, Platform
from chalicelib.domain.caller import Caller
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import Facts
from chalicelib.domain.month_of_metrics import MonthOfMetrics
from chalicelib.domain.report import Report, ReportKind
from chalicelib.usecases.gather_facts import GatherFacts
from chalicelib.usecases.ports.open_work import Waits
from chalicelib.usecases.render_report import RenderReport
from chalicelib.usecases.report_family import Family, performance_measured
from chalicelib.usecases.request_report import RequestReport
from chalicelib.usecases.sweep import Sweep
from chalicelib.usecases.timing import Timing
from chalicelib.usecases.wake_report import WakeReport
from chalicelib.usecases.wear_white_label import WearWhiteLabel
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.brands import FakeBrands
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.decisions import FakeDecisions
from tests.fakes.documents import FakeDocuments
from tests.fakes.open_work import FakeOpenWork
from tests.fakes.pipeline import Pipeline, kept_in_memory
from tests.fakes.renders import FakeRenderer, FakeRenderQueue, compose_fake
from tests.fakes.report_targets import FakeReportTargets
from tests.fakes.reports import FakeReports
from tests.fakes.templates import find_template
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, in_memory
from tests.fakes.white_labels import FakeWhiteLabels


@pytest.fixture
def caller() -> Caller:
    return Caller("acme", "key-1", frozenset({"*"}))


@pytest.fixture
def reports() -> FakeReports:
    return FakeReports()


@pytest.fixture
def renders() -> FakeRenderQueue:
    return FakeRenderQueue()


@pytest.fixture
def documents() -> FakeDocuments:
    return FakeDocuments()


@pytest.fixture
def renderer() -> FakeRenderer:
    return FakeRenderer()


@pytest.fixture
def account(clock: FakeClock) -> AdAccount:
    return AdAccount(
        id="ad_acct_00000000000000000000000001",
        organization_id="acme",
        account_name="Acme Coffee",
        platform=Platform.GOOGLE_ADS,
        external_account_id="123-456",
        currency="EUR",
        timezone="Europe/Berlin",
        brand_id=None,
        created_at=clock.now,
        updated_at=clock.now,
    )


@pytest.fixture
def accounts(account: AdAccount, brands: FakeBrands) -> FakeAdAccounts:
    accounts = FakeAdAccounts(brands)
    accounts.add(account)
    return accounts


@pytest.fixture
def metrics(accounts: FakeAdAccounts, account: AdAccount) -> FakeDailyMetrics:
    """Three weeks of one campaign: its cost is the day of the month."""
    metrics = FakeDailyMetrics(accounts)
    rows = tuple(DailyMetrics(date(2026, 4, day), "c1", "Brand", Decimal(day), 1000, 10, Decimal(1), Decimal(20)) for day in range(1, 22))
    metrics.replace_month(account, MonthOfMetrics("2026-04", 0, rows))
    return metrics


@pytest.fixture
def brands() -> FakeBrands:
    return FakeBrands()


@pytest.fixture
def white_labels(brands: FakeBrands) -> FakeWhiteLabels:
    return FakeWhiteLabels(brands)


@pytest.fixture
def wear(white_labels: FakeWhiteLabels, documents: FakeDocuments) -> WearWhiteLabel:
    return WearWhiteLabel(white_labels, documents)


@pytest.fixture
def request_report(
    accounts: FakeAdAccounts,
    reports: FakeReports,
    renders: FakeRenderQueue,
    wear: WearWhiteLabel,
    clock: FakeClock,
    random: CountingRandom,
    timing: Timing,
) -> RequestReport:
    return RequestReport(accounts, reports, renders, find_template, wear, clock, random, timing)


@pytest.fixture
def targets(accounts: FakeAdAccounts) -> FakeReportTargets:
    return FakeReportTargets(accounts)


@pytest.fixture
def decisions(accounts: FakeAdAccounts) -> FakeDecisions:
    return FakeDecisions(accounts)


@pytest.fixture
def render_report(
    accounts: FakeAdAccounts,
    metrics: FakeDailyMetrics,
    targets: FakeReportTargets,
    decisions: FakeDecisions,
    reports: FakeReports,
    documents: FakeDocuments,
    renderer: FakeRenderer,
    wear: WearWhiteLabel,
    clock: FakeClock,
    timing: Timing,
    ended_reports: list[Report],
) -> RenderReport:
    family = Family[Facts](
        GatherFacts(accounts, metrics, targets, decisions, wear),
        freeze,
        partial(thaw, Facts),
        compose_fake,
        branding.assets,
        other_formats.performance_formats,
        performance_measured,
    )
    families = {ReportKind.PERFORMANCE: family}
    return RenderReport(reports, documents, reports.joins, families, renderer, _no_run, clock, timing, ended_reports.append)


@pytest.fixture
def ended_reports() -> list[Report]:
    """Those of which was told that they were made, or failed."""
    return []


@pytest.fixture
def sweep(
    pipeline: Pipeline,
    reports: FakeReports,
    documents: FakeDocuments,
    renders: FakeRenderQueue,
    clock: FakeClock,
    timing: Timing,
    ended_reports: list[Report],
) -> Sweep:
    """Of performance reports alone: none of them asks, and none is of a run."""
    wake = WakeReport(reports, documents, renders, pipeline.wake_questions, pipeline.finish, clock, timing, ended_reports.append)
    return Sweep(FakeOpenWork(reports), {Waits.REPORT: wake}, clock)


@pytest.fixture
def make(clock: FakeClock, random: CountingRandom) -> Makers:
    """Brands, schedules, configs and prompts, in memory."""
    return Makers(in_memory(), clock, random, "acme")


@pytest.fixture
def pipeline(make: Makers) -> Pipeline:
    """From a tick to a document, in memory."""
    return Pipeline(make, kept_in_memory(make.stores))


def _no_run(_organization_id: str, _report_id: str) -> None:
    """A performance report is of no run."""
