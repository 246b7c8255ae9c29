"""What every keeper of cells and joins does: the one in memory, and the table on two engines."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell import CellStatus, CellWork, claim, closed, let_go
from chalicelib.domain.cell_result import CellResult, ResultStatus
from chalicelib.domain.deletion import Deletion
from chalicelib.domain.errors import Stale
from chalicelib.domain.report import Report
from chalicelib.usecases.ports.open_work import Nominated, Waits
from tests.fakes.cell_results import answered
from tests.fakes.pipeline import Kept
from tests.fakes.visibility_reports import an_asking_report
from tests.fakes.visibility_stores import Makers

LEASE = timedelta(seconds=60)


def _report(kept: Kept, make: Makers, cells: int = 3) -> Report:
    report = an_asking_report(make.clock, make.random, make.organization_id, cells)
    kept.reports.create(report)
    return report


def _claim(kept: Kept, make: Makers, report: Report, number: int, was: CellWork | None = None) -> CellWork:
    work = claim(was, report.id, number, make.clock.now, LEASE)
    assert isinstance(work, CellWork)
    kept.cells.hold(make.organization_id, work, was=was)
    return work


def _result(report: Report, number: int) -> CellResult:
    result = answered(number, "Acme Coffee", ("BrewCo", 2), cites=("https://acme.example/menu",), platform=AiPlatform.GROK)
    return replace(result, report_id=report.id, response="Kaffee 咖啡\n" * 100)


def test_a_reports_join_is_stored_with_it_and_a_second_report_of_the_same_id_is_refused(kept: Kept, make: Makers) -> None:
    report = _report(kept, make)
    assert kept.joins.open_cells(make.organization_id, report.id) == {0, 1, 2}
    kept.joins.leave(make.organization_id, report.id, 1)
    with pytest.raises(Stale):
        kept.reports.create(report)
    assert kept.joins.open_cells(make.organization_id, report.id) == {0, 2}
    assert kept.reports.get(make.organization_id, report.id) == report


def test_leaving_twice_is_leaving_once_and_the_last_one_sees_nothing_left(kept: Kept, make: Makers) -> None:
    report = _report(kept, make)
    assert kept.joins.leave(make.organization_id, report.id, 0) == {1, 2}
    assert kept.joins.leave(make.organization_id, report.id, 0) == {1, 2}
    assert kept.joins.leave(make.organization_id, report.id, 2) == {1}
    assert kept.joins.leave(make.organization_id, report.id, 1) == frozenset()
    assert kept.joins.leave(make.organization_id, report.id, 1) == frozenset()


def test_of_a_report_that_is_gone_nothing_is_open_and_leaving_makes_nothing(kept: Kept, make: Makers) -> None:
    assert kept.joins.leave(make.organization_id, "ad_rpt_gone", 0) == frozenset()
    assert kept.joins.open_cells(make.organization_id, "ad_rpt_gone") == frozenset()


def test_open_cells_are_counted_by_report(kept: Kept, make: Makers) -> None:
    one, other = _report(kept, make), _report(kept, make)
    kept.joins.leave(make.organization_id, one.id, 0)
    for number in range(3):
        kept.joins.leave(make.organization_id, other.id, number)
    counts = kept.joins.open_counts(make.organization_id, [one.id, other.id, "ad_rpt_gone"])
    assert counts == {one.id: 2, other.id: 0, "ad_rpt_gone": 0}


def test_fifty_workers_at_once_leave_one_join_and_none_is_lost(kept: Kept, make: Makers) -> None:
    report = _report(kept, make, cells=400)

    def leave(number: int) -> int:
        return len(kept.joins.leave(make.organization_id, report.id, number))

    with ThreadPoolExecutor(50) as pool:
        left = list(pool.map(leave, range(200)))
    assert sorted(left) == list(range(200, 400))
    with ThreadPoolExecutor(50) as pool:
        left = list(pool.map(leave, range(200, 400)))
    assert left.count(0) == 1
    assert kept.joins.open_cells(make.organization_id, report.id) == frozenset()


def test_a_claimed_cell_comes_back_as_it_was_claimed(kept: Kept, make: Makers) -> None:
    report = _report(kept, make)
    work = _claim(kept, make, report, 1)
    assert kept.cells.work(make.organization_id, report.id, [0, 1, 2]) == {1: work}
    assert kept.cells.work(make.organization_id, report.id, [1]) == {1: work}
    freed = let_go(work)
    kept.cells.hold(make.organization_id, freed, was=work)
    assert kept.cells.work(make.organization_id, report.id, [1]) == {1: freed}


def test_of_many_workers_one_claims_a_cell(kept: Kept, make: Makers) -> None:
    report = _report(kept, make)

    def first(_: int) -> bool:
        try:
            _claim(kept, make, report, 0)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(first, range(16))) == 1
    (work,) = kept.cells.work(make.organization_id, report.id, [0]).values()
    make.clock.pass_(seconds=60)

    def again(_: int) -> bool:
        try:
            _claim(kept, make, report, 0, was=work)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(again, range(16))) == 1


def test_a_result_comes_back_as_it_was_stored_and_results_are_in_order(kept: Kept, make: Makers) -> None:
    report = _report(kept, make, cells=12)
    for number in (10, 2, 0):
        work = _claim(kept, make, report, number)
        kept.cells.close(make.organization_id, closed(work, CellStatus.ANSWERED), _result(report, number), was=work)
    _claim(kept, make, report, 5)
    assert kept.cells.results(make.organization_id, report.id) == tuple(_result(report, number) for number in (0, 2, 10))
    assert kept.cells.work(make.organization_id, report.id, [2])[2].is_closed
    assert kept.cells.results("another", report.id) == ()


def test_a_worker_that_was_overtaken_stores_nothing(kept: Kept, make: Makers) -> None:
    report = _report(kept, make)
    slow = _claim(kept, make, report, 0)
    make.clock.pass_(seconds=60)
    quick = _claim(kept, make, report, 0, was=slow)
    with pytest.raises(Stale):
        kept.cells.close(make.organization_id, closed(slow, CellStatus.ANSWERED), _result(report, 0), was=slow)
    with pytest.raises(Stale):
        kept.cells.hold(make.organization_id, let_go(slow), was=slow)
    assert kept.cells.results(make.organization_id, report.id) == ()
    kept.cells.close(make.organization_id, closed(quick, CellStatus.ANSWERED), _result(report, 0), was=quick)
    with pytest.raises(Stale):
        kept.cells.close(make.organization_id, closed(quick, CellStatus.ANSWERED), _result(report, 0), was=quick)


def _failed(kept: Kept, make: Makers, report: Report, number: int) -> CellWork:
    work = _claim(kept, make, report, number)
    end = closed(work, CellStatus.FAILED)
    kept.cells.close(make.organization_id, end, replace(_result(report, number), status=ResultStatus.FAILED), was=work)
    return end


def test_a_cell_that_failed_is_opened_again_by_one_worker_and_has_no_result_then(kept: Kept, make: Makers) -> None:
    report = _report(kept, make)
    failed = _failed(kept, make, report, 0)

    def open_again(_: int) -> bool:
        work = claim(failed, report.id, 0, make.clock.now, LEASE, retries=1)
        assert isinstance(work, CellWork)
        try:
            kept.cells.hold(make.organization_id, work, was=failed)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(open_again, range(8))) == 1
    assert kept.cells.results(make.organization_id, report.id) == ()
    again = kept.cells.work(make.organization_id, report.id, [0])[0]
    assert (again.status, again.attempts, again.retries) == (CellStatus.ASKING, 1, 1)
    with pytest.raises(Stale):
        kept.cells.close(make.organization_id, failed, _result(report, 0), was=failed)
    kept.cells.close(make.organization_id, closed(again, CellStatus.ANSWERED), _result(report, 0), was=again)
    assert kept.cells.results(make.organization_id, report.id) == (_result(report, 0),)


def test_a_report_that_asks_again_is_stored_with_its_join_or_not_at_all(kept: Kept, make: Makers) -> None:
    report = _report(kept, make)
    for number in range(3):
        kept.joins.leave(make.organization_id, report.id, number)
    again = kept.reports.ask_again(report, frozenset({0, 2}))
    assert kept.joins.open_cells(make.organization_id, report.id) == {0, 2}
    assert kept.reports.get(make.organization_id, report.id) == again
    with pytest.raises(Stale):
        kept.reports.ask_again(report, frozenset({1}))
    assert kept.joins.open_cells(make.organization_id, report.id) == {0, 2}


def test_a_deletion_takes_the_reports_place_waits_and_clears_all_of_it(kept: Kept, make: Makers) -> None:
    report, another = _report(kept, make), _report(kept, make)
    for one in (report, another):
        _failed(kept, make, one, 0)
    deletion = Deletion(make.organization_id, report.id, make.clock.now + LEASE)
    with pytest.raises(Stale):
        kept.reports.remove(replace(report, revision=report.revision + 1), deletion)
    assert kept.deletions.get(make.organization_id, report.id) is None
    kept.reports.remove(report, deletion)
    assert kept.reports.get(make.organization_id, report.id) is None
    assert kept.deletions.get(make.organization_id, report.id) == deletion
    with pytest.raises(Stale):
        kept.reports.remove(report, deletion)
    with pytest.raises(Stale):
        kept.reports.create(report)
    waiting = [one for one in kept.open_work.waiting(deletion.attention_at) if one.id == report.id]
    assert waiting == [Nominated(Waits.DELETION, make.organization_id, report.id)]
    for _ in range(2):
        kept.deletions.clear(deletion)
    assert kept.deletions.get(make.organization_id, report.id) == deletion
    assert kept.joins.open_cells(make.organization_id, report.id) == frozenset()
    assert kept.cells.work(make.organization_id, report.id, range(3)) == {}
    assert len(kept.cells.results(make.organization_id, another.id)) == 1
    for _ in range(2):
        kept.deletions.remove(deletion)
    assert kept.deletions.get(make.organization_id, report.id) is None
    assert not [one for one in kept.open_work.waiting(deletion.attention_at) if one.id == report.id]


def test_a_cell_that_nobody_claimed_can_be_closed(kept: Kept, make: Makers) -> None:
    report = _report(kept, make)
    never = CellWork(report.id, 0, CellStatus.FAILED, 0, make.clock.now, None)
    kept.cells.close(make.organization_id, never, _result(report, 0), was=None)
    with pytest.raises(Stale):
        _claim(kept, make, report, 0)


def test_the_longest_answer_that_is_kept_fits(kept: Kept, make: Makers) -> None:

    report = _report(kept, make)
    work = _claim(kept, make, report, 0)
    noise = random.Random(1)  # noqa: S311 # repeats
    response = "".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(66_000))
    result = replace(_result(report, 0), response=response)
    kept.cells.close(make.organization_id, closed(work, CellStatus.ANSWERED), result, was=work)
    assert kept.cells.results(make.organization_id, report.id) == (result,)
