"""Events: the door that queues and the clock come through. Each function takes a raw event and calls one use case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

from chalicelib import wiring
from chalicelib.domain.clock import parse_instant
from chalicelib.messages import AnswerRequested, ExecutionRequested, RenderRequested
from chalicelib.observability import begin, count, logger, metrics, note
from chalicelib.usecases.render_report import KeepsFailing

_STOP_AT = 0.8


@metrics.log_metrics
def handle_dispatch(event: Mapping[str, Any], context: Any) -> None:
    """One message of the queue of executions. What is raised leaves the message to be delivered again."""
    message = _message(ExecutionRequested, event, context)
    note(execution_id=message.execution_id)
    outcome = _logging_bugs(lambda: wiring.dispatch_execution()(message))
    count(f"dispatch_{outcome}")
    logger.info("An execution was worked on", outcome=outcome)


@metrics.log_metrics
def handle_ask(event: Mapping[str, Any], context: Any) -> None:
    """One message of the queue of questions. What is raised leaves the message to be delivered again."""
    message = _message(AnswerRequested, event, context)
    note(execution_id=message.execution_id, report_id=message.report_id, cell=message.number)
    outcome = _logging_bugs(lambda: wiring.ask_question()(message))
    count(f"ask_{outcome}")
    logger.info("A question was worked on", outcome=outcome)


@metrics.log_metrics
def handle_render(event: Mapping[str, Any], context: Any) -> None:
    """One message of the queue of renders. What is raised leaves the message to be delivered again."""
    message = _message(RenderRequested, event, context)
    note(execution_id=message.execution_id, report_id=message.report_id)
    try:
        outcome = _logging_bugs(lambda: wiring.render_report()(message))
    except KeepsFailing:
        count("render_kept_failing")
        raise
    count(f"render_{outcome}")
    logger.info("A report was worked on", outcome=outcome)


@metrics.log_metrics
def handle_tick(event: Mapping[str, Any], context: Any) -> None:
    """One minute of the rule. It stops in good order at 80 % of its time-out, and the next one goes on.

    The event's own time says what is due, and nothing else: an event may be late, and is delivered at least once.
    """
    _begin(event["id"], context)
    began, has = monotonic(), context.get_remaining_time_in_millis() / 1000 * _STOP_AT
    due = _Due()
    try:
        ran, swept = _logging_bugs(
            lambda: wiring.tick()(parse_instant(event["time"]), event["id"], lambda: (monotonic() - began) / has, due.note)
        )
    finally:  # of a tick that fails too: a schedule that can't be run grows old
        count("schedules_due", due.seen)
        metrics.add_metric("oldest_due_age", "Seconds", due.oldest.total_seconds())
    count("tick_handled")
    count("executions_started", ran.started)
    count("sent_again", swept.sent)
    count("given_up", swept.given_up)
    stopped_early = ran.stopped_early or swept.stopped_early
    count("tick_stopped_early", int(stopped_early))
    logger.info("A tick was handled", started=ran.started, sent=swept.sent, given_up=swept.given_up, stopped_early=stopped_early)


@dataclass(slots=True)
class _Due:
    """What one tick saw of schedules that are due: how many, and for how long the oldest one."""

    seen: int = 0
    oldest: timedelta = timedelta()

    def note(self, late: timedelta) -> None:
        self.seen += 1
        self.oldest = max(self.oldest, late)


def _message[Message: (AnswerRequested, ExecutionRequested, RenderRequested)](
    kind: type[Message], event: Mapping[str, Any], context: Any
) -> Message:
    (record,) = event["Records"]
    _begin("", context)
    message = _logging_bugs(lambda: kind.model_validate_json(record["body"]))
    _begin(message.correlation_id, context)
    return message


def _begin(correlation_id: str, context: Any) -> None:
    begin(correlation_id)
    note(request_id=context.aws_request_id)


def _logging_bugs[Result](work: Callable[[], Result]) -> Result:
    try:
        return work()
    except Exception:
        logger.exception("A worker failed")
        raise
