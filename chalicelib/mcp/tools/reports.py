"""Reports of either family: asked for, followed until they are ready, handed on as a PDF."""

from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib import wiring
from chalicelib.domain.document import DocumentFormat
from chalicelib.domain.report import Report, ReportKind, ReportStatus
from chalicelib.doors.call import AnswerModel, Call, Day, RequestModel, Since
from chalicelib.doors.fields import Id
from chalicelib.doors.listing import decode_cursor, encode_cursor
from chalicelib.doors.performance_request import PerformanceReportFields
from chalicelib.doors.report_answers import (
    ReportAnswer,
    ReportedAccountAnswer,
    RequestedTemplateAnswer,
    report_answer,
    requested_performance_answer,
)
from chalicelib.mcp import report_progress
from chalicelib.mcp.measured import Counts, MeasuredResult, counts, first_results
from chalicelib.mcp.pages import PageParams, listed
from chalicelib.mcp.tool import Link, Told, Tools
from chalicelib.observability import count, note
from chalicelib.usecases.fetch_document import DocumentLink, filename
from chalicelib.usecases.ports.reports import ReportFilter

tools = Tools()


class ListReports(PageParams):
    """The arguments of `list_reports`."""

    status: Annotated[ReportStatus | None, Field(description="Only those that stand here.")] = None
    ad_account_id: Annotated[Id, Field(description="Only those that are about this ad account, by its id of list_ad_accounts.")] | None = (
        None
    )
    since: Since | None = None


class Reports(AnswerModel):
    """The result of `list_reports`: reports without links."""

    reports: list[ReportAnswer]
    limit: int
    has_more: bool
    next_cursor: str | None
    source: Literal["folio.reports@v1"] = "folio.reports@v1"


class GetReport(RequestModel):
    """The arguments of `get_report`."""

    report_id: Annotated[Id, Field(description="The report, as generate_report, list_reports or get_execution name it.")]


class ReadReport(AnswerModel):
    """The result of `get_report`. `score`, `counts` and `results` (the first 50) are a visibility report's, else null.

    `poll_again_in_seconds` is null once nothing will change.
    """

    report: ReportAnswer
    accounts: list[ReportedAccountAnswer]
    score: float | None
    counts: Counts | None
    results: list[MeasuredResult] | None
    message: str
    poll_again_in_seconds: int | None
    source: Literal["folio.reports@v1"] = "folio.reports@v1"


class GenerateReport(PerformanceReportFields):
    """The arguments of `generate_report`."""


class GeneratedReport(AnswerModel):
    """The result of `generate_report`: the same as over HTTP, in an agent's words."""

    report_id: str
    status: ReportStatus
    title: str
    template: RequestedTemplateAnswer
    period_start: Day
    period_end: Day
    ad_account_ids: list[str]
    poll_with: Literal["get_report(report_id)"]
    source: Literal["folio.reports@v1"]


@tools.reads(title="List reports", scope="read:reports", params=ListReports, result=Reports)
def list_reports(call: Call[Any, ListReports]) -> Told:
    """List the reports that this key can see, of both families, newest first, without links.

    Call it to find a report that was made before; call get_report with its id for the link to its PDF.
    """
    query = call.query
    wanted = ReportFilter(status=query.status, ad_account_id=query.ad_account_id, since=query.since)
    page = wiring.list_reports()(call.caller, wanted, limit=query.limit, after=decode_cursor(call))
    cursor = encode_cursor(page.after, call)
    reports = [report_answer(report) for report in page.items]
    lines = [f"{one.id}: “{one.title}”, {one.status}" for one in reports]
    result = Reports(reports=reports, limit=query.limit, has_more=cursor is not None, next_cursor=cursor)
    return Told(result, listed("reports", lines, cursor))


@tools.makes(
    title="Generate a performance report",
    scope="write:reports",
    params=GenerateReport,
    result=GeneratedReport,
    idempotent=True,
)
def generate_report(call: Call[GenerateReport, Any]) -> Told:
    """Make a PDF report on how 1 to 10 ad accounts performed in a period of at most 31 days, from their daily figures.

    It costs nothing but time. Have template_key from list_report_templates and ad_account_ids from list_ad_accounts. It answers at once,
    and the report is made in the background: call get_report with the report_id after 5 seconds, and again after its poll_again_in_seconds
    until is_final is true; most take under 15 seconds, but one whose template has requires_review waits for a person's approval. The same
    arguments within ten minutes are the same report, so calling it again is safe.
    """
    requested = wiring.request_report(call.attempt)(call.caller, call.body.wanted(), call.correlation_id)
    note(report_id=requested.report.id)
    count("report_deduplicated" if requested.deduplicated else "report_requested")
    result = GeneratedReport.model_validate(requested_performance_answer(requested).model_dump(mode="json"))
    begun = "was asked for a moment ago already: it is the same report" if requested.deduplicated else "will be made"
    again = report_progress.poll_seconds(requested.report)
    look = f"Call get_report in {again} seconds." if again else "Call get_report for its PDF."
    return Told(result, f"“{result.title}” {begun}. Its report_id is {result.report_id}, its status {result.status}. {look}")


@tools.reads(title="Get a report", scope="read:reports", params=GetReport, result=ReadReport)
def get_report(call: Call[GetReport, Any]) -> Told:
    """Read one report: how far it is, and once it is ready, what it says of itself and a fresh link to its PDF.

    While is_final is false, call it again after poll_again_in_seconds. Hand the link to your user at once: whoever has it can open it,
    for a few minutes; a later call makes a new one. pdf_url is null while there is no PDF that this key may fetch.

    Of a visibility report it also tells the score (0 to 100), the counts, and what was measured of the first 50 answers.
    """
    report = wiring.read_report()(call.caller, call.body.report_id)
    link = wiring.link_document()(call.caller, report, DocumentFormat.PDF)
    shown = report_answer(report, link.url if link else None, link.lasts if link else None)
    is_visibility = report.kind is ReportKind.VISIBILITY
    message, poll = report_progress.in_words(report), report_progress.poll_seconds(report)
    result = ReadReport(
        report=shown,
        accounts=shown.accounts,
        score=shown.visibility_score,
        counts=counts(report),
        results=first_results(wiring.read_results(), call.caller, report) if is_visibility else None,
        message=message,
        poll_again_in_seconds=poll,
    )
    words = [message, *report_progress.figures_in_words(report), *([f"Call get_report again in {poll} seconds."] if poll else [])]
    if link is None:
        return Told(result, "\n".join(words))
    return Told(result, "\n".join([*words, f"PDF{_caveat(report)}, for {_minutes(link)}: {link.url}"]), (_pdf(report, link),))


def _pdf(report: Report, link: DocumentLink) -> Link:
    return Link(
        url=link.url,
        name=filename(report, DocumentFormat.PDF),
        title=report.title,
        description=f"The report as a PDF{_caveat(report)}. The link works for {_minutes(link)}; get_report makes a fresh one.",
        media_type=DocumentFormat.PDF.content_type,
        size=link.document.size,
        lasts_seconds=int(link.lasts.total_seconds()),
    )


def _caveat(report: Report) -> str:
    """Who may approve it has a link before anybody else, and should not hand it on."""
    return ", which is not approved yet" if report.status is ReportStatus.PENDING_REVIEW else ""


def _minutes(link: DocumentLink) -> str:
    minutes = int(link.lasts.total_seconds()) // 60
    return f"{minutes} minutes" if minutes > 1 else "a minute"
