"""Reports: ask for one, follow it, fetch its document."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StringConstraints, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from chalicelib import sections, wiring
from chalicelib.api import listing
from chalicelib.api.accept import prefers_json
from chalicelib.api.call import AnswerModel, Call, Day, Instant, ListQuery, NoQuery, Reply, RequestModel, Since
from chalicelib.api.fields import Id, Line
from chalicelib.api.parsing import parse_json, parse_value
from chalicelib.api.routing import Routes
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.period import FIRST_YEAR, LAST_YEAR, MAX_DAYS, Period
from chalicelib.domain.report import Progress, Report, ReportKind, ReportStatus
from chalicelib.usecases.ports.reports import ReportFilter
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestedReport

SOURCE = "folio.reports@v1"
MAX_ACCOUNTS = 10
MAX_TITLE = 200

routes = Routes(__name__)


def _unique(values: list[str]) -> list[str]:
    repeated = sorted({value for value in values if values.count(value) > 1})
    if repeated:
        raise PydanticCustomError("repeated", "Input should have no repeats: {repeated}", {"repeated": ", ".join(repeated)})
    return values


class ReportRequest(RequestModel):
    """The body of `POST /v1/reports`."""

    template_key: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    ad_account_ids: Annotated[list[str], Field(min_length=1, max_length=MAX_ACCOUNTS)]
    period_start: Day
    period_end: Day
    title: Annotated[Line, Field(max_length=MAX_TITLE)] | None = None
    sections: Annotated[list[str], Field(min_length=1)] | None = None
    template_version: Annotated[StrictInt, Field(ge=1)] | None = None

    _unique_accounts = field_validator("ad_account_ids")(_unique)

    @field_validator("period_start", "period_end")
    @classmethod
    def _years(cls, day: Any) -> Any:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            context = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise PydanticCustomError("day_range", "Input should be a day between {first} and {last}", context)
        return day

    @field_validator("period_end")
    @classmethod
    def _period(cls, end: Any, info: ValidationInfo) -> Any:
        start = info.data.get("period_start")
        if start is None:
            return end
        if end < start:
            raise PydanticCustomError("period_order", "Input should not be before period_start")
        if (end - start).days + 1 > MAX_DAYS:
            raise PydanticCustomError(
                "period_length", "Input should be at most {days} days from period_start, counting both", {"days": MAX_DAYS}
            )
        return end

    @field_validator("sections")
    @classmethod
    def _sections(cls, keys: list[str] | None) -> list[str] | None:
        if keys is None:
            return None
        unknown = [key for key in _unique(keys) if key not in sections.names()]
        if unknown:
            context = {"unknown": ", ".join(unknown), "known": ", ".join(sections.names())}
            raise PydanticCustomError("unknown_section", "No such section: {unknown}. There are: {known}", context)
        other = sections.of_another_kind(keys, ReportKind.PERFORMANCE)
        if other:
            raise PydanticCustomError("section_of_another_kind", "For visibility reports only: {other}", {"other": ", ".join(other)})
        return keys


class VisibilityReportRequest(RequestModel):
    """The other body of `POST /v1/reports`: one region config, asked once."""

    region_config_id: Annotated[str, Field(max_length=100)]
    title: Annotated[Line, Field(max_length=MAX_TITLE)] | None = None


class TemplateAnswer(AnswerModel):
    """The template version of a report."""

    id: str
    key: str
    version: int
    name: str


class TransitionAnswer(AnswerModel):
    """One step of a report's history."""

    status: ReportStatus
    at: Instant
    by: str


class ProgressAnswer(AnswerModel):
    """How far the work is."""

    step: str
    completed: int
    total: int


class AccountAnswer(AnswerModel):
    """An ad account as it was when the report was made."""

    ad_account_id: str
    account_name: str
    platform: str
    external_account_id: str
    currency: str
    timezone: str


