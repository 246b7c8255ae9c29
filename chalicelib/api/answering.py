"""Answering: from a request of Chalice's to the view of its route, and back. What holds for every route is here, once."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID, uuid4

from chalice.app import Request, Response

from chalicelib import wiring
from chalicelib.api import cors, idempotency
from chalicelib.api.endpoint import Endpoint
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Fault, InvalidQuery, KnownCondition, NotFound
from chalicelib.domain.idempotency import KeyedRequest
from chalicelib.doors import parsing
from chalicelib.doors.authentication import admitted, authorize
from chalicelib.doors.call import Call, NoBody, Reply
from chalicelib.doors.envelope import (
    INTERNAL_ERROR,
    MethodNotAllowed,
    PayloadTooLarge,
    Problem,
    UnsupportedMediaType,
    problem,
    rate_limit_headers,
)
from chalicelib.doors.parsing import OneOf
from chalicelib.observability import begin, logger, note, request_ended
from chalicelib.usecases.use_api_key import Admission

UNKNOWN = "/{proxy+}"
"""The resource of whatever path no route declares."""

MAX_ANSWER = 4_500_000
"""Bytes. What is left of the 6 MB of a Lambda's answer is for the escapes of JSON inside JSON."""
_MOST_BYTES_A_CHARACTER = 4
NOBODY = Caller(organization_id="", key_id="", scopes=frozenset())
"""Who asks where no key is needed, or before it is known whose it is."""


def correlation_id(request: Request) -> str:
    """The request's id: the gateway's own, which is a UUID. One that a caller sends is not looked at."""
    try:
        return str(UUID(request.context.get("requestId", "")))
    except ValueError:
        return str(uuid4())


def answered(endpoint: Endpoint, request: Request) -> Response:
    """The answer to a request of this route, whatever becomes of it; once it is known who asks, with what their minute has left."""
    request_id = correlation_id(request)
    begin(request_id)
    note(**{name: value for name, value in parsing.parse_path(request.uri_params or {}).items() if name.endswith("_id")})
    admission = guarded(endpoint, request_id, lambda: _admission(endpoint, request))
    if isinstance(admission, Response):
        return admission
    response = guarded(endpoint, request_id, lambda: response_of(reply_of(endpoint, request, request_id, admission), request_id))
    if admission is not None:
        response.headers.update(rate_limit_headers(admission.allowance))
    return response


def refused(refusal: Problem, request_id: str) -> Response:
    """An error as every route answers it."""
    return response_of(Reply(refusal.body(request_id), refusal.status, refusal.headers), request_id)


def guarded[T](
    endpoint: Endpoint, request_id: str, step: Callable[[], T], refuse: Callable[[Problem, str], Response] = refused
) -> T | Response:
    """What a step comes to, or the answer to what ended it."""
    try:
        try:
            return step()
        except KnownCondition as condition:
            return refuse(problem(condition), request_id)
    except Exception:  # of the step, or of a condition that the catalogue does not know
        logger.exception("A bug answered a request", method=endpoint.method, path=endpoint.path)
        return refuse(INTERNAL_ERROR, request_id)


def _admission(endpoint: Endpoint, request: Request) -> Admission | None:
    """Whose request this is; None on a route that needs no key."""
    if endpoint.scope is None:
        return None
    raw = raw_body(request)
    # A body over its limit is refused in a moment, and not read for this.
    paid = len(raw) <= endpoint.max_body and endpoint.paid(raw)
    return admitted(request.headers.get("authorization"), paid=paid)


