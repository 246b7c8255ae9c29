"""What is asked of reports: the bodies of either family, and the filters of a list."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StrictInt, StringConstraints, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from chalicelib.api.call import Day, ListQuery, RequestModel, Since
from chalicelib.api.endpoint import OneOf
from chalicelib.api.fields import Id, Line, Unique
from chalicelib.api.figures import Whole
from chalicelib.api.parsing import parse_json
from chalicelib.api.section_keys import PerformanceSections
from chalicelib.domain.document import DocumentFormat
from chalicelib.domain.errors import InvalidBody
from chalicelib.domain.period import FIRST_YEAR, LAST_YEAR, MAX_DAYS
from chalicelib.domain.report import ReportKind, ReportStatus

MAX_ACCOUNTS = 10
MAX_TITLE = 200


def _year(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        context = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise PydanticCustomError("day_range", "Input should be a day between {first} and {last}", context)
    return day


ReportDay = Annotated[Day, AfterValidator(_year), Field(json_schema_extra={"pattern": "^20"})]
"""A day that a report can begin or end with."""


class ReportRequest(RequestModel):
    """The body of `POST /v1/reports` for a performance report."""

    region_config_id: None = None
    template_key: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    ad_account_ids: Annotated[list[str], Field(min_length=1, max_length=MAX_ACCOUNTS), Unique]
    period_start: ReportDay
    period_end: ReportDay
    title: Annotated[Line, Field(max_length=MAX_TITLE)] | None = None
    sections: PerformanceSections | None = None
    template_version: Annotated[StrictInt, Field(ge=1), Whole] | None = None

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
    ad_account_id: str | None = None
    since: Since | None = None
    brand_id: Id | None = None
    scheduled_report_id: Id | None = None
    execution_id: Id | None = None


class DocumentQuery(RequestModel):
    """Which form of the document."""

    format: DocumentFormat = DocumentFormat.PDF
