"""What is asked of a performance report."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StrictInt, StringConstraints, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from chalicelib.domain.period import FIRST_YEAR, LAST_YEAR, MAX_DAYS, Period
from chalicelib.doors.call import Day, RequestModel
from chalicelib.doors.fields import Id, Line, Unique
from chalicelib.doors.figures import Whole
from chalicelib.doors.section_keys import PerformanceSections
from chalicelib.usecases.request_report import PerformanceReportRequest

MAX_ACCOUNTS = 10
MAX_TITLE = 200


def _year(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        context = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise PydanticCustomError("day_range", "Input should be a day between {first} and {last}", context)
    return day


ReportDay = Annotated[Day, AfterValidator(_year), Field(json_schema_extra={"pattern": "^20"})]
"""A day that a report can begin or end with."""


class PerformanceReportFields(RequestModel):
    """What a performance report is asked for with, by whichever door."""

    template_key: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    ad_account_ids: Annotated[list[Id], Field(min_length=1, max_length=MAX_ACCOUNTS), Unique]
    period_start: ReportDay
    period_end: ReportDay
    title: Annotated[
        Annotated[Line, Field(max_length=MAX_TITLE)] | None, Field(description="By default the template's name and the period.")
    ] = None
    sections: Annotated[
        PerformanceSections | None, Field(description="Keys of sections, in the order of the document, instead of the template's own.")
    ] = None
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

    def wanted(self) -> PerformanceReportRequest:
        """The same, as the use case takes it."""
        return PerformanceReportRequest(
            template_key=self.template_key,
            ad_account_ids=tuple(self.ad_account_ids),
            period=Period(self.period_start, self.period_end),
            title=self.title,
            sections=tuple(self.sections) if self.sections else None,
            template_version=self.template_version,
        )
