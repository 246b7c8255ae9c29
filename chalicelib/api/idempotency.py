"""Idempotency: a request that is sent again with its `Idempotency-Key` is answered as it was the first time. Here once, for every route."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from chalicelib.api.endpoint import Endpoint
from chalicelib.domain.attempt import Attempt, repeatable
from chalicelib.domain.errors import Conflict, Fault, InvalidQuery, KnownCondition, NotFound, Stale, Unavailable
from chalicelib.domain.idempotency import IdempotencyRecord, KeyedRequest, is_key
from chalicelib.doors.call import Reply
from chalicelib.doors.envelope import Problem, problem
from chalicelib.usecases.claim_request import ClaimRequest

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
METHODS = frozenset({"POST", "PATCH", "DELETE"})
_UNDER = "/v1/"

FLEETING: Mapping[str, frozenset[str]] = {
    "api_key": frozenset({"key"}),
    "report": frozenset({"pdf_url", "pdf_url_expires_in_seconds"}),
}
"""What is never kept, by the `object` that it is a field of: a secret that is shown once, a link that is old when it is read again."""


def key_of(endpoint: Endpoint, headers: Mapping[str, str]) -> str | None:
    """The key of a request to this route, or None; `InvalidQuery` for what can be no key."""
    if endpoint.method not in METHODS or endpoint.scope is None or not endpoint.path.startswith(_UNDER):
        return None
    key = headers.get(HEADER.lower())
    if key is not None and not is_key(key):
        message = "Input should be 1 to 255 printable ASCII characters without spaces"
        raise InvalidQuery((Fault(("header", HEADER), message, "idempotency_key"),))
    return key


def answer_once(claim: ClaimRequest, request: KeyedRequest, view: Callable[[Attempt], Reply], request_id: str) -> Reply:
    """The view's reply, or what an earlier attempt at the same request was answered.

    Kept are a reply, and the 404 and 409 that a use case decided. After anything else the key is free again; where something failed
    on the way, and may have been written, only for the same request, which then makes what the first attempt would have made.
    """
    record = claim(request)
    if record.answer is not None:
        return _replayed(record.answer, request_id)
    try:
        reply = _decided(view, record, request)
    except (NotFound, Conflict) as condition:
        _keep(claim, record, _stored_problem(problem(condition)))
        raise
    except KnownCondition as condition:
        with suppress(Unavailable):
            if isinstance(condition, Unavailable):
                claim.records.release(record, claim.clock())
            else:
                claim.records.forget(record)
        raise
    except Exception:
        with suppress(Unavailable):
            claim.records.release(record, claim.clock())
        raise
    _keep(claim, record, _stored_reply(reply))
    return reply


def _decided(view: Callable[[Attempt], Reply], record: IdempotencyRecord, request: KeyedRequest) -> Reply:
    seed = bytes.fromhex(record.seed)
    try:
        return view(repeatable(record.started_at, seed, resumes=record.resumes))
    except NotFound:
        if record.resumes and request.method == "DELETE":
            return Reply(status=204)  # an earlier attempt removed it, and did not live to say so
        raise


def _keep(claim: ClaimRequest, record: IdempotencyRecord, answer: dict[str, Any]) -> None:
    """Keep the answer. Where that fails it is given all the same: a repeat takes over, and finds what was made."""
    with suppress(Stale, Unavailable):
        claim.records.keep(record, json.dumps(answer, ensure_ascii=False).encode())


def _stored_reply(reply: Reply) -> dict[str, Any]:
    return {"status": reply.status, "headers": reply.headers, "content": _lasting(reply.content)}


def _stored_problem(refusal: Problem) -> dict[str, Any]:
    return {"status": refusal.status, "headers": refusal.headers, "problem": [refusal.code, refusal.message, refusal.details]}


def _lasting(content: str) -> str:
    """A body without what is fleeting in it."""
    body = json.loads(content) if content else None
    if not isinstance(body, dict) or not (fleeting := FLEETING.get(body.get("object", ""), frozenset()) & body.keys()):
        return content
    return json.dumps(body | dict.fromkeys(fleeting), ensure_ascii=False, separators=(",", ":"))


def _replayed(answer: bytes, request_id: str) -> Reply:
    kept = json.loads(answer)
    body: dict[str, Any] | str | None = kept.get("content") or None
    if "problem" in kept:
        code, message, details = kept["problem"]
        body = Problem(kept["status"], code, message, details).body(request_id)
    return Reply(body, kept["status"], kept["headers"] | {REPLAYED: "true"})
