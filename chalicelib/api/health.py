"""Health: whether everything that the service needs answers."""

from typing import Literal

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.errors import Unavailable
from chalicelib.doors.call import AnswerModel, Call, NoQuery, Reply

routes = Routes("Health", "Whether the service works.")


class HealthAnswer(AnswerModel):
    """All is well."""

    object: Literal["health"] = "health"
    status: Literal["ok"] = "ok"


@routes.get("/v1/health", scope=None, answers={200: HealthAnswer})
def read_health(_call: Call[None, NoQuery]) -> Reply:
    """200 where the table, the queues and the bucket answer, 503 otherwise."""
    for name, is_there in wiring.dependencies().items():
        if not is_there():
            raise Unavailable(name)
    return Reply(HealthAnswer())
