"""Observability: one logger and one set of metrics, set up once. Nothing here ever sees a secret."""

from aws_lambda_powertools import Logger, Metrics

from chalicelib import settings

logger = Logger(service="folio", log_uncaught_exceptions=False)
metrics = Metrics(namespace="Folio", service="folio")
metrics.set_default_dimensions(stage=settings.STAGE)
