"""Wiring: the composition root, and the only file that knows concrete classes. Heavy imports happen inside its functions.

One of each per process: a Lambda's execution environment keeps its clients warm from one event to the next.
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from chalicelib import settings
from chalicelib.domain.clock import to_milliseconds
from chalicelib.usecases import find_template as templates_usecase
from chalicelib.usecases.timing import AskTiming, Timing

if TYPE_CHECKING:
    from chalicelib.adapters.ad_accounts import DynamoAdAccounts
    from chalicelib.adapters.api_keys import DynamoApiKeys
    from chalicelib.adapters.brands import DynamoBrands
    from chalicelib.adapters.cells import DynamoCells
    from chalicelib.adapters.daily_metrics import DynamoDailyMetrics
    from chalicelib.adapters.documents import S3Documents
    from chalicelib.adapters.dynamodb import Table
    from chalicelib.adapters.executions import DynamoExecutions
    from chalicelib.adapters.joins import DynamoJoins
    from chalicelib.adapters.prompts import DynamoPrompts
    from chalicelib.adapters.question_sheets import FiledQuestionSheets
    from chalicelib.adapters.queues import SqsQueue
    from chalicelib.adapters.region_configs import DynamoRegionConfigs
    from chalicelib.adapters.renders import SqsRenderQueue
    from chalicelib.adapters.reports import DynamoReports
    from chalicelib.adapters.scheduled_reports import DynamoScheduledReports
    from chalicelib.adapters.visibility_runs import DynamoVisibilityRuns
    from chalicelib.domain.row_judgement import RawRow
    from chalicelib.engines.configured import ConfiguredEngines
    from chalicelib.messages import AnswerRequested, ExecutionRequested
    from chalicelib.usecases.add_prompts import AddPrompts
    from chalicelib.usecases.ask_question import AskQuestion
    from chalicelib.usecases.attach_region_config import AttachRegionConfig
    from chalicelib.usecases.create_ad_account import CreateAdAccount
    from chalicelib.usecases.create_api_key import CreateApiKey
    from chalicelib.usecases.create_brand import CreateBrand
    from chalicelib.usecases.create_region_config import CreateRegionConfig
    from chalicelib.usecases.create_scheduled_report import CreateScheduledReport
    from chalicelib.usecases.delete_ad_account import DeleteAdAccount
    from chalicelib.usecases.delete_brand import DeleteBrand
    from chalicelib.usecases.delete_prompt import DeletePrompt
    from chalicelib.usecases.delete_region_config import DeleteRegionConfig
    from chalicelib.usecases.delete_scheduled_report import DeleteScheduledReport
    from chalicelib.usecases.detach_region_config import DetachRegionConfig
    from chalicelib.usecases.dispatch_execution import DispatchExecution
    from chalicelib.usecases.end_cell import EndCell
    from chalicelib.usecases.fetch_document import FetchDocument, LinkDocument
    from chalicelib.usecases.finish_execution import FinishExecution
    from chalicelib.usecases.import_metrics import ImportMetrics
    from chalicelib.usecases.list_prompts import ListPrompts
    from chalicelib.usecases.read_ad_account import ReadAdAccount
    from chalicelib.usecases.read_analytics import ReadAnalytics
    from chalicelib.usecases.read_brand import ReadBrand
    from chalicelib.usecases.read_executions import ReadExecutions
    from chalicelib.usecases.read_metrics import ReadMetrics
    from chalicelib.usecases.read_region_config import ReadRegionConfig
    from chalicelib.usecases.read_report import ReadReport
    from chalicelib.usecases.read_results import ReadResults
    from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
    from chalicelib.usecases.render_report import RenderReport
    from chalicelib.usecases.request_report import RequestReport
    from chalicelib.usecases.request_visibility_report import RequestVisibilityReport
    from chalicelib.usecases.start_execution import StartExecution
    from chalicelib.usecases.tick import Tick
    from chalicelib.usecases.update_ad_account import UpdateAdAccount
    from chalicelib.usecases.update_brand import UpdateBrand
    from chalicelib.usecases.update_prompt import UpdatePrompt
    from chalicelib.usecases.update_region_config import UpdateRegionConfig
    from chalicelib.usecases.update_scheduled_report import UpdateScheduledReport
    from chalicelib.usecases.wake_questions import WakeQuestions

find_template = cache(lambda: templates_usecase.find_template)
list_templates = cache(lambda: templates_usecase.list_templates)


def clock() -> datetime:
    """Now, to the millisecond that is stored."""
    return to_milliseconds(datetime.now(UTC))


random = os.urandom


@cache
def deployment() -> settings.Settings:
    """What this process knows of its deployment."""
    return settings.read()


@cache
def timing() -> Timing:
    """How long things may take on this stage."""
    known = deployment()
    return Timing(lease=known.render_lease, attempts=known.render_attempts, resend_after=known.resend_after)


@cache
def ask_timing() -> AskTiming:
    """How long a question may take on this stage."""
    known = deployment()
    return AskTiming(lease=known.ask_lease, answer_within=known.answer_within)


@cache
def table() -> "Table":
    """The table."""
    import boto3

    from chalicelib.adapters.aws import CONFIG
    from chalicelib.adapters.dynamodb import Table

    return Table(boto3.client("dynamodb", config=CONFIG), deployment().table)


@cache
def documents() -> "S3Documents":
    """The bucket."""
    import boto3
    from botocore.config import Config

    from chalicelib.adapters.aws import CONFIG
    from chalicelib.adapters.documents import S3Documents

    signed = CONFIG.merge(Config(signature_version="s3v4"))
    return S3Documents(boto3.client("s3", config=signed), deployment().bucket)


@cache
def renders() -> "SqsRenderQueue":
    """The queue of renders."""
    import boto3

    from chalicelib.adapters.aws import CONFIG
    from chalicelib.adapters.renders import SqsRenderQueue

    return SqsRenderQueue(boto3.client("sqs", config=CONFIG), deployment().renders_queue_url)


@cache
def execution_queue() -> "SqsQueue[ExecutionRequested]":
    """The queue of executions."""
    import boto3

    from chalicelib.adapters.aws import CONFIG
    from chalicelib.adapters.queues import SqsQueue

    return SqsQueue(boto3.client("sqs", config=CONFIG), deployment().executions_queue_url, "the queue of executions")


@cache
def question_queue() -> "SqsQueue[AnswerRequested]":
    """The queue of questions."""
    import boto3

    from chalicelib.adapters.aws import CONFIG
    from chalicelib.adapters.queues import SqsQueue

    return SqsQueue(boto3.client("sqs", config=CONFIG), deployment().questions_queue_url, "the queue of questions")


@cache
def api_keys() -> "DynamoApiKeys":
    """Where API keys are kept."""
    from chalicelib.adapters.api_keys import DynamoApiKeys

    return DynamoApiKeys(table())


@cache
def reports() -> "DynamoReports":
    """Where reports are kept."""
    from chalicelib.adapters.reports import DynamoReports

    return DynamoReports(table())


@cache
def ad_accounts() -> "DynamoAdAccounts":
    """Where ad accounts are kept."""
    from chalicelib.adapters.ad_accounts import DynamoAdAccounts

    return DynamoAdAccounts(table())


@cache
def daily_metrics() -> "DynamoDailyMetrics":
    """Where daily metrics are kept."""
    from chalicelib.adapters.daily_metrics import DynamoDailyMetrics

    return DynamoDailyMetrics(table())


@cache
def brands() -> "DynamoBrands":
    """Where brands are kept."""
    from chalicelib.adapters.brands import DynamoBrands

    return DynamoBrands(table())


@cache
def scheduled_reports() -> "DynamoScheduledReports":
    """Where scheduled reports are kept."""
    from chalicelib.adapters.scheduled_reports import DynamoScheduledReports

    return DynamoScheduledReports(table())


@cache
def region_configs() -> "DynamoRegionConfigs":
    """Where region configs are kept."""
    from chalicelib.adapters.region_configs import DynamoRegionConfigs

    return DynamoRegionConfigs(table())


@cache
def prompts() -> "DynamoPrompts":
    """Where prompts are kept."""
    from chalicelib.adapters.prompts import DynamoPrompts

    return DynamoPrompts(table())


@cache
def executions() -> "DynamoExecutions":
    """Where executions are kept."""
    from chalicelib.adapters.executions import DynamoExecutions

    return DynamoExecutions(table())


@cache
def cells() -> "DynamoCells":
    """Where the work on cells is kept."""
    from chalicelib.adapters.cells import DynamoCells

    return DynamoCells(table())


@cache
def joins() -> "DynamoJoins":
    """Which cells are open."""
    from chalicelib.adapters.joins import DynamoJoins

    return DynamoJoins(table())


@cache
def visibility_runs() -> "DynamoVisibilityRuns":
    """Where the counts of measured reports are kept."""
    from chalicelib.adapters.visibility_runs import DynamoVisibilityRuns

    return DynamoVisibilityRuns(table())


@cache
def question_sheets() -> "FiledQuestionSheets":
    """Where question sheets are frozen."""
    from chalicelib.adapters.question_sheets import FiledQuestionSheets

    return FiledQuestionSheets(documents())


@cache
def engines() -> "ConfiguredEngines":
    """The engine of each platform, as the operator configured them."""
    import boto3

    from chalicelib.adapters.aws import CONFIG
    from chalicelib.adapters.secrets import SecretsManagerSecrets
    from chalicelib.engines import configuration
    from chalicelib.engines.configured import ConfiguredEngines

    configured = configuration.load(deployment().engines, deployment().stage)
    return ConfiguredEngines(configured, SecretsManagerSecrets(boto3.client("secretsmanager", config=CONFIG), clock))


def dependencies() -> dict[str, Callable[[], bool]]:
    """What the service can't do without, and how to ask whether it is there."""
    return {
        "the table": table().is_there,
        "the queue of executions": execution_queue().is_there,
        "the queue of questions": question_queue().is_there,
        "the queue of renders": renders().is_there,
        "the bucket": documents().is_there,
    }


