"""What tests of every kind share: a report to start from, a clock and randomness that repeat."""

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb import Table
from chalicelib.domain import ids
from chalicelib.domain.ad_account import AccountIdentity, Platform
from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.period import Period
from chalicelib.domain.report import Report, ReportKind, ReportStatus, Transition
from chalicelib.domain.template import TemplateIdentity
from chalicelib.usecases.timing import Timing
from infra.local import aws, resources
from infra.local.dynamodb_local import installation
from infra.local.dynamodb_local import table as dynamodb_local_table
from infra.local.dynamodb_local.process import DynamoDBLocalProcess
from infra.local.processes import Processes
from tests.fakes.time import CountingRandom, FakeClock
from tests.stand_in import ONCE, client_of, stand_in
from tests.stand_in import Client as StandInClient

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED = resources.ROOT.parent / "shared"


@pytest.fixture(scope="session")
def connector_seeds() -> Path:
    """The real exports beside this checkout. A test of theirs is left out where they are not, but never by CI."""
    seeds = SHARED / "data/ads/connector_seeds"
    if not seeds.is_dir():
        reason = f"the real exports are not there: {seeds}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return seeds


_CHROMIUM = Path("/usr/bin/chromium")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A real browser, that fetches nothing by itself."""
    if not _CHROMIUM.exists() and "CI" not in os.environ:
        pytest.skip(f"{_CHROMIUM} is not there: infra/setup.sh tests")
    from playwright.sync_api import sync_playwright  # a moment's import that few tests need

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=[*_QUIET, "--disable-background-networking"])
        yield browser
        browser.close()


def pytest_collection_finish() -> None:
    """What all tests are made of stays until the end: no collection of garbage looks through it again."""
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "big_transaction: writes more than 10 items at once, which DynamoDB Local refuses")


@pytest.fixture(scope="session")
def endpoint_url() -> Iterator[str]:
    """Where AWS's stand-in answers: one for all that a worker runs, so no test may leave there what another would find."""
    with stand_in() as url:
        yield url


@pytest.fixture(scope="session")
def client(endpoint_url: str) -> StandInClient:
    """A boto3 client of a service of the stand-in, by its name."""
    return client_of(endpoint_url)


@pytest.fixture(scope="session")
def outputs(endpoint_url: str) -> Mapping[str, str]:
    """The outputs of the local stage's stack, created in the stand-in from infra/resources.yaml."""
    return resources.create(endpoint_url)


@pytest.fixture(scope="session")
def dynamodb_local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where AWS's DynamoDB Local answers: one for a whole run, as a process of its own."""
    lack = installation.missing()
    if lack is not None and "CI" not in os.environ:
        pytest.skip(lack)
    processes = Processes()
    try:
        yield DynamoDBLocalProcess(processes, tmp_path_factory.mktemp("dynamodb-local") / "log").endpoint_url
    finally:
        processes.close()


@pytest.fixture(scope="session")
def dynamodb_local_table_of_the_service(dynamodb_local: str) -> Table:
    """The local stage's table in DynamoDB Local, created from infra/resources.yaml."""
    session: Any = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
    name = dynamodb_local_table.create(dynamodb_local)
    return Table(session.client("dynamodb", endpoint_url=dynamodb_local, config=ONCE), name)


@pytest.fixture
def table_in(request: pytest.FixtureRequest) -> Callable[[str], Table]:
    """The service's table in the `stand-in` (moto, as infra/local/aws corrects it) or in `dynamodb-local` (AWS's own engine).

    In the stand-in each test has its own: moto looks through the whole of a table to answer of one of its indexes.
    """

    @cache
    def find(engine: str) -> Table:
        if engine == "dynamodb-local":
            if request.node.get_closest_marker("big_transaction"):
                request.node.add_marker(
                    pytest.mark.xfail(raises=ClientError, reason="DynamoDB Local takes 10 items in a transaction, AWS 100")
                )
            found: Table = request.getfixturevalue("dynamodb_local_table_of_the_service")
            return found
        client: StandInClient = request.getfixturevalue("client")
        name = dynamodb_local_table.create(request.getfixturevalue("endpoint_url"), name=f"folio-{uuid4().hex}")
        return Table(client("dynamodb"), name)

    return find


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def random() -> CountingRandom:
    return CountingRandom()


@pytest.fixture
def timing() -> Timing:
    return Timing(lease=timedelta(seconds=60), attempts=3, resend_after=timedelta(seconds=10))


type MakeReport = Callable[..., Report]


@pytest.fixture
def make_report(clock: FakeClock, random: CountingRandom) -> MakeReport:
    """A pending weekly of one Google Ads account, made now; any field can be another."""

    def make(**fields: Any) -> Report:
        account = AccountIdentity("ad_acct_1", "Acme Coffee", Platform.GOOGLE_ADS, "123-456", "EUR", "Europe/Berlin")
        report = Report(
            id=ids.new_id(ids.REPORT, clock.now, random),
            organization_id="acme",
            kind=ReportKind.PERFORMANCE,
            title="Weekly Check-In",
            template=TemplateIdentity("ad_rtpl_1", "weekly_check_in", 1, "Weekly Check-In"),
            sections=("cover", "headline_metrics"),
            requires_review=False,
            period=Period(date(2026, 4, 15), date(2026, 4, 21)),
            accounts=(account,),
            status=ReportStatus.PENDING,
            transitions=(Transition(ReportStatus.PENDING, clock.now, "key-1"),),
            created_via=CreatedVia.HUMAN,
            created_by="key-1",
            created_at=clock.now,
            updated_at=clock.now,
            attention_at=clock.now + timedelta(seconds=10),
        )
        return replace(report, **fields)

    return make
