"""How reports are answered: the resource, and the reply to a request for one."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.report import Progress, Report, ReportKind, ReportStatus, ReviewStatus
from chalicelib.doors.call import AnswerModel, Day, Instant
from chalicelib.usecases.request_report import RequestedReport


class TemplateVersionAnswer(AnswerModel):
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


class ReportedAccountAnswer(AnswerModel):
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
    template: TemplateVersionAnswer
    sections: list[str]
    ad_account_ids: list[str]
    accounts: list[ReportedAccountAnswer]
    period_start: Day
    period_end: Day
    status: ReportStatus
    is_final: bool
    progress: ProgressAnswer | None
    transitions: list[TransitionAnswer]
    review_status: ReviewStatus | None
    review_comment: str | None
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
    supersedes: str | None
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


class DocumentAnswer(AnswerModel):
    """Where the document is, for a while, and what it is."""

    url: str
    expires_at: Instant
    sha256: str
    bytes: int
    pages: int | None
    content_type: str


class RequestedTemplateAnswer(AnswerModel):
    """The template version that a report is made with."""

    key: str
    version: int
    name: str


class RequestedReportAnswer(AnswerModel):
    """What both families' requests are answered with; `deduplicated` where the report was already being made."""

    object: Literal["report"] = "report"
    id: str
    report_id: str
    status: ReportStatus
    title: str
    template: RequestedTemplateAnswer
    deduplicated: bool
    poll_with: Literal["get_report(report_id)"] = "get_report(report_id)"
    source: Literal["folio.reports@v1"] = "folio.reports@v1"


class RequestedPerformanceReportAnswer(RequestedReportAnswer):
    """The reply to a request for a performance report."""

    period_start: Day
    period_end: Day
    ad_account_ids: list[str]


class RequestedVisibilityReportAnswer(RequestedReportAnswer):
    """The reply to a request for a visibility report."""

    region_config_id: str


def requested_performance_answer(requested: RequestedReport) -> RequestedPerformanceReportAnswer:
    """A performance report just asked for."""
    report = requested.report
    return RequestedPerformanceReportAnswer.model_validate(
        _requested(requested)
        | {
            "period_start": report.period.start.isoformat(),
            "period_end": report.period.end.isoformat(),
            "ad_account_ids": report.account_ids,
        },
        from_attributes=True,
    )


def requested_visibility_answer(requested: RequestedReport) -> RequestedVisibilityReportAnswer:
    """A visibility report just asked for."""
    subject = requested.report.subject
    assert subject is not None
    region = {"region_config_id": subject.region_config_id}
    return RequestedVisibilityReportAnswer.model_validate(_requested(requested) | region, from_attributes=True)


def _requested(requested: RequestedReport) -> dict[str, Any]:
    report = requested.report
    return {
        "id": report.id,
        "report_id": report.id,
        "status": report.status,
        "title": report.title,
        "template": report.template,
        "deduplicated": requested.deduplicated,
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
            "review_comment": report.review_comment,
            "volatility_score": _number(report.volatility_score),
            "volatility_band": report.volatility_band,
            "data_coverage_pct": _number(report.data_coverage_pct),
            "brand_id": report.brand_id,
            **_visibility(report),
            "supersedes": report.supersedes,
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


_SUBJECT = ("region_config_id", "scheduled_report_id", "execution_id", "country", "language", "location", "ai_platforms")


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