@cache
def create_api_key() -> "CreateApiKey":
    """Create an API key."""
    from chalicelib.usecases.create_api_key import CreateApiKey

    return CreateApiKey(api_keys(), clock, random)


@cache
def create_ad_account() -> "CreateAdAccount":
    """Create an ad account."""
    from chalicelib.usecases.create_ad_account import CreateAdAccount

    return CreateAdAccount(ad_accounts(), clock, random)


@cache
def read_ad_account() -> "ReadAdAccount":
    """Read an ad account."""
    from chalicelib.usecases.read_ad_account import ReadAdAccount

    return ReadAdAccount(ad_accounts())


@cache
def update_ad_account() -> "UpdateAdAccount":
    """Update an ad account."""
    from chalicelib.usecases.update_ad_account import UpdateAdAccount

    return UpdateAdAccount(ad_accounts(), read_ad_account(), clock)


@cache
def delete_ad_account() -> "DeleteAdAccount":
    """Delete an ad account."""
    from chalicelib.usecases.delete_ad_account import DeleteAdAccount

    return DeleteAdAccount(ad_accounts(), daily_metrics(), read_ad_account())


def read_rows() -> "Callable[[bytes, str | None], Sequence[RawRow]]":
    """How a file of ad data becomes rows."""
    from chalicelib import imports

    return imports.read_rows


