"""How a report is doing, in words, and when to look again."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.domain.document import Document
from chalicelib.domain.report import ASKING, FINAL, Failure, Progress, Report, ReportStatus
from chalicelib.mcp.report_progress import (
    POLL_ASKING_SECONDS,
    POLL_REVIEWER_SECONDS,
    POLL_SECONDS,
    figures_in_words,
    in_words,
    poll_seconds,
)
from chalicelib.usecases.render_report import STEPS
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_reports import an_asking_report

MakeReport = Callable[..., Report]
DOCUMENT = Document(key="org/acme/reports/x/y.pdf", sha256="y", size=10, pages=4)


@pytest.mark.parametrize("status", ReportStatus)
def test_every_status_has_its_words_which_name_the_report(make_report: MakeReport, status: ReportStatus) -> None:
    report = make_report(status=status, title="Weekly Check-In")
    words = in_words(report)
    assert words.startswith("“Weekly Check-In” ")
    assert words.endswith(".")
    assert "None" not in words


@pytest.mark.parametrize("status", ReportStatus)
def test_only_what_is_final_is_not_looked_at_again(make_report: MakeReport, status: ReportStatus) -> None:
    assert (poll_seconds(make_report(status=status)) is None) == (status in FINAL)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_a_render_has_its_words(make_report: MakeReport, step: str) -> None:
    progress = Progress(step, STEPS.index(step), len(STEPS))
    words = in_words(make_report(status=ReportStatus.RENDERING, progress=progress))
    assert f"(step {STEPS.index(step) + 1} of 3)" in words


def test_what_waits_says_so(make_report: MakeReport) -> None:
    report = make_report(status=ReportStatus.PENDING, title="T")
    assert (in_words(report), poll_seconds(report)) == ("“T” is under way: it waits for its turn.", POLL_SECONDS)


def test_a_report_that_asks_says_how_many_have_answered(clock: FakeClock) -> None:
    report = an_asking_report(clock, CountingRandom(), "acme", cells=24)
    assert report.progress is not None
    assert report.progress.step == ASKING
    assert "0 of 24 questions have come back" in in_words(report)
    assert poll_seconds(report) == POLL_ASKING_SECONDS


def test_what_is_ready_says_how_long_it_is(make_report: MakeReport) -> None:
    assert in_words(make_report(status=ReportStatus.READY, title="T", document=DOCUMENT)) == "“T” is ready, 4 pages."


@pytest.mark.parametrize("status", ReportStatus)
def test_only_a_report_that_is_made_tells_of_its_figures(make_report: MakeReport, status: ReportStatus) -> None:
    said = figures_in_words(make_report(status=status, volatility_band="quiet"))
    assert bool(said) == (status in {ReportStatus.PENDING_REVIEW, ReportStatus.APPROVED, ReportStatus.READY})


@pytest.mark.parametrize(
    ("percent", "accounts", "expected"),
    [
        ("100.0", 1, []),
        ("57.10", 1, ["The ad account has figures only on 57.1 % of the period's days: the report says which are missing."]),
        ("0", 1, ["The ad account has figures on none of the period's days."]),
        ("0", 2, ["One of the ad accounts at least has figures on none of the period's days."]),
    ],
)
def test_missing_days_are_those_of_the_account_with_the_fewest(
    make_report: MakeReport, percent: str, accounts: int, expected: list[str]
) -> None:
    report = make_report(status=ReportStatus.READY, data_coverage_pct=Decimal(percent))
    report = replace(report, accounts=report.accounts * accounts)
    assert figures_in_words(report) == expected


def test_what_waits_for_a_person_is_not_asked_for_every_few_seconds(make_report: MakeReport) -> None:
    report = make_report(status=ReportStatus.PENDING_REVIEW)
    assert poll_seconds(report) == POLL_REVIEWER_SECONDS
    assert "waits for a person" in in_words(report)


def test_a_rejection_has_the_reviewers_comment(make_report: MakeReport) -> None:
    assert "“Wrong week”" in in_words(make_report(status=ReportStatus.REJECTED, review_comment="Wrong week"))


@pytest.mark.parametrize("retriable", [True, False])
def test_a_failure_has_its_reason_and_whether_to_try_again(make_report: MakeReport, *, retriable: bool) -> None:
    failure = Failure("too_much", "There are too many rows.", retriable=retriable)
    words = in_words(make_report(status=ReportStatus.FAILED, failure=failure))
    assert "There are too many rows." in words
    assert ("again" in words) == retriable