class ReportAnswer(AnswerModel):
    """A report."""

    object: Literal["report"] = "report"
    id: str
    title: str
    kind: ReportKind
    template: TemplateAnswer
    sections: list[str]
    ad_account_ids: list[str]
    accounts: list[AccountAnswer]
    period_start: Day
    period_end: Day
    status: ReportStatus
    is_final: bool
    progress: ProgressAnswer | None
    transitions: list[TransitionAnswer]
    review_status: str | None
    volatility_score: float | None
    volatility_band: str | None
    data_coverage_pct: float | None
    brand_id: str | None
    region_config_id: str | None
    scheduled_report_id: str | None
    execution_id: str | None
    country: str | None
    language: str | None
    location: str | None
    ai_platforms: list[AiPlatform] | None
    visibility_score: float | None
    ranked_prompts: int | None
    total_results: int | None
    failed_results: int | None
    created_via: str
    created_at: Instant
    updated_at: Instant
    generated_at: Instant | None
    page_count: int | None
    file_size: int | None
    sha256: str | None
    error_code: str | None
    error_message: str | None
    retriable: bool | None
    pdf_url: str | None
    pdf_url_expires_in_seconds: int | None


class ReportQuery(ListQuery):
    """The filters of `GET /v1/reports`."""

    status: ReportStatus | None = None
    kind: ReportKind | None = None
    ad_account_id: str | None = None
    since: Since | None = None
    brand_id: Id | None = None
    scheduled_report_id: Id | None = None
    execution_id: Id | None = None


class DocumentQuery(RequestModel):
    """Which form of the document."""

    format: Literal["pdf"] = "pdf"


class DocumentAnswer(AnswerModel):
    """Where the document is, for a while, and what it is."""

    url: str
    expires_at: Instant
    sha256: str
    bytes: int
    pages: int
    content_type: str


@routes.endpoint("POST", "/v1/reports", scope="write:reports", body=bytes)
def request_report(call: Call[bytes, NoQuery]) -> Reply:
    """Ask for a report of either family; the same again within ten minutes is the same report."""
    sent = parse_json(call.body)
    is_visibility = isinstance(sent, dict) and "region_config_id" in sent
    if is_visibility:
        reply, requested = _request_visibility(call, parse_value(VisibilityReportRequest, sent))
    else:
        reply, requested = _request_performance(call, parse_value(ReportRequest, sent))
    return Reply(reply, 202, {"Location": f"{call.base_url}/v1/reports/{requested.report.id}"})


def _request_performance(call: Call[bytes, NoQuery], body: ReportRequest) -> tuple[dict[str, Any], RequestedReport]:
    wanted = PerformanceReportRequest(
        template_key=body.template_key,
        ad_account_ids=tuple(body.ad_account_ids),
        period=Period(body.period_start, body.period_end),
        title=body.title,
        sections=tuple(body.sections) if body.sections else None,
        template_version=body.template_version,
    )
    requested = wiring.request_report()(call.caller, wanted, call.correlation_id)
    return requested_answer(requested), requested


def _request_visibility(call: Call[bytes, NoQuery], body: VisibilityReportRequest) -> tuple[dict[str, Any], RequestedReport]:
    requested = wiring.request_visibility_report()(call.caller, body.region_config_id, body.title, call.correlation_id)
    return requested_visibility_answer(requested), requested


@routes.get("/v1/reports", scope="read:reports", query=ReportQuery)
def list_reports(call: Call[None, ReportQuery]) -> Reply:
    """The organization's reports, newest first, without links."""
    query = call.query
    page = wiring.reports().page(
        call.caller.organization_id,
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
        after=listing.decode_cursor(call.caller, query),
    )
    cursor = listing.encode_cursor(page.after, call.caller, query)
    return Reply(listing.page_answer([report_answer(report) for report in page.items], cursor))


@routes.get("/v1/reports/{report_id}", scope="read:reports")
def read_report(call: Call[None, NoQuery]) -> Reply:
    """One report, with a fresh link to its PDF once there is one that this caller may fetch."""
    report = wiring.read_report()(call.caller, call.path["report_id"])
    link = wiring.link_document()(call.caller, report)
    return Reply(report_answer(report, link.url if link else None, link.lasts if link else None))