@cache
def import_metrics() -> "ImportMetrics":
    """Import daily metrics."""
    from chalicelib.usecases.import_metrics import ImportMetrics

    return ImportMetrics(daily_metrics(), read_ad_account())


@cache
def read_metrics() -> "ReadMetrics":
    """Read daily metrics."""
    from chalicelib.usecases.read_metrics import ReadMetrics

    return ReadMetrics(daily_metrics(), read_ad_account())


@cache
def create_brand() -> "CreateBrand":
    """Create a brand."""
    from chalicelib.usecases.create_brand import CreateBrand

    return CreateBrand(brands(), clock, random)


@cache
def read_brand() -> "ReadBrand":
    """Read a brand."""
    from chalicelib.usecases.read_brand import ReadBrand

    return ReadBrand(brands())


@cache
def update_brand() -> "UpdateBrand":
    """Update a brand."""
    from chalicelib.usecases.update_brand import UpdateBrand

    return UpdateBrand(brands(), read_brand(), clock)


@cache
def delete_brand() -> "DeleteBrand":
    """Delete a brand."""
    from chalicelib.usecases.delete_brand import DeleteBrand

    return DeleteBrand(brands(), ad_accounts(), read_brand(), delete_scheduled_report(), delete_region_config(), clock)


@cache
def create_scheduled_report() -> "CreateScheduledReport":
    """Create a scheduled report."""
    from chalicelib.usecases.create_scheduled_report import CreateScheduledReport

    return CreateScheduledReport(scheduled_reports(), find_template(), clock, random)


@cache
def read_scheduled_report() -> "ReadScheduledReport":
    """Read a scheduled report."""
    from chalicelib.usecases.read_scheduled_report import ReadScheduledReport

    return ReadScheduledReport(scheduled_reports())


