"""A worker may die at any call it makes. Whatever dies, the run ends as if nothing had: the same executions, reports and cells."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.execution import ExecutionStatus
from chalicelib.domain.report import ReportStatus
from chalicelib.domain.scheduled_report import ScheduledReport
from tests.fakes.mortal import Death, Fate
from tests.fakes.pipeline import Pipeline, kept_in_memory, strays
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, in_memory

PLATFORMS = (AiPlatform.CHATGPT, AiPlatform.CLAUDE)


def _pipeline(fate: Fate | None = None) -> tuple[Pipeline, ScheduledReport]:
    """A schedule with two regions of two prompts on two platforms."""
    make = Makers(in_memory(), FakeClock(), CountingRandom(), "acme")
    brand = make.brand()
    schedule = make.schedule(brand)
    for name in ("Germany", "France"):
        make.prompts(make.config(brand, schedule, name=name, ai_platforms=PLATFORMS), 2)
    return Pipeline(make, kept_in_memory(make.stores), fate), schedule


def _run(pipeline: Pipeline, schedule: ScheduledReport) -> datetime:
    at = schedule.next_run_at
    for minute in range(2):
        pipeline.clock.now = at + timedelta(minutes=minute, seconds=20)
        pipeline.run_tick(at + timedelta(minutes=minute))
    pipeline.settle(at)
    return at


def _what_came_of_it(pipeline: Pipeline, schedule: ScheduledReport) -> dict[str, Any]:
    """Everything but when, and how often it was tried."""
    stored = pipeline.make.stores.schedules.get("acme", schedule.id)
    assert stored is not None
    executions = pipeline.executions(schedule.id)
    reports = [report for execution in executions for report in pipeline.reports(execution)]
    return {
        "schedule": (stored.next_run_at, stored.last_run_status, stored.last_error_message),
        "executions": [(one.id, one.status, one.completed_regions_count, one.total_regions_count, one.missed_runs) for one in executions],
        "reports": [(report.id, report.status, report.title, report.figures, report.document is not None) for report in reports],
        "cells": [
            (one.id, one.number, one.prompt_id, one.platform, one.status, one.rank, one.businesses)
            for report in reports
            for one in pipeline.results(report)
        ],
        "strays": strays(pipeline),
    }


def _undisturbed() -> tuple[dict[str, Any], int]:
    pipeline, schedule = _pipeline()
    _run(pipeline, schedule)
    return _what_came_of_it(pipeline, schedule), pipeline.fate.calls


EXPECTED, CALLS = _undisturbed()


def test_undisturbed_every_region_gets_its_report() -> None:
    assert [execution[1] for execution in EXPECTED["executions"]] == [ExecutionStatus.COMPLETED]
    assert [report[1] for report in EXPECTED["reports"]] == [ReportStatus.READY] * 2
    assert len(EXPECTED["cells"]) == 8
    assert EXPECTED["strays"] == []


@pytest.mark.parametrize("death", Death)
def test_whatever_a_worker_dies_of_the_run_ends_the_same(death: Death) -> None:
    for step in range(1, CALLS + 1):
        pipeline, schedule = _pipeline(Fate(step, death))
        _run(pipeline, schedule)
        assert _what_came_of_it(pipeline, schedule) == EXPECTED, f"died {death.value} call {step}"


def test_a_platform_is_asked_again_only_where_the_worker_died_with_the_answer_in_its_hands() -> None:
    asked = []
    for step in range(1, CALLS + 1):
        pipeline, schedule = _pipeline(Fate(step, Death.AFTER))
        _run(pipeline, schedule)
        asked.append(len(pipeline.engines.asked))
    assert set(asked) == {8, 9}


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_tick_again_changes_nothing(times: int) -> None:
    pipeline, schedule = _pipeline()
    at = schedule.next_run_at
    pipeline.clock.now = at
    for _ in range(times):
        pipeline.run_tick(at)
    pipeline.settle(at)
    pipeline.run_tick(at)
    pipeline.settle(at)
    assert _what_came_of_it(pipeline, schedule) == EXPECTED


def test_every_message_delivered_twice_changes_nothing() -> None:
    pipeline, schedule = _pipeline()
    twice: list[Callable[[Any], Any]] = []
    for handler in ("dispatch", "ask", "render"):
        once = getattr(pipeline, handler)
        twice.append(once)
        setattr(pipeline, handler, lambda message, once=once: (once(message), once(message)))
    _run(pipeline, schedule)
    assert _what_came_of_it(pipeline, schedule) == EXPECTED
    assert len(pipeline.engines.asked) == 8