@routes.get("/v1/reports/{report_id}/document", scope="read:reports", query=DocumentQuery)
def fetch_document(call: Call[None, DocumentQuery]) -> Reply:
    """On to the document: a redirect to a fresh link, or the link itself for a client that accepts JSON."""
    report = wiring.read_report()(call.caller, call.path["report_id"])
    link = wiring.fetch_document()(call.caller, report)
    if not prefers_json(call.headers.get("accept", ""), over="application/pdf"):
        return Reply(None, 302, {"Location": link.url, "Cache-Control": "no-store"})
    document = link.document
    return Reply(
        DocumentAnswer(
            url=link.url,
            expires_at=link.expires_at,
            sha256=document.sha256,
            bytes=document.size,
            pages=document.pages,
            content_type="application/pdf",
        ),
        headers={"Cache-Control": "no-store"},
    )


def requested_answer(requested: RequestedReport) -> dict[str, Any]:
    """The reply to a request for a performance report."""
    report = requested.report
    return _requested(requested) | {
        "period_start": report.period.start.isoformat(),
        "period_end": report.period.end.isoformat(),
        "ad_account_ids": list(report.account_ids),
    }


def requested_visibility_answer(requested: RequestedReport) -> dict[str, Any]:
    """The reply to a request for a visibility report."""
    subject = requested.report.subject
    return _requested(requested) | {"region_config_id": subject.region_config_id if subject else None}


def _requested(requested: RequestedReport) -> dict[str, Any]:
    report = requested.report
    return {
        "object": "report",
        "id": report.id,
        "report_id": report.id,
        "status": report.status,
        "title": report.title,
        "template": {"key": report.template.key, "version": report.template.version, "name": report.template.name},
        "deduplicated": requested.deduplicated,
        "poll_with": "get_report(report_id)",
        "source": SOURCE,
    }


def report_answer(report: Report, pdf_url: str | None = None, lasts: timedelta | None = None) -> ReportAnswer:
    """A report as it is answered."""
    document, failure = report.document, report.failure
    return ReportAnswer.model_validate(
        {
            "id": report.id,
            "title": report.title,
            "kind": report.kind,
            "template": report.template,
            "sections": report.sections,
            "ad_account_ids": report.account_ids,
            "accounts": report.accounts,
            "period_start": report.period.start.isoformat(),
            "period_end": report.period.end.isoformat(),
            "status": report.status,
            "is_final": report.is_final,
            "progress": _progress(report.progress),
            "transitions": report.transitions,
            "review_status": report.review_status,
            "volatility_score": _number(report.volatility_score),
            "volatility_band": report.volatility_band,
            "data_coverage_pct": _number(report.data_coverage_pct),
            **_visibility(report),
            "created_via": report.created_via,
            "created_at": report.created_at,
            "updated_at": report.updated_at,
            "generated_at": report.generated_at,
            "page_count": document.pages if document else None,
            "file_size": document.size if document else None,
            "sha256": document.sha256 if document else None,
            "error_code": failure.code if failure else None,
            "error_message": failure.message if failure else None,
            "retriable": failure.retriable if failure else None,
            "pdf_url": pdf_url,
            "pdf_url_expires_in_seconds": int(lasts.total_seconds()) if lasts else None,
        },
        from_attributes=True,
    )


_SUBJECT = ("brand_id", "region_config_id", "scheduled_report_id", "execution_id", "country", "language", "location", "ai_platforms")


def _visibility(report: Report) -> dict[str, Any]:
    """What only a visibility report has; its figures are null until it is measured."""
    figures = report.figures
    return {field: getattr(report.subject, field) if report.subject else None for field in _SUBJECT} | {
        "visibility_score": _number(figures.visibility_score) if figures else None,
        "ranked_prompts": figures.ranked_prompts if figures else None,
        "total_results": figures.total_results if figures else None,
        "failed_results": figures.failed_results if figures else None,
    }


def _progress(progress: Progress | None) -> ProgressAnswer | None:
    return ProgressAnswer(step=progress.step, completed=progress.completed, total=progress.total) if progress else None


def _number(value: Decimal | None) -> float | None:
    return float(value) if value is not None else None
