"""Runs of scheduled reports."""

from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib import wiring
from chalicelib.domain.execution import FINAL, ExecutionStatus
from chalicelib.doors.call import AnswerModel, Call, RequestModel
from chalicelib.doors.execution_answers import ExecutionAnswer, execution_answer
from chalicelib.doors.fields import Id
from chalicelib.mcp.tool import Told, Tools
from chalicelib.observability import note
from chalicelib.usecases.read_executions import ExecutionView

tools = Tools()
_POLL_SECONDS = 30
"""A run asks for half a minute at least, and for a quarter of an hour at most."""
_ENDED = {
    ExecutionStatus.COMPLETED: "The run is completed: every report of it is made.",
    ExecutionStatus.PARTIAL: "The run ended in part: some of its reports are made, some could not be.",
    ExecutionStatus.FAILED: "The run failed.",
}

ScheduleId = Annotated[Id, Field(description="The scheduled report, as list_scheduled_reports names it.")]


class RunScheduledReport(RequestModel):
    """The arguments of `run_scheduled_report`."""

    scheduled_report_id: ScheduleId
    region_config_id: Annotated[Id, Field(description="Only this market of it; without it, every active one.")] | None = None


class GetExecution(RequestModel):
    """The arguments of `get_execution`."""

    scheduled_report_id: ScheduleId
    execution_id: Annotated[Id, Field(description="The run, as run_scheduled_report names it.")]


class StartedExecution(AnswerModel):
    """The result of `run_scheduled_report`."""

    execution: ExecutionAnswer
    poll_with: Literal["get_execution(scheduled_report_id, execution_id)"] = "get_execution(scheduled_report_id, execution_id)"
    source: Literal["folio.executions@v1"] = "folio.executions@v1"


class ReadExecution(AnswerModel):
    """The result of `get_execution`; `poll_again_in_seconds` is null once nothing will change."""

    execution: ExecutionAnswer
    message: str
    poll_again_in_seconds: int | None
    source: Literal["folio.executions@v1"] = "folio.executions@v1"


@tools.makes(
    title="Run a scheduled report now",
    scope="write:scheduled",
    params=RunScheduledReport,
    result=StartedExecution,
    paid=True,
)
def run_scheduled_report(call: Call[RunScheduledReport, Any]) -> Told:
    """Run a scheduled AI-visibility report now, beside its cadence: every prompt is put to every AI platform of its region configs.

    This costs the organization money with each call, and at most 10 such calls a minute are taken; so ask your user before you call it, and
    never call it again to see how a run is doing. Then call get_execution every 30 seconds; a run takes from half a minute to 15 minutes.
    """
    execution = wiring.start_execution(call.attempt)(
        call.caller, call.body.scheduled_report_id, call.body.region_config_id, call.correlation_id
    )
    note(execution_id=execution.id)
    words = (
        f"The run has begun: execution {execution.id} of scheduled report {execution.scheduled_report_id}. "
        f"Call get_execution with both ids in {_POLL_SECONDS} seconds."
    )
    return Told(StartedExecution(execution=execution_answer(ExecutionView(execution, ()))), words)


@tools.reads(title="Get a run of a scheduled report", scope="read:scheduled", params=GetExecution, result=ReadExecution)
def get_execution(call: Call[GetExecution, Any]) -> Told:
    """Read how a run of a scheduled report is doing, with the report of each market as it stands.

    While it is pending or running, call it again after poll_again_in_seconds. Then read each of its reports with get_report.
    """
    view = wiring.read_executions().one(call.caller, call.body.scheduled_report_id, call.body.execution_id)
    execution = execution_answer(view)
    message = _message(execution)
    reports = [f"- {one.report_id}: {one.region}, {one.status}{_because(one.error_message)}" for one in execution.reports]
    poll = None if execution.status in FINAL else _POLL_SECONDS
    again = [f"Call get_execution again in {poll} seconds."] if poll else ["Read each report with get_report."] if reports else []
    return Told(ReadExecution(execution=execution, message=message, poll_again_in_seconds=poll), "\n".join([message, *reports, *again]))


def _message(execution: ExecutionAnswer) -> str:
    """How the run is doing, for the agent's user."""
    if execution.status in FINAL:
        return _ENDED[execution.status] + _because(execution.error_message)
    if execution.total_regions_count is None:
        return "The run is about to begin."
    return f"The run is under way: {execution.completed_regions_count} of {execution.total_regions_count} reports are made."


def _because(error: str | None) -> str:
    return f" ({error})" if error else ""
