from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from chalicelib.domain.errors import NotFound, Unavailable
from chalicelib.domain.report import Report, ReportStatus, claimed, queued
from chalicelib.usecases.ports.open_work import Waits
from chalicelib.usecases.render_report import EXHAUSTED
from chalicelib.usecases.sweep import Sweep
from chalicelib.usecases.timing import Timing
from chalicelib.usecases.wake_report import Woken
from tests.fakes.renders import FakeRenderQueue
from tests.fakes.reports import FakeReports
from tests.fakes.time import FakeClock

MakeReport = Callable[..., Report]


def never() -> bool:
    return False


def _store(reports: FakeReports, report: Report) -> Report:
    reports.add(report, f"digest-{report.id}", in_place_of=None)
    return report


def test_a_report_that_no_queue_heard_of_is_sent(
    sweep: Sweep, reports: FakeReports, renders: FakeRenderQueue, make_report: MakeReport, clock: FakeClock
) -> None:
    report = _store(reports, make_report())
    clock.pass_(seconds=10)
    assert sweep("tick-1", never).sent == 1
    assert [message.report_id for message in renders.messages] == [report.id]


@pytest.mark.parametrize("seconds", [0, 9.999])
def test_a_report_is_not_sent_before_it_seems_lost(
    sweep: Sweep, reports: FakeReports, renders: FakeRenderQueue, make_report: MakeReport, clock: FakeClock, seconds: float
) -> None:
    _store(reports, make_report())
    clock.pass_(seconds=seconds)
    sweep("tick-1", never)
    assert len(renders) == 0


def test_one_tick_after_another_does_not_flood_the_queue(
    sweep: Sweep, reports: FakeReports, renders: FakeRenderQueue, make_report: MakeReport, clock: FakeClock
) -> None:
    _store(reports, make_report())
    for _ in range(5):
        clock.pass_(seconds=12)
        sweep("tick", never)
    assert len(renders) == 1


def test_a_message_that_was_lost_is_sent_again_much_later(
    sweep: Sweep, reports: FakeReports, renders: FakeRenderQueue, make_report: MakeReport, clock: FakeClock, timing: Timing
) -> None:
    _store(reports, queued(make_report(), clock.now, "key-1", timing.requeue_after))
    clock.pass_(seconds=99)
    assert sweep("tick-1", never).sent == 0
    clock.pass_(seconds=1)
    assert sweep("tick-2", never).sent == 1


def test_a_dead_workers_report_is_sent_once_its_lease_ran_out(
    sweep: Sweep, reports: FakeReports, renders: FakeRenderQueue, make_report: MakeReport, clock: FakeClock, timing: Timing
) -> None:
    _store(reports, claimed(make_report(), clock.now, "render", timing.lease))
    clock.pass_(seconds=59)
    assert sweep("tick-1", never).sent == 0
    clock.pass_(seconds=1)
    assert sweep("tick-2", never).sent == 1
    assert len(renders) == 1


def test_a_report_whose_attempts_are_used_up_ends_as_failed_which_is_told(
    sweep: Sweep,
    reports: FakeReports,
    renders: FakeRenderQueue,
    make_report: MakeReport,
    clock: FakeClock,
    timing: Timing,
    ended_reports: list[Report],
) -> None:
    report = _store(reports, claimed(make_report(attempt=timing.attempts - 1), clock.now, "render", timing.lease))
    clock.pass_(seconds=60)
    assert sweep("tick-1", never).given_up == 1
    ended = reports.get("acme", report.id)
    assert ended is not None
    assert (ended.status, ended.failure, len(renders)) == (ReportStatus.FAILED, EXHAUSTED, 0)
    assert ended_reports == [ended]
    assert sweep("tick-2", never).given_up == 0
    assert len(ended_reports) == 1


def test_the_index_only_nominates(
    sweep: Sweep, reports: FakeReports, renders: FakeRenderQueue, make_report: MakeReport, clock: FakeClock
) -> None:
    _store(reports, make_report(status=ReportStatus.READY, attention_at=None))
    _store(reports, make_report(status=ReportStatus.RENDERING, lease_until=clock.now + timedelta(minutes=5), attention_at=clock.now))
    clock.pass_(minutes=1)
    assert sweep("tick-1", never).sent == 0


def test_a_tick_stops_in_good_order_and_the_next_goes_on(
    sweep: Sweep, reports: FakeReports, renders: FakeRenderQueue, make_report: MakeReport, clock: FakeClock
) -> None:
    for _ in range(5):
        _store(reports, make_report())
    clock.pass_(seconds=10)
    looks = count()
    first = sweep("tick-1", lambda: next(looks) >= 2)
    assert (first.sent, first.stopped_early) == (2, True)
    second = sweep("tick-2", never)
    assert (second.sent, second.stopped_early) == (3, False)
    assert len({message.report_id for message in renders.messages}) == 5


@pytest.mark.parametrize(("failure", "looked_at"), [(ZeroDivisionError(), 3), (NotFound("report"), 3), (Unavailable("the table"), 1)])
def test_what_can_not_be_woken_stops_the_rest_only_where_it_would_meet_them_too(
    sweep: Sweep, reports: FakeReports, make_report: MakeReport, clock: FakeClock, failure: Exception, looked_at: int
) -> None:
    seen: list[str] = []

    def wake(_organization_id: str, report_id: str, _correlation_id: str) -> Woken:
        seen.append(report_id)
        raise failure

    for _ in range(3):
        _store(reports, make_report())
    clock.pass_(seconds=10)
    with pytest.raises((ExceptionGroup, Unavailable)):
        replace(sweep, wake={Waits.REPORT: wake})("tick-1", never)
    assert len(seen) == looked_at
