"""Jobs: a run of a scheduled report, for clients that poll jobs."""

from typing import Literal

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.execution import ExecutionStatus
from chalicelib.domain.run_outcome import JobStatus
from chalicelib.doors.call import AnswerModel, Call, Instant, NoQuery, Reply

routes = Routes("Jobs", "A run as a job, for clients that poll jobs.")


class JobResultAnswer(AnswerModel):
    """What a job came to."""

    execution_id: str
    status: ExecutionStatus
    report_ids: list[str]


class JobAnswer(AnswerModel):
    """A job: `completed` of `total` questions have their answer or their failure."""

    object: Literal["job"] = "job"
    id: str
    status: JobStatus
    completed: int
    total: int
    step: str
    message: str
    result: JobResultAnswer | None
    updated_at: Instant


@routes.get("/v1/jobs/{job_id}", scope="read:scheduled", answers={200: JobAnswer})
def read_job(call: Call[None, NoQuery]) -> Reply:
    """One job."""
    job = wiring.read_executions().as_job(call.caller, call.path["job_id"])
    return Reply(JobAnswer.model_validate(job, from_attributes=True))
