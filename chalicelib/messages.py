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
