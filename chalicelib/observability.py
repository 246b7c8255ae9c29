"""Observability: one logger and one set of metrics, set up once. Nothing here ever sees a secret.

What an invocation is about (its correlation id, the report, the execution) is `note`d once, and is then on every line that it logs and
on the line of its metrics.
"""

from aws_lambda_powertools import Logger, Metrics

from chalicelib import settings

logger = Logger(service="folio", log_uncaught_exceptions=False)
metrics = Metrics(namespace="Folio", service="folio")
metrics.set_default_dimensions(stage=settings.STAGE)


def begin(correlation_id: str) -> None:
    """A new invocation: nothing of the one before is on its lines."""
    logger.clear_state()
    metrics.clear_metrics()
    logger.set_correlation_id(correlation_id)
    metrics.add_metadata("correlation_id", correlation_id)


def note(**ids: str | int | None) -> None:
    """What the invocation is about; what is None is left out."""
    known = {name: value for name, value in ids.items() if value is not None}
    logger.append_keys(**known)
    for name, value in known.items():
        metrics.add_metadata(name, value)


def count(what: str, times: int = 1) -> None:
    """So many more of something, written with whatever else this invocation counts when it ends."""
    metrics.add_metric(what, "Count", times)


def request_ended(method: str, resource: str, status: int) -> None:
    """The one line of a request: its metrics, and what it was about."""
    count(f"http_{status // 100}xx")
    note(method=method, resource=resource, status=status)
    metrics.flush_metrics()


def correlation_id() -> str:
    """Of the invocation that is under way; empty outside of one."""
    return logger.get_correlation_id() or ""
