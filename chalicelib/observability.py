"""Observability: one logger and one set of metrics, set up once. Nothing here ever sees a secret."""

from aws_lambda_powertools import Logger, Metrics

from chalicelib import settings

logger = Logger(service="folio", log_uncaught_exceptions=False)
metrics = Metrics(namespace="Folio", service="folio")
metrics.set_default_dimensions(stage=settings.STAGE)


def count(what: str) -> None:
    """One more of what is rare, written at once: a request that has none of it pays for no metrics."""
    metrics.add_metric(what, "Count", 1)
    metrics.flush_metrics()