@cache
def update_scheduled_report() -> "UpdateScheduledReport":
    """Update a scheduled report."""
    from chalicelib.usecases.update_scheduled_report import UpdateScheduledReport

    return UpdateScheduledReport(scheduled_reports(), read_scheduled_report(), clock)


@cache
def delete_scheduled_report() -> "DeleteScheduledReport":
    """Delete a scheduled report."""
    from chalicelib.usecases.delete_scheduled_report import DeleteScheduledReport

    return DeleteScheduledReport(scheduled_reports(), region_configs(), read_scheduled_report(), delete_region_config())


@cache
def create_region_config() -> "CreateRegionConfig":
    """Create a region config."""
    from chalicelib.usecases.create_region_config import CreateRegionConfig

    return CreateRegionConfig(region_configs(), clock, random)


@cache
def read_region_config() -> "ReadRegionConfig":
    """Read a region config."""
    from chalicelib.usecases.read_region_config import ReadRegionConfig

    return ReadRegionConfig(region_configs())


@cache
def update_region_config() -> "UpdateRegionConfig":
    """Update a region config."""
    from chalicelib.usecases.update_region_config import UpdateRegionConfig

    return UpdateRegionConfig(region_configs(), read_region_config(), clock)


@cache
def delete_region_config() -> "DeleteRegionConfig":
    """Delete a region config."""
    from chalicelib.usecases.delete_region_config import DeleteRegionConfig

    return DeleteRegionConfig(region_configs(), prompts(), read_region_config())


@cache
def attach_region_config() -> "AttachRegionConfig":
    """Attach a region config."""
    from chalicelib.usecases.attach_region_config import AttachRegionConfig

    return AttachRegionConfig(region_configs(), read_scheduled_report(), read_region_config(), clock)


@cache
def detach_region_config() -> "DetachRegionConfig":
    """Detach a region config."""
    from chalicelib.usecases.detach_region_config import DetachRegionConfig

    return DetachRegionConfig(region_configs(), read_scheduled_report(), read_region_config(), clock)


@cache
def add_prompts() -> "AddPrompts":
    """Add prompts."""
    from chalicelib.usecases.add_prompts import AddPrompts

    return AddPrompts(prompts(), read_region_config(), clock, random)


@cache
def list_prompts() -> "ListPrompts":
    """List prompts."""
    from chalicelib.usecases.list_prompts import ListPrompts

    return ListPrompts(prompts(), read_region_config())


@cache
def update_prompt() -> "UpdatePrompt":
    """Update a prompt."""
    from chalicelib.usecases.update_prompt import UpdatePrompt

    return UpdatePrompt(prompts(), read_region_config(), clock)


@cache
def delete_prompt() -> "DeletePrompt":
    """Delete a prompt."""
    from chalicelib.usecases.delete_prompt import DeletePrompt

    return DeletePrompt(prompts(), read_region_config())


@cache
def request_report() -> "RequestReport":
    """Request a report."""
    from chalicelib.usecases.request_report import RequestReport

    return RequestReport(ad_accounts(), reports(), renders(), find_template(), clock, random, timing())


@cache
def read_report() -> "ReadReport":
    """Read a report."""
    from chalicelib.usecases.read_report import ReadReport

    return ReadReport(reports(), joins())


@cache
def link_document() -> "LinkDocument":
    """Link to a report's document."""
    from chalicelib.usecases.fetch_document import LinkDocument

    return LinkDocument(documents(), clock, deployment().download_link)


@cache
def fetch_document() -> "FetchDocument":
    """Fetch a report's document."""
    from chalicelib.usecases.fetch_document import FetchDocument

    return FetchDocument(link_document())


@cache
def request_visibility_report() -> "RequestVisibilityReport":
    """Request a visibility report, outside of any schedule."""
    from chalicelib.usecases.request_visibility_report import RequestVisibilityReport

    return RequestVisibilityReport(
        region_configs(), prompts(), brands(), reports(), question_sheets(), question_queue(), find_template(), clock, random, ask_timing()
    )


@cache
def start_execution() -> "StartExecution":
    """Start an execution."""
    from chalicelib.usecases.start_execution import StartExecution

    return StartExecution(read_scheduled_report(), region_configs(), executions(), execution_queue(), clock, random, timing())


@cache
def read_executions() -> "ReadExecutions":
    """Read executions, and jobs."""
    from chalicelib.usecases.read_executions import ReadExecutions

    return ReadExecutions(read_scheduled_report(), executions(), reports(), joins())


