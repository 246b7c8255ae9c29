from datetime import datetime, timedelta

import pytest

from chalicelib.domain import ids
from chalicelib.domain.errors import Conflict
from chalicelib.domain.execution import FINAL, Execution, ExecutionStatus, ended, report_id, sent, started
from chalicelib.domain.schedule_plan import Planned, plan, planned_execution
from tests.fakes.schedules import a_schedule

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    return a_schedule().next_run_at


@pytest.fixture
def pending(now: datetime) -> Execution:
    planned = plan(a_schedule(), now)
    assert isinstance(planned, Planned)
    return planned_execution(a_schedule(), planned, now, MINUTE)


def test_a_run_starts_once_however_often_it_is_dispatched(pending: Execution, now: datetime) -> None:
    once = started(pending, ("ad_rpt_1", "ad_rpt_2"), now, MINUTE)
    again = started(once, ("ad_rpt_1", "ad_rpt_2"), now + MINUTE, MINUTE)
    assert (again.status, again.started_at, again.total_regions_count) == (ExecutionStatus.RUNNING, now, 2)
    assert again.attention_at == now + 2 * MINUTE


def test_its_reports_have_the_same_ids_each_time(pending: Execution, now: datetime) -> None:
    first = report_id(pending, "config-1")
    assert ids.is_prefixed(ids.REPORT, first)
    assert report_id(sent(pending, now, MINUTE), "config-1") == first
    assert report_id(pending, "config-2") != first


def test_a_run_that_ended_is_at_rest(pending: Execution, now: datetime) -> None:
    partial = ended(
        started(pending, ("a", "b"), now, MINUTE), ExecutionStatus.PARTIAL, now + MINUTE, completed_regions=1, error_message="why"
    )
    assert (partial.attention_at, partial.finished_at, partial.completed_regions_count) == (None, now + MINUTE, 1)
    assert partial.started_at == now
    assert partial.is_final


def test_a_run_with_nothing_to_ask_fails_without_having_run(pending: Execution, now: datetime) -> None:
    failed = ended(pending, ExecutionStatus.FAILED, now, error_message="The scheduled report has no active region config")
    assert (failed.total_regions_count, failed.started_at, failed.error_message) == (
        0,
        now,
        "The scheduled report has no active region config",
    )


@pytest.mark.parametrize("status", sorted(FINAL))
def test_a_run_ends_once(pending: Execution, now: datetime, status: ExecutionStatus) -> None:
    over = ended(started(pending, ("a",), now, MINUTE), status, now)
    with pytest.raises(Conflict) as refusal:
        ended(over, ExecutionStatus.FAILED, now)
    assert refusal.value.details == {"status": status.value}
    with pytest.raises(Conflict):
        started(over, ("a",), now, MINUTE)


def test_a_run_that_never_started_can_only_fail(pending: Execution, now: datetime) -> None:
    with pytest.raises(Conflict):
        ended(pending, ExecutionStatus.COMPLETED, now)
