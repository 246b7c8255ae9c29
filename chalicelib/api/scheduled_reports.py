"""Scheduled reports, and which region configs are on them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictBool, field_validator

from chalicelib import wiring
from chalicelib.api.region_configs import RegionConfigAnswer, region_config_answer
from chalicelib.api.routing import Routes
from chalicelib.domain.cadence import Frequency
from chalicelib.domain.scheduled_report import ScheduleChange, next_runs
from chalicelib.domain.wall_clock import zone
from chalicelib.doors import listing
from chalicelib.doors.call import IN_DIGITS, AnswerModel, Call, Flag, Instant, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Id, Search, Slot, TimeZone, not_null
from chalicelib.doors.scheduled_report_answers import Name, ScheduledReportAnswer, ScheduledReportCreate, scheduled_report_answer
from chalicelib.usecases.create_scheduled_report import NewScheduledReport
from chalicelib.usecases.ports.scheduled_reports import ScheduledReportFilter

DEFAULT_NEXT_RUNS = 10
MAX_NEXT_RUNS = 50

routes = Routes("Scheduled reports", "Visibility reports that are made at every slot of a cadence, one for each region config on it.")


class ScheduledReportChange(RequestModel):
    """The body of `PATCH /v1/scheduled-reports/{id}`: what is named changes; nothing can be cleared."""

    name: Name | None = None
    frequency: Frequency | None = None
    is_active: StrictBool | None = None
    next_run_at: Slot | None = None
    timezone: TimeZone | None = None
    requires_review: StrictBool | None = None

    _not_cleared = field_validator("*", mode="before")(not_null)


class ScheduledReportsQuery(ListQuery):
    """Which scheduled reports; `search` is in the name."""

    brand_id: Id | None = None
    is_active: Flag | None = None
    frequency: Frequency | None = None
    search: Search | None = None


class NextRunsQuery(RequestModel):
    """How many slots."""

    count: Annotated[int, Field(ge=1, le=MAX_NEXT_RUNS), IN_DIGITS] = DEFAULT_NEXT_RUNS


class NextRunAnswer(AnswerModel):
    """A slot: the instant, and what the clock shows then in the schedule's zone, with its offset."""

    scheduled_for: Instant
    local_time: str


@routes.post(
    "/v1/scheduled-reports",
    scope="write:scheduled",
    body=ScheduledReportCreate,
    answers={201: ScheduledReportAnswer},
    finds=True,
)
def create_scheduled_report(call: Call[ScheduledReportCreate, NoQuery]) -> Reply:
    """Make a scheduled report: it is active, and runs first a period from now."""
    schedule = wiring.create_scheduled_report(call.attempt)(call.caller, NewScheduledReport(**call.body.model_dump(exclude_none=True)))
    return Reply(scheduled_report_answer(schedule), 201, {"Location": f"{call.base_url}/v1/scheduled-reports/{schedule.id}"})


@routes.get(
    "/v1/scheduled-reports",
    scope="read:scheduled",
    query=ScheduledReportsQuery,
    answers={200: listing.ListAnswer[ScheduledReportAnswer]},
)
def list_scheduled_reports(call: Call[None, ScheduledReportsQuery]) -> Reply:
    """The organization's scheduled reports, newest first."""
    query = call.query
    page = wiring.list_scheduled_reports()(
        call.caller,
        ScheduledReportFilter(query.brand_id, query.is_active, query.frequency, query.search),
        limit=query.limit,
        after=listing.decode_cursor(call),
    )
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([scheduled_report_answer(schedule) for schedule in page.items], cursor))


@routes.get("/v1/scheduled-reports/{scheduled_report_id}", scope="read:scheduled", answers={200: ScheduledReportAnswer})
def read_scheduled_report(call: Call[None, NoQuery]) -> Reply:
    """One scheduled report."""
    return Reply(scheduled_report_answer(wiring.read_scheduled_report()(call.caller, call.path["scheduled_report_id"])))


@routes.patch(
    "/v1/scheduled-reports/{scheduled_report_id}",
    scope="write:scheduled",
    body=ScheduledReportChange,
    answers={200: ScheduledReportAnswer},
)
def update_scheduled_report(call: Call[ScheduledReportChange, NoQuery]) -> Reply:
    """Change what is named: pause and resume with `is_active`, move the slots with `next_run_at`."""
    change = ScheduleChange(**call.body.model_dump(exclude_unset=True))
    return Reply(scheduled_report_answer(wiring.update_scheduled_report()(call.caller, call.path["scheduled_report_id"], change)))


@routes.delete("/v1/scheduled-reports/{scheduled_report_id}", scope="write:scheduled", answers={204: None})
def delete_scheduled_report(call: Call[None, NoQuery]) -> Reply:
    """Remove the scheduled report with its region configs and prompts; reports stay."""
    wiring.delete_scheduled_report()(call.caller, call.path["scheduled_report_id"])
    return Reply(status=204)


@routes.get(
    "/v1/scheduled-reports/{scheduled_report_id}/next-runs",
    scope="read:scheduled",
    query=NextRunsQuery,
    answers={200: listing.ListAnswer[NextRunAnswer]},
)
def list_next_runs(call: Call[None, NextRunsQuery]) -> Reply:
    """When it will run next; an empty list while it is paused."""
    schedule = wiring.read_scheduled_report()(call.caller, call.path["scheduled_report_id"])
    slots = next_runs(schedule, call.query.count)
    return Reply(listing.page_answer([_next_run(slot, schedule.timezone) for slot in slots], None))


@routes.get(
    "/v1/scheduled-reports/{scheduled_report_id}/region-configs",
    scope="read:scheduled",
    answers={200: listing.ListAnswer[RegionConfigAnswer]},
)
def list_region_configs_of_schedule(call: Call[None, NoQuery]) -> Reply:
    """The region configs on it, whole, newest first."""
    configs = wiring.list_region_configs().of_schedule(call.caller, call.path["scheduled_report_id"])
    return Reply(listing.page_answer([region_config_answer(config) for config in configs], None))


@routes.post(
    "/v1/scheduled-reports/{scheduled_report_id}/region-configs/{region_config_id}",
    scope="write:scheduled",
    answers={200: RegionConfigAnswer},
)
def attach_region_config(call: Call[None, NoQuery]) -> Reply:
    """Put a region config of the same brand on it; one that is on another scheduled report moves."""
    config = wiring.attach_region_config()(call.caller, call.path["scheduled_report_id"], call.path["region_config_id"])
    return Reply(region_config_answer(config))


@routes.delete(
    "/v1/scheduled-reports/{scheduled_report_id}/region-configs/{region_config_id}",
    scope="write:scheduled",
    answers={204: None},
)
def detach_region_config(call: Call[None, NoQuery]) -> Reply:
    """Take a region config off it; the config stays."""
    wiring.detach_region_config()(call.caller, call.path["scheduled_report_id"], call.path["region_config_id"])
    return Reply(status=204)


def _next_run(slot: datetime, timezone: str) -> NextRunAnswer:
    return NextRunAnswer(scheduled_for=slot, local_time=slot.astimezone(zone(timezone)).isoformat(timespec="seconds"))
