from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from chalicelib.domain.document import Document
from chalicelib.domain.errors import Conflict
from chalicelib.domain.report import (
    FINAL,
    TRANSITIONS,
    Failure,
    Report,
    ReportStatus,
    ReviewStatus,
    cancelled,
    claimable,
    claimed,
    failed,
    finished,
    held,
    moved,
    queued,
    released,
)
from tests.fakes.time import FakeClock

MakeReport = Callable[..., Report]
LEASE = timedelta(seconds=60)
DOCUMENT = Document(key="org/acme/reports/x/y.pdf", sha256="y", size=10, pages=2)
DRAWN = {
    "pending": {"queued", "rendering", "failed", "cancelled"},
    "queued": {"rendering", "failed", "cancelled"},
    "rendering": {"rendering", "ready", "pending_review", "failed", "cancelled"},
    "pending_review": {"approved", "rejected", "cancelled"},
    "approved": {"ready"},
    "failed": {"pending"},
    "ready": set(),
    "rejected": set(),
    "cancelled": set(),
}


@pytest.mark.parametrize(("before", "after"), list(product(ReportStatus, ReportStatus)))
def test_every_step_is_allowed_or_refused_as_drawn(
    make_report: MakeReport, clock: FakeClock, before: ReportStatus, after: ReportStatus
) -> None:
    report = make_report(status=before)
    if after in DRAWN[before]:
        assert moved(report, after, clock.now, "someone").status is after
    else:
        with pytest.raises(Conflict) as refusal:
            moved(report, after, clock.now, "someone")
        assert refusal.value.details == {"status": before.value}


@pytest.mark.parametrize(("after", "asked"), [("pending", "retried"), ("cancelled", "cancelled"), ("approved", "approved")])
def test_who_asks_too_late_is_told_in_the_words_of_what_was_asked(
    make_report: MakeReport, clock: FakeClock, after: str, asked: str
) -> None:
    with pytest.raises(Conflict) as refusal:
        moved(make_report(status=ReportStatus.REJECTED), ReportStatus(after), clock.now, "someone")
    assert refusal.value.message == f"A report that is rejected can't be {asked}"


def test_what_is_final_goes_nowhere_but_for_the_retry_of_a_failure() -> None:
    assert {status for status, after in TRANSITIONS.items() if not after} == FINAL - {ReportStatus.FAILED}


def test_every_step_is_kept_in_the_history(make_report: MakeReport, clock: FakeClock) -> None:
    report = make_report()
    clock.pass_(seconds=1)
    report = queued(report, clock.now, "key-1", LEASE)
    clock.pass_(seconds=1)
    report = finished(claimed(report, clock.now, "render", LEASE), DOCUMENT, (), clock.now, "render")
    assert [(step.status.value, step.by) for step in report.transitions] == [
        ("pending", "key-1"),
        ("queued", "key-1"),
        ("rendering", "render"),
        ("ready", "render"),
    ]


def test_a_claim_holds_for_its_lease_and_not_a_moment_longer(make_report: MakeReport, clock: FakeClock) -> None:
    report = claimed(make_report(), clock.now, "render", LEASE)
    assert held(report, clock.now + LEASE - timedelta(milliseconds=1))
    assert not claimable(report, clock.now + LEASE - timedelta(milliseconds=1))
    assert claimable(report, clock.now + LEASE)


def test_an_attempt_that_is_let_go_can_be_claimed_at_once(make_report: MakeReport, clock: FakeClock) -> None:
    report = released(claimed(make_report(), clock.now, "render", LEASE), clock.now, timedelta(seconds=5))
    assert claimable(report, clock.now)
    assert claimed(report, clock.now, "render", LEASE).attempt == 2


@pytest.mark.parametrize("status", sorted(FINAL))
def test_a_final_report_is_nobodys_to_claim(make_report: MakeReport, clock: FakeClock, status: ReportStatus) -> None:
    assert not claimable(make_report(status=status), clock.now)


def test_a_report_at_rest_asks_for_no_attention(make_report: MakeReport, clock: FakeClock) -> None:
    working = claimed(make_report(), clock.now, "render", LEASE)
    assert working.attention_at == clock.now + LEASE
    assert finished(working, DOCUMENT, (), clock.now, "render").attention_at is None
    assert failed(working, Failure("code", "message", retriable=False), clock.now, "render").attention_at is None
    assert cancelled(make_report(), clock.now, "key-1").attention_at is None


def test_a_report_that_ends_is_tidied_when_no_worker_but_the_one_that_ended_it_can_be_alive(
    make_report: MakeReport, clock: FakeClock
) -> None:
    first = claimed(make_report(), clock.now, "render", LEASE)
    second = claimed(first, clock.now + LEASE, "render", LEASE)
    dead = Failure("code", "message", retriable=False)
    assert cancelled(first, clock.now, "key-1").attention_at == clock.now + LEASE
    for ended in (finished(second, DOCUMENT, (), clock.now, "render"), failed(second, dead, clock.now, "render")):
        assert ended.attention_at == clock.now + 2 * LEASE
    of_a_later_round = replace(first, retries=1)
    assert finished(of_a_later_round, DOCUMENT, (), clock.now, "render").attention_at == clock.now + LEASE


def test_a_report_that_may_be_retried_is_not_tidied(make_report: MakeReport, clock: FakeClock) -> None:
    working = claimed(make_report(attempt=2), clock.now, "render", LEASE)
    assert failed(working, Failure("code", "message", retriable=True), clock.now, "render").attention_at is None


def test_a_report_that_needs_review_stops_there(make_report: MakeReport, clock: FakeClock) -> None:
    report = finished(claimed(make_report(requires_review=True), clock.now, "render", LEASE), DOCUMENT, (), clock.now, "render")
    assert (report.status, report.review_status, report.is_final) == (ReportStatus.PENDING_REVIEW, ReviewStatus.PENDING, False)
