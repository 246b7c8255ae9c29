"""A caller whose key is restricted to one brand: theirs is theirs, another of the organization is forbidden, all else is not there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount, Platform
from chalicelib.domain.brand import Brand
from chalicelib.domain.cadence import Frequency
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import BrandNotAuthorized, NotFound
from chalicelib.domain.period import Period
from chalicelib.domain.region_config import RegionConfig
from chalicelib.domain.report import Report
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.create_ad_account import CreateAdAccount, NewAdAccount
from chalicelib.usecases.create_brand import CreateBrand, NewBrand
from chalicelib.usecases.create_region_config import CreateRegionConfig, NewRegionConfig
from chalicelib.usecases.create_scheduled_report import CreateScheduledReport, NewScheduledReport
from chalicelib.usecases.list_ad_accounts import ListAdAccounts
from chalicelib.usecases.list_brands import ListBrands
from chalicelib.usecases.list_region_configs import ListRegionConfigs
from chalicelib.usecases.list_reports import ListReports
from chalicelib.usecases.list_scheduled_reports import ListScheduledReports
from chalicelib.usecases.ports.region_configs import RegionConfigFilter
from chalicelib.usecases.ports.reports import ReportFilter
from chalicelib.usecases.ports.scheduled_reports import ScheduledReportFilter
from chalicelib.usecases.read_ad_account import ReadAdAccount
from chalicelib.usecases.read_brand import ReadBrand
from chalicelib.usecases.read_executions import ReadExecutions
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestReport
from chalicelib.usecases.start_execution import StartExecution
from chalicelib.usecases.timing import Timing
from chalicelib.usecases.update_ad_account import UpdateAdAccount
from tests.fakes.executions import FakeExecutions
from tests.fakes.queues import FakeQueue
from tests.fakes.renders import FakeRenderQueue
from tests.fakes.reports import FakeReports
from tests.fakes.templates import find_template
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers
from tests.fakes.white_labels import nothing_worn

WEEK = Period(date(2026, 4, 15), date(2026, 4, 21))


@dataclass(frozen=True, slots=True)
class Things:
    """A brand and what hangs from it."""

    brand: Brand
    schedule: ScheduledReport
    config: RegionConfig
    account: AdAccount
    report: Report


@pytest.fixture
def reports() -> FakeReports:
    return FakeReports()


@pytest.fixture
def request_report(make: Makers, reports: FakeReports, clock: FakeClock, random: CountingRandom, timing: Timing) -> RequestReport:
    return RequestReport(make.stores.accounts, reports, FakeRenderQueue(), find_template, nothing_worn(), clock, random, timing)


@pytest.fixture
def everyone() -> Caller:
    return Caller("acme", "key-1", frozenset({"*"}))


def _things(make: Makers, request_report: RequestReport, everyone: Caller) -> Things:
    brand = make.brand()
    schedule, account = make.schedule(brand), make.account(brand)
    report = request_report(everyone, PerformanceReportRequest("weekly_check_in", (account.id,), WEEK), "1").report
    return Things(brand, schedule, make.prompts(make.config(brand, schedule)), account, report)


@pytest.fixture
def mine(make: Makers, request_report: RequestReport, everyone: Caller) -> Things:
    return _things(make, request_report, everyone)


@pytest.fixture
def theirs(make: Makers, request_report: RequestReport, everyone: Caller) -> Things:
    return _things(make, request_report, everyone)


@pytest.fixture
def restricted(everyone: Caller, mine: Things) -> Caller:
    return replace(everyone, key_id="key-2", allowed_brand_id=mine.brand.id)


@pytest.fixture
def authorize(make: Makers) -> AuthorizeBrand:
    return AuthorizeBrand(make.stores.brands)


type Read = Callable[[Caller, Things], Any]


@pytest.fixture
def reads(make: Makers, reports: FakeReports) -> dict[str, Read]:
    """Each way of reading one of the things."""
    brand, schedule = ReadBrand(make.stores.brands), ReadScheduledReport(make.stores.schedules)
    config, account = ReadRegionConfig(make.stores.configs), ReadAdAccount(make.stores.accounts)
    report = ReadReport(reports, reports.joins)
    return {
        "brand": lambda caller, things: brand(caller, things.brand.id),
        "schedule": lambda caller, things: schedule(caller, things.schedule.id),
        "config": lambda caller, things: config(caller, things.config.id),
        "account": lambda caller, things: account(caller, things.account.id),
        "report": lambda caller, things: report(caller, things.report.id),
    }


@pytest.mark.parametrize("kind", ["brand", "schedule", "config", "account", "report"])
def test_their_own_is_read_and_anothers_is_forbidden(
    reads: dict[str, Read], kind: str, restricted: Caller, mine: Things, theirs: Things
) -> None:
    assert reads[kind](restricted, mine) == getattr(mine, kind) or kind == "report"
    with pytest.raises(BrandNotAuthorized):
        reads[kind](restricted, theirs)
    with pytest.raises(NotFound):
        reads[kind](replace(restricted, organization_id="beta"), theirs)


def test_what_is_of_no_brand_is_not_theirs(make: Makers, reads: dict[str, Read], restricted: Caller, mine: Things) -> None:
    unlinked = make.account()
    with pytest.raises(BrandNotAuthorized):
        reads["account"](restricted, replace(mine, account=unlinked))


def test_lists_leave_the_rest_out(
    make: Makers, reports: FakeReports, restricted: Caller, everyone: Caller, mine: Things, theirs: Things
) -> None:
    stores = make.stores
    list_brands, list_accounts = ListBrands(stores.brands), ListAdAccounts(stores.accounts)
    list_schedules = ListScheduledReports(stores.schedules)
    list_configs = ListRegionConfigs(stores.configs, ReadScheduledReport(stores.schedules))
    list_reports = ListReports(reports)

    def shown(caller: Caller, brand_id: str | None = None) -> list[set[str]]:
        schedules = list_schedules(caller, ScheduledReportFilter(brand_id=brand_id), limit=10, after=None)
        configs = list_configs(caller, RegionConfigFilter(brand_id=brand_id), limit=10, after=None)
        listed = list_reports(caller, ReportFilter(brand_id=brand_id), limit=10, after=None)
        return [{item.id for item in page.items} for page in (schedules, configs, listed)]

    own = [{mine.schedule.id}, {mine.config.id}, {mine.report.id}]
    assert shown(restricted) == shown(restricted, mine.brand.id) == own
    assert shown(restricted, theirs.brand.id) == [set()] * 3
    assert all(len(ids_shown) == 2 for ids_shown in shown(everyone))
    assert [brand.id for brand in list_brands(restricted, None, limit=10, after=None).items] == [mine.brand.id]
    assert [account.id for account in list_accounts(restricted, limit=10, after=None).items] == [mine.account.id]
    with pytest.raises(BrandNotAuthorized):
        list_configs.of_schedule(restricted, theirs.schedule.id)


def test_no_brand_is_made_and_things_are_made_for_their_own_alone(
    make: Makers, authorize: AuthorizeBrand, restricted: Caller, mine: Things, theirs: Things, clock: FakeClock, random: CountingRandom
) -> None:
    with pytest.raises(BrandNotAuthorized):
        CreateBrand(make.stores.brands, clock, random)(restricted, NewBrand("Another", "https://another.example"))
    create_schedule = CreateScheduledReport(make.stores.schedules, authorize, find_template, clock, random)
    create_config = CreateRegionConfig(make.stores.configs, authorize, clock, random)

    def create(brand_id: str) -> tuple[str, str]:
        schedule = create_schedule(restricted, NewScheduledReport(brand_id, "weekly", Frequency.WEEKLY))
        return schedule.brand_id, create_config(restricted, NewRegionConfig(brand_id, "Germany", "Germany")).brand_id

    assert create(mine.brand.id) == (mine.brand.id, mine.brand.id)
    for brand_id, refusal in ((theirs.brand.id, BrandNotAuthorized), (ids.new_uuid(clock.now, random), NotFound), ("x", NotFound)):
        with pytest.raises(refusal):
            create_schedule(restricted, NewScheduledReport(brand_id, "weekly", Frequency.WEEKLY))
        with pytest.raises(refusal):
            create_config(restricted, NewRegionConfig(brand_id, "Germany", "Germany"))


def test_an_account_is_made_in_their_brand_and_stays_there(
    make: Makers, authorize: AuthorizeBrand, restricted: Caller, mine: Things, theirs: Things, clock: FakeClock, random: CountingRandom
) -> None:
    accounts = make.stores.accounts
    create = CreateAdAccount(accounts, authorize, clock, random)
    update = UpdateAdAccount(accounts, ReadAdAccount(accounts), authorize, clock)
    wanted = NewAdAccount("Acme", Platform.META_ADS, "act_1", "EUR", "Europe/Berlin")
    made = create(restricted, wanted)
    assert made.brand_id == mine.brand.id
    assert update(restricted, made.id, {"brand_id": mine.brand.id, "account_name": "New"}).account_name == "New"
    with pytest.raises(BrandNotAuthorized):
        create(restricted, replace(wanted, external_account_id="act_2", brand_id=theirs.brand.id))
    for brand_id in (None, theirs.brand.id):
        with pytest.raises(BrandNotAuthorized):
            update(restricted, made.id, {"brand_id": brand_id})
    with pytest.raises(BrandNotAuthorized):
        update(restricted, theirs.account.id, {"brand_id": mine.brand.id})
    assert accounts.get("acme", made.id) == replace(made, account_name="New", revision=2, updated_at=clock.now)


def test_a_performance_report_is_of_the_brand_that_all_its_accounts_are_of(
    make: Makers, request_report: RequestReport, everyone: Caller, restricted: Caller, mine: Things, theirs: Things
) -> None:
    def brand_of(caller: Caller, *accounts: AdAccount) -> str | None:
        wanted = PerformanceReportRequest("weekly_check_in", tuple(account.id for account in accounts), WEEK)
        return request_report(caller, wanted, "1").report.brand_id

    second, unlinked = make.account(mine.brand), make.account()
    assert brand_of(everyone, mine.account, second) == brand_of(restricted, mine.account, second) == mine.brand.id
    assert brand_of(everyone, mine.account, theirs.account) is None
    assert brand_of(everyone, mine.account, unlinked) is brand_of(everyone, unlinked) is None
    for other in (theirs.account, unlinked):
        with pytest.raises(BrandNotAuthorized):
            brand_of(restricted, mine.account, other)


def test_a_job_is_its_brands_even_once_the_schedule_is_gone(
    make: Makers, reports: FakeReports, restricted: Caller, everyone: Caller, mine: Things, theirs: Things, timing: Timing
) -> None:
    stores = make.stores
    executions = FakeExecutions(stores.advance)
    read_schedule = ReadScheduledReport(stores.schedules)
    start = StartExecution(read_schedule, stores.configs, executions, FakeQueue(make.clock), make.clock, make.random, timing)
    read = ReadExecutions(read_schedule, executions, reports, reports.joins)
    own, other = (start(everyone, things.schedule.id, None, "1") for things in (mine, theirs))
    with pytest.raises(BrandNotAuthorized):
        start(restricted, theirs.schedule.id, None, "1")
    for things in (mine, theirs):
        stores.configs.remove(things.config, [])
        stores.schedules.remove(things.schedule)
    assert read.as_job(restricted, own.id).id == own.id
    with pytest.raises(BrandNotAuthorized):
        read.as_job(restricted, other.id)
