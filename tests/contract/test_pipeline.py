"""The pipeline on a real table: a death after each step of tick, dispatch, ask and render, two ticks at once, fifty workers at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.errors import Conflict
from chalicelib.domain.execution import ExecutionStatus
from chalicelib.domain.report import ReportStatus, Verdict
from chalicelib.domain.scheduled_report import ScheduledReport
from tests.fakes.lifecycles import STORIES, told
from tests.fakes.mortal import Death, Fate
from tests.fakes.pipeline import Kept, Pipeline
from tests.fakes.time import FakeClock
from tests.fakes.visibility_stores import Makers

READS = ("get", "get_many", "work", "results", "open_cells", "of_schedule", "of_config", "before", "due", "link")
"""To die after a read is to die before what comes next. Every call has its turn in tests/unit/usecases/test_crash_at_every_step.py."""


def _schedule(make: Makers) -> ScheduledReport:
    brand = make.brand()
    schedule = make.schedule(brand)
    for name in ("Germany", "France"):
        make.prompts(make.config(brand, schedule, name=name, ai_platforms=(AiPlatform.CHATGPT, AiPlatform.CLAUDE)), 2)
    return schedule


def _assert_complete(pipeline: Pipeline, schedule: ScheduledReport) -> None:
    (execution,) = pipeline.executions(schedule.id)
    reports = pipeline.reports(execution)
    assert (execution.status, execution.completed_regions_count) == (ExecutionStatus.COMPLETED, 2)
    assert [report.status for report in reports] == [ReportStatus.READY] * 2
    assert [len(pipeline.results(report)) for report in reports] == [4, 4]


def _ran(make: Makers, kept: Kept, fate: Fate) -> Fate:
    """A schedule's run, complete whatever befell it; of an organization of its own: the schedules of other runs would be due again."""
    own = replace(make, organization_id=uuid4().hex, clock=FakeClock())
    schedule = _schedule(own)
    pipeline = Pipeline(own, kept, fate)
    at = pipeline.clock.now = schedule.next_run_at
    for _ in range(2):
        pipeline.run_due_now(at)
    pipeline.settle(at)
    _assert_complete(pipeline, schedule)
    return fate


def _steps(called: list[str]) -> list[int]:
    """The numbers of the calls that change something: each kind's first, and of what is saved again and again the first three."""
    return [
        number
        for number, name in enumerate(called, 1)
        if not name.endswith(READS) and called[: number - 1].count(name) < (3 if name.endswith("save") else 1)
    ]


def test_whatever_step_is_a_workers_last_the_run_ends_complete(make: Makers, kept: Kept) -> None:
    called = _ran(make, kept, Fate()).called
    steps = _steps(called)
    assert len({called[step - 1] for step in steps}) > 10
    for step in steps:
        fate = _ran(make, kept, Fate(step, Death.AFTER))
        assert fate.has_struck
        assert fate.called[step - 1] == called[step - 1]


def test_two_ticks_at_once_make_one_execution_of_each_slot(make: Makers, kept: Kept) -> None:
    brand = make.brand()
    schedules = [make.schedule(brand, next_run_at=make.clock.now) for _ in range(5)]
    pipeline = Pipeline(make, kept)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: pipeline.run_due_now(make.clock.now), range(2)))
    pipeline.run_due_now(make.clock.now)
    assert [len(pipeline.executions(schedule.id)) for schedule in schedules] == [1] * 5


def test_fifty_workers_on_one_report_lose_no_answer(make: Makers, kept: Kept) -> None:
    config = make.prompts(make.config(make.brand(), ai_platforms=tuple(AiPlatform)), 7)
    pipeline = Pipeline(make, kept)
    report = pipeline.request(pipeline.caller, config.id, None, "1").report
    with ThreadPoolExecutor(50) as pool:
        list(pool.map(pipeline.ask, pipeline.questions.messages))
    assert len(pipeline.results(report)) == 56
    assert kept.joins.open_cells(make.organization_id, report.id) == frozenset()
    assert len(pipeline.engines.asked) == 56
    assert 1 <= len(pipeline.renders) <= 50
    pipeline.settle(make.clock.now)
    ready = kept.reports.get(make.organization_id, report.id)
    assert (ready.status, ready.attempt) == (ReportStatus.READY, 1)


@pytest.mark.parametrize("name", STORIES)
def test_whatever_dies_of_a_clients_wish_its_second_try_and_the_sweep_put_right(make: Makers, kept: Kept, name: str) -> None:
    def pipeline() -> Pipeline:
        return Pipeline(replace(make, organization_id=uuid4().hex, clock=FakeClock()), kept)

    expected, calls = told(STORIES[name], pipeline())
    for step in range(1, calls + 1):
        own = pipeline()
        ended, _ = told(STORIES[name], own, lambda on=own, at=step: on.fate.strike(at, Death.AFTER))  # type: ignore[misc]
        assert ended == expected, f"died after call {step}"


@pytest.mark.parametrize("verdicts", [(Verdict.APPROVED, Verdict.REJECTED), (Verdict.APPROVED, Verdict.APPROVED)])
def test_of_verdicts_at_once_one_is_stored_and_the_others_are_told(make: Makers, kept: Kept, verdicts: tuple[Verdict, Verdict]) -> None:
    pipeline = Pipeline(make, kept)
    report = STORIES["approved"].begin(pipeline)

    def decide(verdict: Verdict) -> str:
        try:
            return str(pipeline.decide(pipeline.reviewer, report.id, verdict, None).review_status)
        except Conflict as refusal:
            return f"{refusal.details['status']} already"

    with ThreadPoolExecutor(8) as pool:
        told_by = list(pool.map(decide, verdicts * 4))
    stored = kept.reports.get(make.organization_id, report.id)
    assert sorted(told_by) == sorted([str(stored.review_status), *[f"{stored.status} already"] * 7])


def test_retries_at_once_begin_one_round(make: Makers, kept: Kept) -> None:
    pipeline = Pipeline(make, kept)
    report = STORIES["retried"].begin(pipeline)

    def retry(_: int) -> bool:
        try:
            pipeline.retry(pipeline.caller, report.id, "2")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(retry, range(8))) == 1
    pipeline.settle(make.clock.now)
    assert len(pipeline.engines.asked) == 4
    assert kept.reports.get(make.organization_id, report.id).status is ReportStatus.READY