def reply_of(endpoint: Endpoint, request: Request, request_id: str, admission: Admission | None) -> Reply:
    """What the route's view replies to a request. The order of these lines is the documented order of checks."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    caller = admission.caller if admission is not None else NOBODY
    if endpoint.scope is not None:
        authorize(caller, endpoint.scope)
    raw = raw_body(request)
    if len(raw) > endpoint.max_body:
        raise PayloadTooLarge(endpoint.max_body)
    _require_media_type(endpoint, headers, raw)
    sent = request.query_params
    parameters = {name: sent.getlist(name) for name in sent} if sent else {}
    query, key = parsing.both(lambda: parsing.parse_query(endpoint.query, parameters), lambda: idempotency.key_of(endpoint, headers))
    path = parsing.parse_path(request.uri_params or {})

    def view(attempt: Attempt) -> Reply:
        body = _body(endpoint, raw)
        reply = endpoint.view(Call(caller, body, query, endpoint.path, path, headers, base_url(request), request_id, attempt))
        assert reply.status in endpoint.answers, f"{endpoint.name} answers {reply.status}, which it does not declare"
        return reply

    if key is None:
        return view(wiring.attempt())
    asked = KeyedRequest(caller.organization_id, caller.allowed_brand_id, key, endpoint.method, endpoint.path, path, parameters, raw)
    return idempotency.answer_once(wiring.claim_request(), asked, view, request_id)


def raw_body(request: Request) -> bytes:
    """The body, empty where there is none."""
    raw = request.raw_body or b""
    assert isinstance(raw, bytes)
    return raw


def _require_media_type(endpoint: Endpoint, headers: dict[str, str], raw: bytes) -> None:
    if not raw or endpoint.body is None:
        return
    media_type = headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in endpoint.media_types:
        raise UnsupportedMediaType(endpoint.media_types)


def _body(endpoint: Endpoint, raw: bytes) -> Any:
    if endpoint.body is None:
        if endpoint.method == "POST":  # elsewhere a body means nothing (RFC 9110, 9.3)
            parsing.parse_optional_body(NoBody, raw)
        return None
    if isinstance(endpoint.body, OneOf):
        return parsing.parse_one_of(endpoint.body, raw)
    if issubclass(endpoint.body, bytes):
        return raw
    return parsing.parse_optional_body(endpoint.body, raw) if endpoint.optional_body else parsing.parse_body(endpoint.body, raw)


def base_url(request: Request) -> str:
    """Where this API answers, as the request's own context says: `https://abc.execute-api.eu-west-1.amazonaws.com/api`.

    What stands before the resource is the stage, or a custom domain's base path, which the event's own path has too.
    """
    scheme = request.headers.get("x-forwarded-proto", "https").split(",")[0]
    segments = request.context["resourcePath"].count("/")
    return f"{scheme}://{request.context.get('domainName', 'localhost')}{request.context.get('path', '').rsplit('/', segments)[0]}"


def response_of(reply: Reply, request_id: str) -> Response:
    """The reply as Chalice sends it; `InvalidQuery` where its caller must ask for it in smaller pieces."""
    headers: dict[str, str | list[str]] = {"X-Correlation-ID": request_id, **reply.headers}
    if reply.body is None:
        return Response("", status_code=reply.status, headers=headers)
    content = reply.content
    if len(content) * _MOST_BYTES_A_CHARACTER > MAX_ANSWER and len(content.encode()) > MAX_ANSWER:
        message = f"The answer would be larger than {MAX_ANSWER:,} bytes: ask for less of it, with a smaller limit or a narrower filter"
        raise InvalidQuery((Fault(("query",), message, "answer_too_large"),))
    return Response(content, status_code=reply.status, headers=headers | {"Content-Type": reply.media_type})


def counted(event: Request, get_response: Callable[[Request], Response]) -> Response:
    """Middleware: one line of each request, whoever answers it."""
    response = get_response(event)
    request_ended(event.method, event.context.get("resourcePath", ""), response.status_code)
    return response


def in_our_words(event: Request, get_response: Callable[[Request], Response]) -> Response:
    """Middleware: whatever Chalice answers by itself gets the envelope, and every answer its correlation id."""
    response = get_response(event)
    if "X-Correlation-ID" in response.headers:
        return response
    request_id = correlation_id(event)
    if response.status_code == 405:
        allowed = tuple(sorted(method for method in str(response.headers.get("Allow", "")).split(", ") if method))
        is_known = allowed and event.context.get("resourcePath") != UNKNOWN
        return refused(problem(MethodNotAllowed(allowed) if is_known else NotFound("path")), request_id)
    return refused(INTERNAL_ERROR, request_id)


def across_origins(origins: Collection[str]) -> Callable[[Request, Callable[[Request], Response]], Response]:
    """Middleware: what a browser has to be told before it lets a page of one of these origins see an answer."""

    def answer(event: Request, get_response: Callable[[Request], Response]) -> Response:
        preflight = cors.preflight_headers(origins, event.method, event.headers)
        response = get_response(event) if preflight is None else response_of(Reply(None, 204, preflight), correlation_id(event))
        response.headers.update(cors.cross_origin_headers(origins, event.headers.get("origin")))
        return response

    return answer
