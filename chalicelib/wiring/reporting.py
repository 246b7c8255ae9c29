"""Wiring of report templates and reports."""

from functools import cache

from chalicelib.domain.attempt import Attempt
from chalicelib.usecases import find_template as templates_usecase
from chalicelib.usecases.fetch_document import FetchDocument, LinkDocument
from chalicelib.usecases.list_reports import ListReports
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.read_results import ReadResults
from chalicelib.usecases.request_report import RequestReport
from chalicelib.usecases.request_visibility_report import RequestVisibilityReport
from chalicelib.usecases.wear_white_label import WearWhiteLabel
from chalicelib.wiring.clients import documents, question_queue, renders
from chalicelib.wiring.process import ask_timing, clock, deployment, timing
from chalicelib.wiring.stores import ad_accounts, brands, cells, joins, prompts, question_sheets, region_configs, reports, white_labels

find_template = cache(lambda: templates_usecase.find_template)
list_templates = cache(lambda: templates_usecase.list_templates)


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
