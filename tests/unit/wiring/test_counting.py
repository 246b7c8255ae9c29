"""How things end is counted wherever they end, in what the alarms and the operator's queries look for."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.execution import FINAL, Execution, ExecutionStatus
from chalicelib.domain.report import ReportStatus
from chalicelib.domain.schedule_plan import Planned, plan, planned_execution
from chalicelib.observability import begin, metrics
from chalicelib.usecases.render_report import EXHAUSTED
from chalicelib.wiring.counting import count_execution, count_report
from tests.fakes.schedules import a_schedule
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_reports import an_asking_report

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def an_invocation() -> None:
    begin("c-1")


def counted(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    metrics.flush_metrics()
    line: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return line


def logged(caplog: pytest.LogCaptureFixture, *names: str) -> list[tuple[Any, ...]]:
    return [(record.getMessage(), *(getattr(record, name) for name in names)) for record in caplog.records]


def test_reports_that_failed_are_a_sum_and_all_that_ended_a_count_of_one_metric(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    report = an_asking_report(FakeClock(), CountingRandom(), "acme")
    for status in (ReportStatus.READY, ReportStatus.PENDING_REVIEW):
        count_report(replace(report, status=status))
    count_report(replace(report, status=ReportStatus.FAILED, failure=EXHAUSTED))
    assert counted(capsys)["report_failed"] == [0.0, 0.0, 1.0]
    assert logged(caplog, "report_id", "outcome", "reason") == [
        ("A report ended", report.id, "ready", None),
        ("A report ended", report.id, "pending_review", None),
        ("A report ended", report.id, "failed", "rendering_failed"),
    ]


@pytest.mark.parametrize("status", sorted(FINAL))
def test_a_run_is_counted_by_how_it_ended(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, status: ExecutionStatus
) -> None:
    execution = replace(a_run(), status=status)
    count_execution(execution)
    assert counted(capsys)[f"execution_{status}"] == [1.0]
    assert logged(caplog, "execution_id", "outcome") == [("A run ended", execution.id, status)]


def a_run() -> Execution:
    planned = plan(a_schedule(), a_schedule().next_run_at)
    assert isinstance(planned, Planned)
    return planned_execution(a_schedule(), planned, NOW, timedelta(minutes=1))
