"""Every route of the API. A new resource is a module and a line here."""

from chalicelib.api import (
    ad_accounts,
    api_keys,
    brands,
    decisions,
    documentation,
    executions,
    health,
    jobs,
    metrics,
    prompts,
    region_configs,
    report_lifecycle,
    report_targets,
    report_templates,
    reports,
    results,
    scheduled_reports,
    white_labels,
)
from chalicelib.api.routing import Routes

BINARY_TYPES = ["text/csv", "text/tab-separated-values", "image/png", "image/jpeg"]

ROUTES: tuple[Routes, ...] = (
    health.routes,
    api_keys.routes,
    ad_accounts.routes,
    metrics.routes,
    reports.routes,
    report_lifecycle.routes,
    results.routes,
    report_templates.routes,
    report_targets.routes,
    decisions.routes,
    brands.routes,
    white_labels.routes,
    scheduled_reports.routes,
    executions.routes,
    jobs.routes,
    region_configs.routes,
    prompts.routes,
    documentation.routes,
)
