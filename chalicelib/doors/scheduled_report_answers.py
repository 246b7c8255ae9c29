"""How a scheduled report is asked for, and how it is answered."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from chalicelib.domain.cadence import Frequency
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.doors.call import AnswerModel, Instant, RequestModel
from chalicelib.doors.fields import Id, Line, TimeZone

Name = Annotated[Line, Field(max_length=200)]


class ScheduledReportCreate(RequestModel):
    """The body of `POST /v1/scheduled-reports`."""

    brand_id: Id
    name: Name
    frequency: Frequency
    timezone: TimeZone | None = None
    template_key: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    requires_review: StrictBool | None = None


class ScheduledReportAnswer(AnswerModel):
    """A scheduled report."""

    object: Literal["scheduled_report"] = "scheduled_report"
    id: str
    brand_id: str
    name: str
    frequency: Frequency
    timezone: str
    template_key: str
    requires_review: bool
    is_active: bool
    next_run_at: Instant | None
    last_run_at: Instant | None
    last_run_status: str | None
    last_error_message: str | None
    created_at: Instant
    updated_at: Instant


def scheduled_report_answer(schedule: ScheduledReport) -> ScheduledReportAnswer:
    """A scheduled report as it is answered."""
    return ScheduledReportAnswer.model_validate(schedule, from_attributes=True)
