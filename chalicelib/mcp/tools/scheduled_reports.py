"""Visibility reports that are made at every slot of a cadence."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from chalicelib import wiring
from chalicelib.domain.cadence import Frequency
from chalicelib.domain.clock import format_instant
from chalicelib.doors.call import AnswerModel, Call
from chalicelib.doors.fields import Id, Search
from chalicelib.doors.listing import decode_cursor, encode_cursor
from chalicelib.doors.scheduled_report_answers import ScheduledReportAnswer, ScheduledReportCreate, scheduled_report_answer
from chalicelib.mcp.pages import CountedPage, PageParams, listed
from chalicelib.mcp.tool import Told, Tools
from chalicelib.usecases.create_scheduled_report import NewScheduledReport
from chalicelib.usecases.ports.scheduled_reports import ScheduledReportFilter

tools = Tools()


class ListScheduledReports(PageParams):
    """The arguments of `list_scheduled_reports`."""

    brand_id: Annotated[Id, Field(description="Only this brand's, by its id of list_brands.")] | None = None
    is_active: Annotated[StrictBool, Field(description="Only those that run (true), or only those that are paused (false).")] | None = None
    frequency: Annotated[Frequency | None, Field(description="Only those of this cadence.")] = None
    search: Annotated[Search, Field(description="Only those with this in their name, in any case.")] | None = None


class ScheduledReports(CountedPage):
    """The result of `list_scheduled_reports`."""

    scheduled_reports: list[ScheduledReportAnswer]
    source: Literal["folio.scheduled_reports@v1"] = "folio.scheduled_reports@v1"


class CreatedScheduledReport(AnswerModel):
    """The result of `create_scheduled_report`."""

    scheduled_report: ScheduledReportAnswer
    source: Literal["folio.scheduled_reports@v1"] = "folio.scheduled_reports@v1"


@tools.reads(title="List scheduled reports", scope="read:scheduled", params=ListScheduledReports, result=ScheduledReports)
def list_scheduled_reports(call: Call[Any, ListScheduledReports]) -> Told:
    """List the recurring AI-visibility reports that this key can see, newest first: cadence, next run, and how the last run ended.

    Call it for the scheduled_report_id that run_scheduled_report takes, and before create_scheduled_report, so that none is made twice.
    """
    query = call.query
    wanted = ScheduledReportFilter(query.brand_id, query.is_active, query.frequency, query.search)
    page = wiring.list_scheduled_reports()(call.caller, wanted, limit=query.limit, after=decode_cursor(call))
    cursor = encode_cursor(page.after, call)
    schedules = [scheduled_report_answer(schedule) for schedule in page.items]
    result = ScheduledReports(scheduled_reports=schedules, count=len(schedules), has_more=cursor is not None, next_cursor=cursor)
    return Told(result, listed("scheduled reports", map(_line, schedules), cursor))


@tools.makes(title="Create a scheduled report", scope="write:scheduled", params=ScheduledReportCreate, result=CreatedScheduledReport)
def create_scheduled_report(call: Call[ScheduledReportCreate, Any]) -> Told:
    """Make a recurring AI-visibility report of a brand. It is active at once, and first runs one period from now.

    Each run asks AI platforms, which costs the organization money; so ask your user before you call it. Called twice it makes two. It
    measures nothing until it has a region config with prompts: those are made in Folio's HTTP API, not here.
    """
    schedule = wiring.create_scheduled_report(call.attempt)(call.caller, NewScheduledReport(**call.body.model_dump(exclude_none=True)))
    made = scheduled_report_answer(schedule)
    words = (
        f"“{made.name}” is made: {made.frequency}, first run at {format_instant(schedule.next_run_at)}. Its id is {made.id}. "
        "It needs a region config with prompts before there is anything to ask."
    )
    return Told(CreatedScheduledReport(scheduled_report=made), words)


def _line(schedule: ScheduledReportAnswer) -> str:
    next_run = format_instant(schedule.next_run_at) if schedule.is_active and schedule.next_run_at else "none while paused"
    last = f", last run {schedule.last_run_status}" if schedule.last_run_status else ", not run yet"
    return f"{schedule.id}: “{schedule.name}” ({schedule.frequency}, next run {next_run}{last})"
