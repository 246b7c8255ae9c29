"""The API's front: HTTP in, API Gateway's event to the function, its answer out; and what only the gateway can answer, in our envelope."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from concurrent.futures import TimeoutError as FutureTimeout
from datetime import datetime
from typing import IO, Any
from urllib.parse import parse_qsl
from uuid import UUID

from werkzeug.datastructures import Headers
from werkzeug.exceptions import ClientDisconnected
from werkzeug.wrappers import Response
from werkzeug.wsgi import get_input_stream

from chalicelib.doors.envelope import INTERNAL_ERROR, MethodNotAllowed, Problem, problem
from infra.gateway_errors import NOT_FOUND, PAYLOAD_TOO_LARGE, UNAVAILABLE
from infra.local.environment import MAX_PAYLOAD_BYTES, FailureKind, Outcome
from infra.local.events import HttpRequest, gateway_event
from infra.local.routing import GREEDY, match

MAX_BODY_BYTES = 10 * 1024 * 1024  # API Gateway's quota for a request
MAX_DRAINED_BYTES = 64 * 1024 * 1024
INTEGRATION_SECONDS = 29.0  # API Gateway's default and, for an edge API, its maximum
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")  # what the any-method integration means

type Invoke = Callable[[Mapping[str, Any]], Outcome]
type StartResponse = Callable[..., Any]


class Front:
    """A WSGI application. `routes` are the methods of each path; `is_healthy` is what `/v1/health` needs besides the app's own word."""

    def __init__(
        self,
        invoke: Invoke,
        workers: Executor,
        routes: Mapping[str, Sequence[str]],
        binary_types: Iterable[str],
        is_healthy: Callable[[], bool],
        clock: Callable[[], datetime],
        new_uuid: Callable[[], UUID],
        integration_seconds: float = INTEGRATION_SECONDS,
    ) -> None:
        self._invoke = invoke
        self._workers = workers
        self._routes = routes
        self._binary_types = frozenset(binary_types)
        self._is_healthy = is_healthy
        self._clock = clock
        self._new_uuid = new_uuid
        self._integration_seconds = integration_seconds

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        return self._respond(environ)(environ, start_response)

    def _respond(self, environ: dict[str, Any]) -> Response:
        request_id = str(self._new_uuid())
        try:
            body = read_body(get_input_stream(environ))
        except ClientDisconnected:
            return Response(status=400)  # nobody is there to read it
        if body is None:
            return refused(PAYLOAD_TOO_LARGE, request_id)
        request = http_request(environ, body)
        found = match(request.path, self._routes)
        if found is None:
            return refused(NOT_FOUND, request_id)
        if request.method not in METHODS:
            own = tuple(self._routes[found.resource])
            return refused(NOT_FOUND if found.resource == GREEDY else problem(MethodNotAllowed(own)), request_id)
        event = gateway_event(request, found.resource, found.parameters, request_id, self._clock(), self._binary_types)
        if len(json.dumps(event)) > MAX_PAYLOAD_BYTES:
            return refused(PAYLOAD_TOO_LARGE, request_id)
        response = self._integrate(event, request_id)
        if request.path == "/v1/health" and response.status_code == 200 and not self._is_healthy():
            return refused(UNAVAILABLE, request_id)
        return response

    def _integrate(self, event: Mapping[str, Any], request_id: str) -> Response:
        invocation = self._workers.submit(self._invoke, event)
        try:
            outcome = invocation.result(self._integration_seconds)
        except FutureTimeout:
            invocation.cancel()
            return refused(UNAVAILABLE, request_id)
        if outcome.failure is not None:
            is_away = outcome.failure.kind in {FailureKind.TIMEOUT, FailureKind.STOPPED}
            return refused(UNAVAILABLE if is_away else INTERNAL_ERROR, request_id)
        return proxied(outcome.payload) or refused(INTERNAL_ERROR, request_id)


def refused(refusal: Problem, request_id: str) -> Response:
    """The envelope, as the gateway responses of the deployed API write it."""
    headers = {"X-Correlation-ID": request_id} | refusal.headers
    return Response(json.dumps(refusal.body(request_id)), refusal.status, mimetype="application/json", headers=headers)


def read_body(stream: IO[bytes]) -> bytes | None:
    """The body, or None where it is larger than the gateway takes; what is too much is read and dropped, so that the client hears of it."""
    body = stream.read(MAX_BODY_BYTES + 1)
    if len(body) <= MAX_BODY_BYTES:
        return body
    dropped = 0
    while dropped < MAX_DRAINED_BYTES and (chunk := stream.read(1 << 20)):
        dropped += len(chunk)
    return None


def http_request(environ: Mapping[str, Any], body: bytes) -> HttpRequest:
    """The request of a WSGI environ of werkzeug's server, which keeps the raw target in RAW_URI."""
    path, _, query = str(environ["RAW_URI"]).partition("?")
    if not path.startswith("/"):  # absolute form, as a proxy sends it
        path = "/" + path.partition("://")[2].partition("/")[2]
    return HttpRequest(
        method=environ["REQUEST_METHOD"],
        path=path,
        headers=_headers(environ),
        query=parse_qsl(query, keep_blank_values=True),
        body=body,
        source_ip=environ["REMOTE_ADDR"],
    )


def _headers(environ: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The request's headers as a gateway forwards them. WSGI has joined a repeated one with commas."""
    names = {key: key.removeprefix("HTTP_").replace("_", "-").title() for key in environ if key.startswith("HTTP_")}
    names |= {key: key.replace("_", "-").title() for key in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(key)}
    headers = [(name, str(environ[key])) for key, name in names.items()]
    forwarded = {"X-Forwarded-For": environ["REMOTE_ADDR"], "X-Forwarded-Proto": "http", "X-Forwarded-Port": environ["SERVER_PORT"]}
    return [(name, value) for name, value in headers if name not in forwarded] + list(forwarded.items())


def proxied(payload: bytes) -> Response | None:
    """The HTTP response of a Lambda's proxy answer; None where the gateway would call it malformed."""
    try:
        answer = json.loads(payload)
        body = answer.get("body") or ""
        content = base64.b64decode(body, validate=True) if answer.get("isBase64Encoded") else str(body).encode()
        headers = Headers([(name, str(value)) for name, value in (answer.get("headers") or {}).items()])
        for name, values in (answer.get("multiValueHeaders") or {}).items():
            headers.setlist(name, [str(value) for value in values])
        if "Content-Type" not in headers:  # the gateway's own doing, on a 204 too, which the application sends without one
            headers["Content-Type"] = "application/json"
        return Response(content, int(answer["statusCode"]), headers)
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        return None
