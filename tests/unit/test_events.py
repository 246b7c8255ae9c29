"""What the handlers of events count and log, whatever the use case behind them does."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib import events, wiring
from chalicelib.messages import AnswerRequested, ExecutionRequested, RenderRequested
from chalicelib.observability import logger
from chalicelib.usecases.ask_question import AskOutcome
from chalicelib.usecases.dispatch_execution import DispatchOutcome
from chalicelib.usecases.render_report import KeepsFailing, Outcome
from chalicelib.usecases.run_due_schedules import Ran
from chalicelib.usecases.sweep import Swept

CONTEXT = SimpleNamespace(aws_request_id="req-1", get_remaining_time_in_millis=lambda: 60_000)
TICK = {"id": "tick-1", "time": "2026-03-01T10:00:00Z"}
RUN = ExecutionRequested(organization_id="acme", execution_id="exe_1", correlation_id="c-1")
QUESTION = AnswerRequested(organization_id="acme", report_id="rep_1", number=3, correlation_id="c-1", execution_id="exe_1")
RENDER = RenderRequested(organization_id="acme", report_id="rep_1", correlation_id="c-1", execution_id="exe_1")


def event(message: RenderRequested | AnswerRequested | ExecutionRequested) -> dict[str, Any]:
    return {"Records": [{"body": message.model_dump_json()}]}


def written(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {name: value for name, value in line.items() if name not in {"_aws", "service", "stage"}}


def wire(monkeypatch: pytest.MonkeyPatch, name: str, use_case: Callable[..., Any]) -> None:
    monkeypatch.setattr(wiring, name, lambda: use_case)


@pytest.mark.parametrize(
    ("handler", "name", "message", "outcome", "counted"),
    [
        ("handle_dispatch", "dispatch_execution", RUN, DispatchOutcome.DISPATCHED, "dispatch_dispatched"),
        ("handle_ask", "ask_question", QUESTION, AskOutcome.ANSWERED, "ask_answered"),
        ("handle_render", "render_report", RENDER, Outcome.FINISHED, "render_finished"),
    ],
)
def test_a_worker_counts_its_outcome_with_all_that_it_was_about(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, handler: str, name: str, message: Any, outcome: str, counted: str
) -> None:
    wire(monkeypatch, name, lambda _message: outcome)
    getattr(events, handler)(event(message), CONTEXT)
    line = written(capsys)
    assert line[counted] == [1.0]
    about = {"request_id": "req-1", "correlation_id": "c-1", "execution_id": "exe_1"}
    assert about.items() <= line.items()
    assert line.get("report_id", "rep_1") == "rep_1"


def test_a_report_that_keeps_failing_is_counted_each_time_its_message_comes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def keeps_failing(_message: RenderRequested) -> Outcome:
        raise KeepsFailing("rep_1")

    wire(monkeypatch, "render_report", keeps_failing)
    with pytest.raises(KeepsFailing):
        events.handle_render(event(RENDER), CONTEXT)
    assert written(capsys)["render_kept_failing"] == [1.0]


def test_a_tick_says_how_much_was_due_for_how_long_and_what_it_did(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tick(_at: Any, _id: str, _spent: Any, late: Callable[[timedelta], None]) -> tuple[Ran, Swept]:
        for seconds in (30, 400, 20):
            late(timedelta(seconds=seconds))
        return Ran(2, stopped_early=False), Swept(3, 1, stopped_early=True)

    wire(monkeypatch, "tick", tick)
    events.handle_tick(TICK, CONTEXT)
    line = written(capsys)
    told = {
        "tick_handled": 1,
        "schedules_due": 3,
        "oldest_due_age": 400,
        "executions_started": 2,
        "sent_again": 3,
        "given_up": 1,
        "tick_stopped_early": 1,
    }
    assert {name: line[name] for name in told} == {name: [float(value)] for name, value in told.items()}


def test_a_tick_that_fails_says_what_was_due_and_is_not_counted_as_handled(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tick(_at: Any, _id: str, _spent: Any, late: Callable[[timedelta], None]) -> tuple[Ran, Swept]:
        late(timedelta(minutes=9))
        raise ZeroDivisionError

    wire(monkeypatch, "tick", tick)
    with pytest.raises(ZeroDivisionError):
        events.handle_tick(TICK, CONTEXT)
    line = written(capsys)
    assert line["oldest_due_age"] == [540.0]
    assert "tick_handled" not in line


def test_a_message_that_cant_be_read_is_logged_as_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    wire(monkeypatch, "render_report", lambda _message: Outcome.FINISHED)
    events.handle_render(event(RENDER), CONTEXT)
    with pytest.raises(ValueError, match="report_id"), pytest.warns(UserWarning, match="No application metrics"):
        events.handle_render({"Records": [{"body": '{"organization_id": "acme"}'}]}, CONTEXT)
    assert "report_id" not in logger.get_current_keys()


def test_messages_of_before_the_execution_was_in_them_are_read() -> None:
    old = '{"type":"render_requested","version":1,"organization_id":"acme","report_id":"rep_1","correlation_id":"c-1"}'
    assert RenderRequested.model_validate_json(old).execution_id is None
