"""Events: the door that queues and the clock come through. Each function takes a raw event and calls one use case."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from chalicelib import wiring
from chalicelib.messages import RenderRequested
from chalicelib.observability import logger, metrics

_STOP_AT = 0.8


@metrics.log_metrics
def handle_render(event: Mapping[str, Any], context: Any) -> None:
    """One message of the queue of renders. What is raised leaves the message to be delivered again."""
    (record,) = event["Records"]
    message = RenderRequested.model_validate_json(record["body"])
    logger.set_correlation_id(message.correlation_id)
    logger.append_keys(report_id=message.report_id, request_id=context.aws_request_id)
    outcome = _logging_bugs(lambda: wiring.render_report()(message))
    metrics.add_metric(f"render_{outcome}", "Count", 1)
    logger.info("A report was worked on", outcome=outcome)


@metrics.log_metrics
def handle_tick(event: Mapping[str, Any], context: Any) -> None:
    """One minute of the rule. It stops in good order at 80 % of its time-out, and the next one goes on."""
    logger.set_correlation_id(event["id"])
    stop_at = monotonic() + context.get_remaining_time_in_millis() / 1000 * _STOP_AT
    woken = _logging_bugs(lambda: wiring.wake_reports()(event["id"], lambda: monotonic() >= stop_at))
    metrics.add_metric("reports_sent_again", "Count", woken.sent)
    metrics.add_metric("reports_given_up", "Count", woken.given_up)
    logger.info("A tick was handled", sent=woken.sent, given_up=woken.given_up, stopped_early=woken.stopped_early)


def _logging_bugs[Result](work: Callable[[], Result]) -> Result:
    try:
        return work()
    except Exception:
        logger.exception("A worker failed")
        raise
