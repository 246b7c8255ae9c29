"""What every keeper of reports does: the one in memory, and the table."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.reports import DynamoReports
from chalicelib.domain.errors import Stale
from chalicelib.domain.report import Failure, Progress, Report, ReportKind, ReportStatus, claimed, failed, progressed
from chalicelib.usecases.ports.reports import ReportFilter, Reports
from tests.fakes.reports import FakeReports
from tests.fakes.time import FakeClock

EVERYTHING = ReportFilter()
MakeReport = Callable[..., Report]


@pytest.fixture(params=["memory", "stand-in", "dynamodb-local"])
def reports(request: pytest.FixtureRequest, table_in: Callable[[str], Table]) -> Reports:
    return FakeReports() if request.param == "memory" else DynamoReports(table_in(request.param))


@pytest.fixture
def organization() -> str:
    """One of its own for each test, since they share a table."""
    return uuid4().hex


@pytest.fixture
def make(make_report: MakeReport, organization: str) -> MakeReport:
    return lambda **fields: make_report(**{"organization_id": organization, "attention_at": None, **fields})


def _add(reports: Reports, report: Report) -> Report:
    reports.add(report, report.id, in_place_of=None)
    return report


def test_a_report_comes_back_as_it_was_stored(reports: Reports, make: MakeReport, clock: FakeClock, organization: str) -> None:
    report = make()
    report = progressed(claimed(report, clock.now, "render", timedelta(seconds=60)), Progress("gathering", 0, 3), clock.now)
    report = failed(report, Failure("code", "message", retriable=True), clock.now, "render")
    _add(reports, report)
    assert reports.get(organization, report.id) == report


def test_a_report_of_another_organization_is_not_there(reports: Reports, make: MakeReport) -> None:
    report = _add(reports, make())
    assert reports.get("another", report.id) is None
    assert reports.page("another", EVERYTHING, limit=10, after=None).items == ()


def test_a_save_answers_with_the_next_revision(reports: Reports, make: MakeReport, organization: str) -> None:
    report = _add(reports, make())
    saved = reports.save(replace(report, title="Another"))
    assert saved.revision == report.revision + 1
    assert reports.get(organization, report.id) == saved


def test_a_save_over_what_has_changed_since_is_stale(reports: Reports, make: MakeReport) -> None:
    report = _add(reports, make())
    reports.save(report)
    with pytest.raises(Stale):
        reports.save(report)


def test_a_save_of_what_is_not_there_is_stale(reports: Reports, make: MakeReport) -> None:
    with pytest.raises(Stale):
        reports.save(make())


def test_of_many_writers_who_read_the_same_report_one_wins(reports: Reports, make: MakeReport, organization: str) -> None:
    report = _add(reports, make())

    def save(number: int) -> str | None:
        try:
            return reports.save(replace(report, title=str(number))).title
        except Stale:
            return None

    with ThreadPoolExecutor(8) as pool:
        won = [title for title in pool.map(save, range(16)) if title]
    stored = reports.get(organization, report.id)
    assert stored is not None
    assert won == [stored.title]


def test_a_pointer_names_its_report_and_both_are_stored_or_neither(reports: Reports, make: MakeReport, organization: str) -> None:
    assert reports.pointed_at(organization, "digest") is None
    first, second = make(), make()
    reports.add(first, "digest", in_place_of=None)
    assert reports.pointed_at(organization, "digest") == first.id
    with pytest.raises(Stale):
        reports.add(second, "digest", in_place_of=None)
    with pytest.raises(Stale):
        reports.add(second, "digest", in_place_of="ad_rpt_another")
    assert reports.get(organization, second.id) is None
    reports.add(second, "digest", in_place_of=first.id)
    assert reports.pointed_at(organization, "digest") == second.id


def test_of_many_who_add_at_once_one_wins(reports: Reports, make: MakeReport, organization: str) -> None:
    wanted = [make() for _ in range(8)]

    def add(report: Report) -> bool:
        try:
            reports.add(report, "digest", in_place_of=None)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = [report for report, done in zip(wanted, pool.map(add, wanted), strict=True) if done]
    assert [reports.pointed_at(organization, "digest")] == [report.id for report in won]
    assert [report.id for report in wanted if reports.get(organization, report.id)] == [report.id for report in won]


def test_a_list_is_newest_first_and_its_pages_tile(reports: Reports, make: MakeReport, clock: FakeClock, organization: str) -> None:
    made = []
    for _ in range(7):
        clock.pass_(seconds=1)
        made.append(_add(reports, make()).id)
    seen: list[str] = []
    after = None
    while True:
        page = reports.page(organization, EVERYTHING, limit=3, after=after)
        seen += [report.id for report in page.items]
        after = page.after
        if after is None:
            break
    assert seen == made[::-1]


def test_a_full_last_page_says_that_it_is_the_last(reports: Reports, make: MakeReport, organization: str) -> None:
    for _ in range(3):
        _add(reports, make())
    assert reports.page(organization, EVERYTHING, limit=3, after=None).after is None


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_filters_leave_the_rest_out_on_every_page(
    reports: Reports, make: MakeReport, clock: FakeClock, organization: str, limit: int
) -> None:
    for number in range(6):
        clock.pass_(seconds=1)
        _add(reports, make(status=ReportStatus.READY if number % 2 else ReportStatus.FAILED))
    wanted = ReportFilter(status=ReportStatus.READY, kind=ReportKind.PERFORMANCE, ad_account_id="ad_acct_1")
    seen, after = 0, None
    for _ in range(20):
        page = reports.page(organization, wanted, limit=limit, after=after)
        assert all(report.status is ReportStatus.READY for report in page.items)
        seen, after = seen + len(page.items), page.after
        if after is None:
            break
    assert (seen, after) == (3, None)


def test_a_filter_that_nothing_passes_finds_nothing(reports: Reports, make: MakeReport, organization: str) -> None:
    _add(reports, make())
    assert reports.page(organization, ReportFilter(ad_account_id="ad_acct_2"), limit=5, after=None).items == ()


def test_a_brand_has_the_reports_whose_accounts_are_all_its_own(reports: Reports, make: MakeReport, organization: str) -> None:
    own = _add(reports, make(accounts_brand_id="brand-1"))
    for other in ("brand-2", None):
        _add(reports, make(accounts_brand_id=other))
    assert own.brand_id == "brand-1"
    page = reports.page(organization, ReportFilter(brand_id="brand-1"), limit=5, after=None)
    assert [report.id for report in page.items] == [own.id]


def test_since_leaves_out_what_is_older(reports: Reports, make: MakeReport, clock: FakeClock, organization: str) -> None:
    _add(reports, make())
    clock.pass_(seconds=1)
    newer = _add(reports, make())
    page = reports.page(organization, ReportFilter(since=clock.now), limit=5, after=None)
    assert [report.id for report in page.items] == [newer.id]
    assert reports.page(organization, ReportFilter(since=clock.now + timedelta(milliseconds=1)), limit=5, after=None).items == ()
