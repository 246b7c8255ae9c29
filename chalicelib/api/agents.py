"""Agents: the HTTP side of the agents' door, `POST /mcp/reports`. Keys, limits and sizes are as for every route.

The door itself is handed in by app.py: neither side imports the other. It is no route of the API's document, which can't say what an agent
asks and is told; the door does, to whoever asks it (`tools/list`).
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit

from chalice.app import Request, Response

from chalicelib.api.answering import NOBODY, base_url, correlation_id, guarded, raw_body, reply_of, response_of
from chalicelib.api.endpoint import Endpoint
from chalicelib.domain.errors import Forbidden, RateLimitExceeded
from chalicelib.domain.scope import ANY_KEY
from chalicelib.doors.authentication import admitted
from chalicelib.doors.call import Call, NoQuery, Reply
from chalicelib.doors.envelope import Problem, rate_limit_headers
from chalicelib.observability import begin
from chalicelib.usecases.use_api_key import Admission

PATH = "/mcp/reports"
STATUSES = (200, 202, 400, 404, 406, 421)
"""What the protocol answers with: a result or an error of JSON-RPC, nothing to a notification, no message, no method, no way to answer."""


def _no_view(_call: Call[bytes, NoQuery]) -> Reply:
    raise AssertionError("nobody is admitted yet")


_ENDPOINT = Endpoint("POST", PATH, _no_view, ANY_KEY, dict.fromkeys(STATUSES), body=bytes)


class AgentsDoor(Protocol):
    """What is behind this path: `chalicelib.mcp`."""

    def called_tool(self, raw: bytes) -> str | None:
        """The name of the tool that a message calls; None where it calls none, or is no message."""
        ...

    def starts_paid_work(self, tool: str) -> bool:
        """Whether a call of this tool, which need not be there, starts paid work."""
        ...

    def answer(self, call: Call[bytes, NoQuery], full: RateLimitExceeded | None) -> Reply:
        """The answer to one message. `full`: the caller's minute, which whatever tool the message calls then says in its result."""
        ...


def answered(door: AgentsDoor, origins: Collection[str], request: Request) -> Response:
    """The answer to an agent, whatever becomes of its message; once it is known who asks, with what their minute has left."""
    request_id = correlation_id(request)
    begin(request_id)
    admitted_or_not = guarded(_ENDPOINT, request_id, lambda: _admission(door, request), refused)
    if isinstance(admitted_or_not, Response):
        return admitted_or_not
    admission, full = admitted_or_not

    def view(call: Call[bytes, NoQuery]) -> Reply:
        _require_origin(request, origins)
        return door.answer(call, full)

    endpoint = replace(_ENDPOINT, view=view)
    response = guarded(endpoint, request_id, lambda: response_of(reply_of(endpoint, request, request_id, admission), request_id), refused)
    response.headers.update(rate_limit_headers(admission.allowance))
    return response


def _admission(door: AgentsDoor, request: Request) -> tuple[Admission, RateLimitExceeded | None]:
    """Whose message this is. A full minute ends what calls no tool; a tool says it in its result, where a model reads it."""
    raw = raw_body(request)
    tool = door.called_tool(raw) if len(raw) <= _ENDPOINT.max_body else None
    try:
        return admitted(request.headers.get("authorization"), paid=tool is not None and door.starts_paid_work(tool)), None
    except RateLimitExceeded as full:
        if tool is None:
            raise
        return Admission(NOBODY, full.allowance, counted=False), full


def _require_origin(request: Request, origins: Collection[str]) -> None:
    """`Forbidden` for a page of an origin that is neither this API's own nor one that the operator lists (`FOLIO_CORS_ORIGINS`).

    https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
    """
    origin = request.headers.get("origin")
    own = urlsplit(base_url(request))
    if origin is not None and origin not in {f"{own.scheme}://{own.netloc}", *origins}:
        raise Forbidden("Pages of this origin may not ask")


def refused(refusal: Problem, request_id: str) -> Response:
    """An error as every route answers it, with its `error_type`."""
    body = refusal.body(request_id) | {"error_type": refusal.error_type}
    return response_of(Reply(body, refusal.status, refusal.headers), request_id)
