"""Wiring of where things are kept: behind each port its adapter."""

from functools import cache

from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.api_keys import ApiKeys
from chalicelib.usecases.ports.brands import Brands
from chalicelib.usecases.ports.cells import Cells
from chalicelib.usecases.ports.daily_metrics import DailyMetricsStore
from chalicelib.usecases.ports.decisions import Decisions
from chalicelib.usecases.ports.deletions import Deletions
from chalicelib.usecases.ports.executions import Executions
from chalicelib.usecases.ports.idempotency import IdempotencyRecords
from chalicelib.usecases.ports.joins import Joins
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.ports.question_sheets import QuestionSheets
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.ports.report_targets import ReportTargets
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports
from chalicelib.usecases.ports.templates import Templates
from chalicelib.usecases.ports.visibility_runs import VisibilityRuns
from chalicelib.usecases.ports.white_labels import WhiteLabels
from chalicelib.wiring.clients import documents, table


@cache
def api_keys() -> ApiKeys:
    """Where API keys are kept."""
    from chalicelib.adapters.api_keys import DynamoApiKeys

    return DynamoApiKeys(table())


@cache
def idempotency_records() -> IdempotencyRecords:
    """What is kept of requests that carry an `Idempotency-Key`."""
    from chalicelib.adapters.idempotency import DynamoIdempotencyRecords

    return DynamoIdempotencyRecords(table())


@cache
def reports() -> Reports:
    """Where reports are kept."""
    from chalicelib.adapters.reports import DynamoReports

    return DynamoReports(table())


@cache
def templates() -> Templates:
    """Where organizations' own templates are kept."""
    from chalicelib.adapters.templates import DynamoTemplates

    return DynamoTemplates(table())


@cache
def report_targets() -> ReportTargets:
    """Where report targets are kept."""
    from chalicelib.adapters.report_targets import DynamoReportTargets

    return DynamoReportTargets(table())


@cache
def decisions() -> Decisions:
    """Where ad accounts' logs are kept."""
    from chalicelib.adapters.decisions import DynamoDecisions

    return DynamoDecisions(table())


@cache
def deletions() -> Deletions:
    """What is left of deleted reports."""
    from chalicelib.adapters.deletions import DynamoDeletions

    return DynamoDeletions(table())


@cache
def ad_accounts() -> AdAccounts:
    """Where ad accounts are kept."""
    from chalicelib.adapters.ad_accounts import DynamoAdAccounts

    return DynamoAdAccounts(table())


@cache
def daily_metrics() -> DailyMetricsStore:
    """Where daily metrics are kept."""
    from chalicelib.adapters.daily_metrics import DynamoDailyMetrics

    return DynamoDailyMetrics(table())


@cache
def brands() -> Brands:
    """Where brands are kept."""
    from chalicelib.adapters.brands import DynamoBrands

    return DynamoBrands(table())


@cache
def white_labels() -> WhiteLabels:
    """Where white labels are kept."""
    from chalicelib.adapters.white_labels import DynamoWhiteLabels

    return DynamoWhiteLabels(table())


@cache
def scheduled_reports() -> ScheduledReports:
    """Where scheduled reports are kept."""
    from chalicelib.adapters.scheduled_reports import DynamoScheduledReports

    return DynamoScheduledReports(table())


@cache
def region_configs() -> RegionConfigs:
    """Where region configs are kept."""
    from chalicelib.adapters.region_configs import DynamoRegionConfigs

    return DynamoRegionConfigs(table())


@cache
def prompts() -> Prompts:
    """Where prompts are kept."""
    from chalicelib.adapters.prompts import DynamoPrompts

    return DynamoPrompts(table())


@cache
def executions() -> Executions:
    """Where executions are kept."""
    from chalicelib.adapters.executions import DynamoExecutions

    return DynamoExecutions(table())


@cache
def cells() -> Cells:
    """Where the work on cells is kept."""
    from chalicelib.adapters.cells import DynamoCells

    return DynamoCells(table())


@cache
def joins() -> Joins:
    """Which cells are open."""
    from chalicelib.adapters.joins import DynamoJoins

    return DynamoJoins(table())


@cache
def visibility_runs() -> VisibilityRuns:
    """Where the counts of measured reports are kept."""
    from chalicelib.adapters.visibility_runs import DynamoVisibilityRuns

    return DynamoVisibilityRuns(table())


@cache
def question_sheets() -> QuestionSheets:
    """Where question sheets are frozen."""
    from chalicelib.adapters.question_sheets import FiledQuestionSheets

    return FiledQuestionSheets(documents())
