"""Executions: run a scheduled report now, follow its runs, and read what they come to."""

from typing import Literal

from chalicelib import wiring
from chalicelib.api.endpoint import always
from chalicelib.api.routing import Routes
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.schedule_analytics import PromptHistory, ScheduleAnalytics
from chalicelib.domain.wilson import Proportion
from chalicelib.doors import listing
from chalicelib.doors.call import AnswerModel, Call, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.execution_answers import ExecutionAnswer, execution_answer
from chalicelib.doors.fields import Id
from chalicelib.observability import note
from chalicelib.usecases.read_executions import ExecutionView

routes = Routes("Executions", "The runs of a scheduled report: one at each of its slots, and one whenever it is asked for.")


class ExecutionCreate(RequestModel):
    """The body of `POST …/executions`, which may be left out; `region_config_id` limits the run to one of the schedule's configs."""

    region_config_id: Id | None = None


class PlatformPerformanceAnswer(AnswerModel):
    """How often the brand appears on one platform: `n` answers, and the share of them (0–1)."""

    platform: AiPlatform
    n: int
    appearance_rate: float | None


class PromptPointAnswer(AnswerModel):
    """The share (0–1) of a prompt's answers in one run that the brand appears in."""

    execution_id: str
    rate: float | None


class PromptHistoryAnswer(AnswerModel):
    """A prompt over the runs, oldest first."""

    prompt_id: str
    prompt_text: str
    points: list[PromptPointAnswer]


class AnalyticsAnswer(AnswerModel):
    """What the latest finished runs come to; `avg_visibility` is the mean of their scores (0–100)."""

    object: Literal["scheduled_report.analytics"] = "scheduled_report.analytics"
    runs: int
    avg_visibility: float | None
    platform_performance: list[PlatformPerformanceAnswer]
    prompts: list[PromptHistoryAnswer]


@routes.post(
    "/v1/scheduled-reports/{scheduled_report_id}/executions",
    scope="write:scheduled",
    body=ExecutionCreate,
    optional_body=True,
    paid=always,
    answers={202: ExecutionAnswer},
)
def start_execution(call: Call[ExecutionCreate, NoQuery]) -> Reply:
    """Run the scheduled report now, paused or not; its slots stay where they are."""
    execution = wiring.start_execution(call.attempt)(
        call.caller, call.path["scheduled_report_id"], call.body.region_config_id, call.correlation_id
    )
    note(execution_id=execution.id)
    location = f"{call.base_url}/v1/scheduled-reports/{execution.scheduled_report_id}/executions/{execution.id}"
    return Reply(execution_answer(ExecutionView(execution, ())), 202, {"Location": location})


@routes.get(
    "/v1/scheduled-reports/{scheduled_report_id}/executions",
    scope="read:scheduled",
    query=ListQuery,
    answers={200: listing.ListAnswer[ExecutionAnswer]},
)
def list_executions(call: Call[None, ListQuery]) -> Reply:
    """The runs of a scheduled report, newest first."""
    page = wiring.read_executions().of_schedule(
        call.caller,
        call.path["scheduled_report_id"],
        limit=call.query.limit,
        after=listing.decode_cursor(call),
    )
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([execution_answer(view) for view in page.items], cursor))


@routes.get("/v1/scheduled-reports/{scheduled_report_id}/executions/{execution_id}", scope="read:scheduled", answers={200: ExecutionAnswer})
def read_execution(call: Call[None, NoQuery]) -> Reply:
    """One run, with its reports as they stand."""
    return Reply(execution_answer(wiring.read_executions().one(call.caller, call.path["scheduled_report_id"], call.path["execution_id"])))


@routes.get("/v1/scheduled-reports/{scheduled_report_id}/analytics", scope="read:scheduled", answers={200: AnalyticsAnswer})
def read_analytics(call: Call[None, NoQuery]) -> Reply:
    """What the latest finished runs come to."""
    return Reply(_analytics(wiring.read_analytics()(call.caller, call.path["scheduled_report_id"])))


def _analytics(analytics: ScheduleAnalytics) -> AnalyticsAnswer:
    return AnalyticsAnswer(
        runs=analytics.runs,
        avg_visibility=None if analytics.avg_visibility is None else float(analytics.avg_visibility),
        platform_performance=[
            PlatformPerformanceAnswer(platform=platform, n=share.n, appearance_rate=_rate(share)) for platform, share in analytics.platforms
        ],
        prompts=[_prompt(history) for history in analytics.prompts],
    )


def _prompt(history: PromptHistory) -> PromptHistoryAnswer:
    points = [PromptPointAnswer(execution_id=execution_id, rate=_rate(share)) for execution_id, share in history.points]
    return PromptHistoryAnswer(prompt_id=history.prompt_id, prompt_text=history.prompt_text, points=points)


def _rate(proportion: Proportion) -> float | None:
    return None if proportion.share is None else round(float(proportion.share), 4)
