"""Messages: what travels on the queues. A field is only ever added, with a default; another meaning is another version."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class RenderRequested(BaseModel):
    """Somebody wants this report's document. It may come twice, late, or for a report that is done: the report decides."""

    model_config = ConfigDict(frozen=True)

    type: Literal["render_requested"] = "render_requested"
    version: Literal[1] = 1
    organization_id: str
    report_id: str
    correlation_id: str
    execution_id: str | None = None


class ExecutionRequested(BaseModel):
    """A run of a scheduled report waits to be dispatched. It may come twice, late, or for a run that has ended: the execution decides."""

    model_config = ConfigDict(frozen=True)

    type: Literal["execution_requested"] = "execution_requested"
    version: Literal[1] = 1
    organization_id: str
    execution_id: str
    correlation_id: str


class AnswerRequested(BaseModel):
    """Somebody wants the answer of one numbered cell of this report. It may come twice or late: the cell decides."""

    model_config = ConfigDict(frozen=True)

    type: Literal["answer_requested"] = "answer_requested"
    version: Literal[1] = 1
    organization_id: str
    report_id: str
    number: int
    correlation_id: str
    execution_id: str | None = None
