"""Wiring of brands, scheduled reports, their region configs, prompts and executions."""

from functools import cache

from chalicelib.domain.attempt import Attempt
from chalicelib.usecases.add_prompts import AddPrompts
from chalicelib.usecases.attach_region_config import AttachRegionConfig
from chalicelib.usecases.create_brand import CreateBrand
from chalicelib.usecases.create_region_config import CreateRegionConfig
from chalicelib.usecases.create_scheduled_report import CreateScheduledReport
from chalicelib.usecases.delete_brand import DeleteBrand
from chalicelib.usecases.delete_prompt import DeletePrompt
from chalicelib.usecases.delete_region_config import DeleteRegionConfig
from chalicelib.usecases.delete_scheduled_report import DeleteScheduledReport
from chalicelib.usecases.detach_region_config import DetachRegionConfig
from chalicelib.usecases.list_brands import ListBrands
from chalicelib.usecases.list_prompts import ListPrompts
from chalicelib.usecases.list_region_configs import ListRegionConfigs
from chalicelib.usecases.list_scheduled_reports import ListScheduledReports
from chalicelib.usecases.read_analytics import ReadAnalytics
from chalicelib.usecases.read_brand import ReadBrand
from chalicelib.usecases.read_executions import ReadExecutions
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.start_execution import StartExecution
from chalicelib.usecases.update_brand import UpdateBrand
from chalicelib.usecases.update_prompt import UpdatePrompt
from chalicelib.usecases.update_region_config import UpdateRegionConfig
from chalicelib.usecases.update_scheduled_report import UpdateScheduledReport
from chalicelib.wiring.accounts import authorize_brand
from chalicelib.wiring.clients import documents, execution_queue
from chalicelib.wiring.process import clock, timing
from chalicelib.wiring.reporting import find_template
from chalicelib.wiring.stores import (
    ad_accounts,
    brands,
    executions,
    joins,
    prompts,
    region_configs,
    reports,
    scheduled_reports,
    visibility_runs,
    white_labels,
)


def create_brand(attempt: Attempt) -> CreateBrand:
    """Create a brand."""
    return CreateBrand(brands(), attempt.clock, attempt.random, attempt.resumes)


@cache
def read_brand() -> ReadBrand:
    """Read a brand."""
    return ReadBrand(brands())


@cache
def list_brands() -> ListBrands:
    """List brands."""
    return ListBrands(brands())


@cache
def update_brand() -> UpdateBrand:
    """Update a brand."""
    return UpdateBrand(brands(), read_brand(), clock)


@cache
def delete_brand() -> DeleteBrand:
    """Delete a brand."""
    return DeleteBrand(
        brands(), ad_accounts(), white_labels(), documents(), read_brand(), delete_scheduled_report(), delete_region_config(), clock
    )


def create_scheduled_report(attempt: Attempt) -> CreateScheduledReport:
    """Create a scheduled report."""
    return CreateScheduledReport(scheduled_reports(), authorize_brand(), find_template(), attempt.clock, attempt.random, attempt.resumes)


@cache
def read_scheduled_report() -> ReadScheduledReport:
    """Read a scheduled report."""
    return ReadScheduledReport(scheduled_reports())


@cache
def list_scheduled_reports() -> ListScheduledReports:
    """List scheduled reports."""
    return ListScheduledReports(scheduled_reports())


@cache
def update_scheduled_report() -> UpdateScheduledReport:
    """Update a scheduled report."""
    return UpdateScheduledReport(scheduled_reports(), read_scheduled_report(), clock)


@cache
def delete_scheduled_report() -> DeleteScheduledReport:
    """Delete a scheduled report."""
    return DeleteScheduledReport(scheduled_reports(), region_configs(), read_scheduled_report(), delete_region_config())


def create_region_config(attempt: Attempt) -> CreateRegionConfig:
    """Create a region config."""
    return CreateRegionConfig(region_configs(), authorize_brand(), attempt.clock, attempt.random, attempt.resumes)


@cache
def read_region_config() -> ReadRegionConfig:
    """Read a region config."""
    return ReadRegionConfig(region_configs())


@cache
def list_region_configs() -> ListRegionConfigs:
    """List region configs."""
    return ListRegionConfigs(region_configs(), read_scheduled_report())


@cache
def update_region_config() -> UpdateRegionConfig:
    """Update a region config."""
    return UpdateRegionConfig(region_configs(), read_region_config(), clock)


@cache
def delete_region_config() -> DeleteRegionConfig:
    """Delete a region config."""
    return DeleteRegionConfig(region_configs(), prompts(), read_region_config())


@cache
def attach_region_config() -> AttachRegionConfig:
    """Attach a region config."""
    return AttachRegionConfig(region_configs(), read_scheduled_report(), read_region_config(), clock)


@cache
def detach_region_config() -> DetachRegionConfig:
    """Detach a region config."""
    return DetachRegionConfig(region_configs(), read_scheduled_report(), read_region_config(), clock)


def add_prompts(attempt: Attempt) -> AddPrompts:
    """Add prompts."""
    return AddPrompts(prompts(), read_region_config(), attempt.clock, attempt.random)


@cache
def list_prompts() -> ListPrompts:
    """List prompts."""
    return ListPrompts(prompts(), read_region_config())


@cache
def update_prompt() -> UpdatePrompt:
    """Update a prompt."""
    return UpdatePrompt(prompts(), read_region_config(), clock)


@cache
def delete_prompt() -> DeletePrompt:
    """Delete a prompt."""
    return DeletePrompt(prompts(), read_region_config())


def start_execution(attempt: Attempt) -> StartExecution:
    """Start an execution."""
    return StartExecution(
        read_scheduled_report(), region_configs(), executions(), execution_queue(), attempt.clock, attempt.random, timing(), attempt.resumes
    )


@cache
def read_executions() -> ReadExecutions:
    """Read executions, and jobs."""
    return ReadExecutions(read_scheduled_report(), executions(), reports(), joins())


@cache
def read_analytics() -> ReadAnalytics:
    """Read a schedule's analytics."""
    return ReadAnalytics(read_scheduled_report(), executions(), visibility_runs())
