"""What is asked of reports: the bodies of either family, and the filters of a list."""

from typing import Annotated

from pydantic import Field

from chalicelib.domain.document import DocumentFormat
from chalicelib.domain.errors import InvalidBody
from chalicelib.domain.report import ReportKind, ReportStatus
from chalicelib.doors.call import ListQuery, RequestModel, Since
from chalicelib.doors.fields import Id, Line
from chalicelib.doors.parsing import OneOf, parse_json
from chalicelib.doors.performance_request import MAX_TITLE, PerformanceReportFields


class ReportRequest(PerformanceReportFields):
    """The body of `POST /v1/reports` for a performance report."""

    region_config_id: None = None


class VisibilityReportRequest(RequestModel):
    """The other body of `POST /v1/reports`: one region config, asked once."""

    region_config_id: Annotated[str, Field(max_length=100)]
    title: Annotated[Line, Field(max_length=MAX_TITLE)] | None = None


def _family(sent: object) -> type[RequestModel]:
    """A region config makes it a visibility report; null is as if left out."""
    is_visibility = isinstance(sent, dict) and sent.get("region_config_id") is not None
    return VisibilityReportRequest if is_visibility else ReportRequest


REPORT_REQUEST = OneOf((ReportRequest, VisibilityReportRequest), _family)
"""The body of either family, told apart by `region_config_id`."""


def asks_for_visibility(raw: bytes) -> bool:
    """Whether a body asks AI platforms, which is paid work; what is no JSON asks for nothing."""
    try:
        return _family(parse_json(raw)) is VisibilityReportRequest
    except InvalidBody:
        return False


class ReportQuery(ListQuery):
    """The filters of `GET /v1/reports`."""

    status: ReportStatus | None = None
    kind: ReportKind | None = None
    ad_account_id: Id | None = None
    since: Since | None = None
    brand_id: Id | None = None
    scheduled_report_id: Id | None = None
    execution_id: Id | None = None


class DocumentQuery(RequestModel):
    """Which form of the document."""

    format: DocumentFormat = DocumentFormat.PDF