@cache
def read_results() -> "ReadResults":
    """Read a report's results."""
    from chalicelib.usecases.read_results import ReadResults

    return ReadResults(read_report(), cells())


@cache
def read_analytics() -> "ReadAnalytics":
    """Read a schedule's analytics."""
    from chalicelib.usecases.read_analytics import ReadAnalytics

    return ReadAnalytics(read_scheduled_report(), executions(), visibility_runs())


@cache
def dispatch_execution() -> "DispatchExecution":
    """Dispatch an execution."""
    from chalicelib.usecases.dispatch_execution import DispatchExecution

    return DispatchExecution(
        executions(),
        scheduled_reports(),
        region_configs(),
        prompts(),
        brands(),
        find_template(),
        question_sheets(),
        reports(),
        joins(),
        question_queue(),
        finish_execution(),
        clock,
        timing(),
        ask_timing(),
    )


@cache
def finish_execution() -> "FinishExecution":
    """Finish an execution."""
    from chalicelib.usecases.finish_execution import FinishExecution

    return FinishExecution(executions(), reports(), scheduled_reports(), region_configs(), clock)


@cache
def end_cell() -> "EndCell":
    """End a cell."""
    from chalicelib.usecases.end_cell import EndCell

    return EndCell(cells(), joins(), renders())


@cache
def ask_question() -> "AskQuestion":
    """Ask a question: the one use case that pays for the vendors' SDKs."""
    from chalicelib.usecases.ask_question import AskQuestion

    return AskQuestion(
        reports(), question_sheets(), cells(), end_cell(), engines(), question_queue(), clock, monotonic, random, ask_timing()
    )


@cache
def render_report() -> "RenderReport":
    """Render a report: the one use case that pays for WeasyPrint."""
    from chalicelib.adapters import composer, frozen_facts, renderer
    from chalicelib.domain.facts import Facts
    from chalicelib.domain.report import ReportKind
    from chalicelib.domain.visibility_facts import VisibilityFacts
    from chalicelib.usecases import report_family
    from chalicelib.usecases.gather_facts import GatherFacts
    from chalicelib.usecases.gather_visibility_facts import GatherVisibilityFacts
    from chalicelib.usecases.render_report import RenderReport

    performance = report_family.Family[Facts](
        gather=GatherFacts(ad_accounts(), daily_metrics()),
        freeze=frozen_facts.freeze,
        thaw=partial(frozen_facts.thaw, Facts),
        compose=composer.compose,
        measured=report_family.performance_measured,
    )
    visibility = report_family.Family[VisibilityFacts](
        gather=GatherVisibilityFacts(cells(), question_sheets(), visibility_runs()),
        freeze=frozen_facts.freeze,
        thaw=partial(frozen_facts.thaw, VisibilityFacts),
        compose=composer.compose,
        measured=report_family.visibility_measured,
    )
    families: dict[ReportKind, report_family.Family[Any]] = {ReportKind.PERFORMANCE: performance, ReportKind.VISIBILITY: visibility}
    return RenderReport(reports(), documents(), joins(), families, renderer, finish_execution().of_report, clock, timing())


@cache
def wake_questions() -> "WakeQuestions":
    """Wake the questions of a report."""
    from chalicelib.usecases.wake_questions import WakeQuestions

    return WakeQuestions(reports(), question_sheets(), cells(), joins(), end_cell(), question_queue(), clock, ask_timing())


@cache
def tick() -> "Tick":
    """One tick."""
    from chalicelib.adapters.open_work import DynamoOpenWork
    from chalicelib.usecases.ports.open_work import Waits
    from chalicelib.usecases.run_due_schedules import RunDueSchedules
    from chalicelib.usecases.sweep import Sweep
    from chalicelib.usecases.tick import Tick
    from chalicelib.usecases.wake_execution import WakeExecution
    from chalicelib.usecases.wake_report import WakeReport

    run = RunDueSchedules(scheduled_reports(), executions(), execution_queue(), clock, timing())
    wake_report = WakeReport(reports(), renders(), wake_questions(), finish_execution(), clock, timing())
    wake_execution = WakeExecution(executions(), execution_queue(), finish_execution(), clock, timing())
    return Tick(run, Sweep(DynamoOpenWork(table()), {Waits.REPORT: wake_report, Waits.EXECUTION: wake_execution}, clock))
