"""What reports wear: decided when their facts are gathered, frozen with them, and never shared with a request that would wear another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.adapters.branding import LOGO
from chalicelib.adapters.frozen_facts import thaw
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller
from chalicelib.domain.facts import Facts
from chalicelib.domain.period import Period
from chalicelib.domain.report import Report, ReportStatus
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.white_label import Logo, WhiteLabel, Worn
from chalicelib.messages import RenderRequested
from chalicelib.usecases.render_report import Outcome, RenderReport
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestReport
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.brands import FakeBrands
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.documents import FakeDocuments
from tests.fakes.pipeline import Pipeline
from tests.fakes.renders import FakeRenderer
from tests.fakes.reports import FakeReports
from tests.fakes.visibility_stores import Makers
from tests.fakes.white_labels import FakeWhiteLabels

ACCOUNT = "ad_acct_00000000000000000000000001"
OTHER_ACCOUNT = "ad_acct_00000000000000000000000002"
PERIOD = Period(date(2026, 4, 15), date(2026, 4, 21))
REQUEST = PerformanceReportRequest("weekly_check_in", (ACCOUNT,), PERIOD)


@pytest.fixture
def brand(brands: FakeBrands, accounts: FakeAdAccounts, account: AdAccount) -> Brand:
    """A brand, with the account linked to it."""
    made = Brand(
        id="018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d",
        organization_id="acme",
        name="Acme",
        website="https://acme.example",
        brand_aliases=(),
        competitors=(),
        categories=(),
        country=None,
        language=None,
        created_at=account.created_at,
        updated_at=account.created_at,
    )
    brands.add(made)
    unlinked = accounts.get("acme", ACCOUNT)
    assert unlinked is not None
    accounts.save(replace(unlinked, brand_id=made.id), was=unlinked)
    return made


@pytest.fixture
def rendered(
    request_report: RequestReport,
    render_report: RenderReport,
    metrics: FakeDailyMetrics,
    reports: FakeReports,
    documents: FakeDocuments,
    caller: Caller,
) -> Callable[..., tuple[Report, Facts]]:
    """Asks for a report and renders it; the report, and the facts that it was made from."""

    def make(*account_ids: str) -> tuple[Report, Facts]:
        requested = request_report(caller, replace(REQUEST, ad_account_ids=account_ids or (ACCOUNT,)), "1").report
        assert render_report(RenderRequested(organization_id="acme", report_id=requested.id, correlation_id="1")) is Outcome.FINISHED
        report = reports.get("acme", requested.id)
        assert report is not None
        assert report.facts_key is not None
        return report, thaw(Facts, documents.files[report.facts_key])

    return make


def kept_logo(documents: FakeDocuments, content: bytes = b"logo") -> Logo:
    documents.put("org/acme/white-labels/logo", content, "image/png")
    return Logo("org/acme/white-labels/logo", "hash", "image/png", len(content), 300, 100, is_light=False)


def test_a_report_of_one_brand_s_accounts_wears_the_brand_s(
    rendered: Callable[..., tuple[Report, Facts]], brand: Brand, white_labels: FakeWhiteLabels
) -> None:
    white_labels.save(WhiteLabel("acme", None, company_name="Agency", locale="en-US"))
    label = white_labels.save(WhiteLabel("acme", brand.id, company_name="Acme", locale="de-AT"))
    _, facts = rendered()
    assert (facts.worn, facts.locale) == (Worn(label), "de_AT")


def test_a_report_whose_accounts_are_not_all_of_one_brand_wears_the_organization_s(
    rendered: Callable[..., tuple[Report, Facts]],
    brand: Brand,
    accounts: FakeAdAccounts,
    account: AdAccount,
    white_labels: FakeWhiteLabels,
) -> None:
    accounts.add(replace(account, id=OTHER_ACCOUNT, external_account_id="another"))
    own = white_labels.save(WhiteLabel("acme", None, company_name="Agency", locale="en-US"))
    white_labels.save(WhiteLabel("acme", brand.id, company_name="Acme"))
    _, facts = rendered(ACCOUNT, OTHER_ACCOUNT)
    assert (facts.worn.label, facts.locale) == (own, "en_US")


def test_without_any_it_has_the_house_s_look(rendered: Callable[..., tuple[Report, Facts]], renderer: FakeRenderer) -> None:
    _, facts = rendered()
    assert (facts.worn.label.is_blank, facts.locale, renderer.assets) == (True, "en_GB", [{}])


def test_the_logo_is_handed_to_the_renderer_and_frozen_for_as_long_as_the_report_lives(
    rendered: Callable[..., tuple[Report, Facts]], white_labels: FakeWhiteLabels, documents: FakeDocuments, renderer: FakeRenderer
) -> None:
    logo = kept_logo(documents)
    white_labels.save(WhiteLabel("acme", None, logo=logo))
    _, facts = rendered()
    assert renderer.assets[0][LOGO].content == b"logo"
    documents.delete_all(logo.key)
    assert facts.worn.logo == "bG9nbw=="


def test_what_changes_while_a_report_is_made_changes_nothing_of_it(
    white_labels: FakeWhiteLabels,
    documents: FakeDocuments,
    renderer: FakeRenderer,
    render_report: RenderReport,
    request_report: RequestReport,
    metrics: FakeDailyMetrics,
    reports: FakeReports,
    caller: Caller,
) -> None:
    label = white_labels.save(WhiteLabel("acme", None, company_name="Before"))
    requested = request_report(caller, REQUEST, "1").report
    message = RenderRequested(organization_id="acme", report_id=requested.id, correlation_id="1")

    def fail_once() -> None:
        renderer.meanwhile = lambda: None
        white_labels.save(replace(label, company_name="After"))
        raise RuntimeError

    renderer.meanwhile = fail_once
    with pytest.raises(RuntimeError):
        render_report(message)
    assert render_report(message) is Outcome.FINISHED
    report = reports.get("acme", requested.id)
    assert report is not None
    assert report.facts_key is not None
    assert thaw(Facts, documents.files[report.facts_key]).worn.label.company_name == "Before"


def test_equal_requests_are_one_report_until_what_it_would_wear_changes(
    request_report: RequestReport, brand: Brand, white_labels: FakeWhiteLabels, caller: Caller
) -> None:
    def ask() -> str:
        return request_report(caller, REQUEST, "1").report.id

    first = ask()
    own = white_labels.save(WhiteLabel("acme", None, company_name="Agency"))
    second = ask()
    label = white_labels.save(WhiteLabel("acme", brand.id, company_name="Acme"))
    third = ask()
    white_labels.save(replace(own, company_name="Another"))
    assert ask() == third, "what is not worn does not matter"
    white_labels.save(replace(label, company_name="Acme Ltd"))
    assert len({first, second, third, ask()}) == 4


class TestVisibilityReports:
    def test_it_wears_its_brand_s(self, pipeline: Pipeline, make: Makers) -> None:
        brand = make.brand()
        config = make.prompts(make.config(brand))
        logo = kept_logo(pipeline.documents)
        label = make.white_label(brand, company_name="Acme", locale="en-US", logo=logo)
        report = self._made(pipeline, config.id)
        assert report.status is ReportStatus.READY
        facts = thaw(VisibilityFacts, pipeline.documents.files[str(report.facts_key)])
        assert (facts.worn, facts.locale) == (Worn(label, "bG9nbw=="), "en_US")
        assert pipeline.renderer.assets[0][LOGO].content == b"logo"

    def test_another_look_is_another_report(self, pipeline: Pipeline, make: Makers) -> None:
        brand = make.brand()
        config = make.prompts(make.config(brand))
        first = pipeline.request(pipeline.caller, config.id, None, "1").report.id
        make.white_label(brand, company_name="Acme")
        assert pipeline.request(pipeline.caller, config.id, None, "1").report.id != first

    def _made(self, pipeline: Pipeline, config_id: str) -> Any:
        requested = pipeline.request(pipeline.caller, config_id, None, "1").report
        pipeline.settle(pipeline.clock.now)
        return pipeline.kept.reports.get(requested.organization_id, requested.id)
