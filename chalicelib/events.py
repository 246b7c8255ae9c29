"""Events: the door that queues and the clock come through. Each function takes a raw event and calls one use case."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from chalicelib import wiring
from chalicelib.domain.clock import parse_instant
from chalicelib.messages import AnswerRequested, ExecutionRequested, RenderRequested
from chalicelib.observability import logger, metrics

_STOP_AT = 0.8


@metrics.log_metrics
def handle_dispatch(event: Mapping[str, Any], context: Any) -> None:
    """One message of the queue of executions. What is raised leaves the message to be delivered again."""
    message = ExecutionRequested.model_validate_json(_body(event, context))
    logger.set_correlation_id(message.correlation_id)
    logger.append_keys(execution_id=message.execution_id)
    outcome = _logging_bugs(lambda: wiring.dispatch_execution()(message))
    metrics.add_metric(f"dispatch_{outcome}", "Count", 1)
    logger.info("An execution was worked on", outcome=outcome)


@metrics.log_metrics
def handle_ask(event: Mapping[str, Any], context: Any) -> None:
    """One message of the queue of questions. What is raised leaves the message to be delivered again."""
    message = AnswerRequested.model_validate_json(_body(event, context))
    logger.set_correlation_id(message.correlation_id)
    logger.append_keys(report_id=message.report_id, cell=message.number)
    outcome = _logging_bugs(lambda: wiring.ask_question()(message))
    metrics.add_metric(f"ask_{outcome}", "Count", 1)
    logger.info("A question was worked on", outcome=outcome)


@metrics.log_metrics
def handle_render(event: Mapping[str, Any], context: Any) -> None:
    """One message of the queue of renders. What is raised leaves the message to be delivered again."""
    message = RenderRequested.model_validate_json(_body(event, context))
    logger.set_correlation_id(message.correlation_id)
    logger.append_keys(report_id=message.report_id)
    outcome = _logging_bugs(lambda: wiring.render_report()(message))
    metrics.add_metric(f"render_{outcome}", "Count", 1)
    logger.info("A report was worked on", outcome=outcome)


@metrics.log_metrics
def handle_tick(event: Mapping[str, Any], context: Any) -> None:
    """One minute of the rule. It stops in good order at 80 % of its time-out, and the next one goes on.

    The event's own time says what is due, and nothing else: an event may be late, and is delivered at least once.
    """
    logger.set_correlation_id(event["id"])
    began, has = monotonic(), context.get_remaining_time_in_millis() / 1000 * _STOP_AT
    ran, swept = _logging_bugs(lambda: wiring.tick()(parse_instant(event["time"]), event["id"], lambda: (monotonic() - began) / has))
    metrics.add_metric("executions_started", "Count", ran.started)
    metrics.add_metric("sent_again", "Count", swept.sent)
    metrics.add_metric("given_up", "Count", swept.given_up)
    stopped_early = ran.stopped_early or swept.stopped_early
    logger.info("A tick was handled", started=ran.started, sent=swept.sent, given_up=swept.given_up, stopped_early=stopped_early)


def _body(event: Mapping[str, Any], context: Any) -> str:
    (record,) = event["Records"]
    logger.append_keys(request_id=context.aws_request_id)
    body: str = record["body"]
    return body


def _logging_bugs[Result](work: Callable[[], Result]) -> Result:
    try:
        return work()
    except Exception:
        logger.exception("A worker failed")
        raise
