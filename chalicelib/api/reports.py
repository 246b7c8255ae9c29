"""Reports: ask for one, follow it, fetch its document."""

from typing import Any

from chalicelib import wiring
from chalicelib.api.accept import prefers_json
from chalicelib.api.report_requests import (
    REPORT_REQUEST,
    DocumentQuery,
    ReportQuery,
    ReportRequest,
    VisibilityReportRequest,
    asks_for_visibility,
)
from chalicelib.api.routing import Routes
from chalicelib.domain.document import DocumentFormat
from chalicelib.doors import listing
from chalicelib.doors.call import Call, NoQuery, Reply
from chalicelib.doors.report_answers import (
    DocumentAnswer,
    ReportAnswer,
    RequestedPerformanceReportAnswer,
    RequestedReportAnswer,
    RequestedVisibilityReportAnswer,
    report_answer,
    requested_performance_answer,
    requested_visibility_answer,
)
from chalicelib.observability import count, note
from chalicelib.usecases.ports.reports import ReportFilter

routes = Routes("Reports", "Reports of either family: asked for, followed until they are ready, fetched as a document.")


@routes.post(
    "/v1/reports",
    scope="write:reports",
    body=REPORT_REQUEST,
    answers={202: RequestedPerformanceReportAnswer | RequestedVisibilityReportAnswer},
    paid=asks_for_visibility,
    finds=True,
)
def request_report(call: Call[ReportRequest | VisibilityReportRequest, NoQuery]) -> Reply:
    """Ask for a report of either family; the same again within ten minutes is the same report."""
    body = call.body
    answer = _request_visibility(call, body) if isinstance(body, VisibilityReportRequest) else _request_performance(call, body)
    note(report_id=answer.id)
    count("report_deduplicated" if answer.deduplicated else "report_requested")
    return Reply(answer, 202, {"Location": f"{call.base_url}/v1/reports/{answer.id}"})


def _request_performance(call: Call[Any, NoQuery], body: ReportRequest) -> RequestedReportAnswer:
    return requested_performance_answer(wiring.request_report(call.attempt)(call.caller, body.wanted(), call.correlation_id))


def _request_visibility(call: Call[Any, NoQuery], body: VisibilityReportRequest) -> RequestedReportAnswer:
    request = wiring.request_visibility_report(call.attempt)
    return requested_visibility_answer(request(call.caller, body.region_config_id, body.title, call.correlation_id))


@routes.get("/v1/reports", scope="read:reports", query=ReportQuery, answers={200: listing.ListAnswer[ReportAnswer]})
def list_reports(call: Call[None, ReportQuery]) -> Reply:
    """The organization's reports, newest first, without links."""
    query = call.query
    page = wiring.list_reports()(
        call.caller,
        ReportFilter(
            status=query.status,
            kind=query.kind,
            ad_account_id=query.ad_account_id,
            since=query.since,
            brand_id=query.brand_id,
            scheduled_report_id=query.scheduled_report_id,
            execution_id=query.execution_id,
        ),
        limit=query.limit,
        after=listing.decode_cursor(call),
    )
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([report_answer(report) for report in page.items], cursor))


@routes.get("/v1/reports/{report_id}", scope="read:reports", answers={200: ReportAnswer})
def read_report(call: Call[None, NoQuery]) -> Reply:
    """One report, with a fresh link to its PDF once there is one that this caller may fetch."""
    report = wiring.read_report()(call.caller, call.path["report_id"])
    link = wiring.link_document()(call.caller, report, DocumentFormat.PDF)
    return Reply(report_answer(report, link.url if link else None, link.lasts if link else None))


@routes.get(
    "/v1/reports/{report_id}/document",
    scope="read:reports",
    query=DocumentQuery,
    answers={200: DocumentAnswer, 302: None},
    conflicts=True,
)
def fetch_document(call: Call[None, DocumentQuery]) -> Reply:
    """On to the document in a format: a redirect to a fresh link, or the link itself for a client that accepts JSON."""
    report = wiring.read_report()(call.caller, call.path["report_id"])
    content_type = call.query.format.content_type
    link = wiring.fetch_document()(call.caller, report, call.query.format)
    if not prefers_json(call.headers.get("accept", ""), over=content_type.partition(";")[0]):
        return Reply(None, 302, {"Location": link.url, "Cache-Control": "no-store"})
    document = link.document
    return Reply(
        DocumentAnswer(
            url=link.url,
            expires_at=link.expires_at,
            sha256=document.sha256,
            bytes=document.size,
            pages=document.pages,
            content_type=content_type,
        ),
        headers={"Cache-Control": "no-store"},
    )
