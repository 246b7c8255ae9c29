"""Wiring of report templates and reports."""

from functools import cache

from chalicelib.domain.attempt import Attempt
from chalicelib.usecases.clone_template import CloneTemplate
from chalicelib.usecases.edit_template import EditTemplate
from chalicelib.usecases.fetch_document import FetchDocument, LinkDocument
from chalicelib.usecases.find_template import FindTemplate
from chalicelib.usecases.list_reports import ListReports
from chalicelib.usecases.list_template_versions import ListTemplateVersions
from chalicelib.usecases.list_templates import ListTemplates
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.read_results import ReadResults
from chalicelib.usecases.request_report import RequestReport
from chalicelib.usecases.request_visibility_report import RequestVisibilityReport
from chalicelib.usecases.wear_white_label import WearWhiteLabel
from chalicelib.wiring.clients import documents, question_queue, renders
from chalicelib.wiring.counting import count_report
from chalicelib.wiring.process import ask_timing, clock, deployment, timing
from chalicelib.wiring.stores import (
    ad_accounts,
    brands,
    cells,
    joins,
    prompts,
    question_sheets,
    region_configs,
    reports,
    templates,
    white_labels,
)


@cache
def find_template() -> FindTemplate:
    """Find a template."""
    return FindTemplate(templates())


@cache
def list_templates() -> ListTemplates:
    """List templates."""
    return ListTemplates(templates())


@cache
def list_template_versions() -> ListTemplateVersions:
    """List a template's versions."""
    return ListTemplateVersions(templates(), find_template())


def clone_template(attempt: Attempt) -> CloneTemplate:
    """Clone a template."""
    return CloneTemplate(templates(), find_template(), attempt.clock, attempt.random, attempt.resumes)


def edit_template(attempt: Attempt) -> EditTemplate:
    """Edit a template."""
    return EditTemplate(templates(), find_template(), clock, attempt)


@cache
def wear_white_label() -> WearWhiteLabel:
    """Wear a white label."""
    return WearWhiteLabel(white_labels(), documents())


def request_report(attempt: Attempt) -> RequestReport:
    """Request a report."""
    return RequestReport(
        ad_accounts(), reports(), renders(), find_template(), wear_white_label(), attempt.clock, attempt.random, timing(), attempt.resumes
    )


def request_visibility_report(attempt: Attempt) -> RequestVisibilityReport:
    """Request a visibility report, outside of any schedule."""
    return RequestVisibilityReport(
        region_configs(),
        prompts(),
        brands(),
        reports(),
        question_sheets(),
        question_queue(),
        find_template(),
        wear_white_label(),
        attempt.clock,
        attempt.random,
        ask_timing(),
        attempt.resumes,
        count_report,
    )


@cache
def read_report() -> ReadReport:
    """Read a report."""
    return ReadReport(reports(), joins())


@cache
def list_reports() -> ListReports:
    """List reports."""
    return ListReports(reports())


@cache
def link_document() -> LinkDocument:
    """Link to a report's document."""
    return LinkDocument(documents(), clock, deployment().download_link)


@cache
def fetch_document() -> FetchDocument:
    """Fetch a report's document."""
    return FetchDocument(link_document())


@cache
def read_results() -> ReadResults:
    """Read a report's results."""
    return ReadResults(read_report(), cells())
