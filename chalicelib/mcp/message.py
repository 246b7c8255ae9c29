"""Message: what came, as far as it is read before the SDK reads it: whether it is one message, and which tool it calls.

https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#sending-messages-to-the-server
"""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, StrictInt, StrictStr, ValidationError

from chalicelib.domain.errors import InvalidBody
from chalicelib.doors.call import Reply
from chalicelib.doors.parsing import parse_json

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
"""https://www.jsonrpc.org/specification#error_object"""


class _Envelope(BaseModel):
    """A request, or without an id a notification. The server asks nothing, so that there is no response to take.

    No parameters are left out by most, and null by some.
    """

    jsonrpc: Literal["2.0"]
    method: StrictStr
    id: StrictStr | StrictInt = 0
    params: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One request or notification. `tool` is the tool that it calls, if it calls one."""

    tool: str | None


@dataclass(frozen=True, slots=True)
class Malformed:
    """What is no message, in JSON-RPC's words."""

    code: int
    message: str


def read(raw: bytes) -> Message | Malformed:
    """What a body is."""
    try:
        value = parse_json(raw)
    except InvalidBody as error:
        return Malformed(PARSE_ERROR, error.faults[0].msg)
    if isinstance(value, list):
        return Malformed(INVALID_REQUEST, "The body should be one message: batches are not taken")
    try:
        envelope = _Envelope.model_validate(value)
    except ValidationError:
        return Malformed(INVALID_REQUEST, "The body should be one JSON-RPC 2.0 request or notification")
    name = (envelope.params or {}).get("name")
    return Message(name if envelope.method == "tools/call" and isinstance(name, str) else None)


def refusal(malformed: Malformed) -> Reply:
    """The answer to what is no message."""
    error = {"code": malformed.code, "message": malformed.message}
    return Reply({"jsonrpc": "2.0", "id": None, "error": error}, 400)
