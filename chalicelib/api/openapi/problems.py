"""Problems: every error that the API answers, from the catalogue that answers them."""

from dataclasses import dataclass
from typing import Any

from chalicelib.api.openapi import headers
from chalicelib.domain.errors import (
    BrandNotAuthorized,
    Conflict,
    Fault,
    Forbidden,
    InsufficientScope,
    InvalidBody,
    InvalidQuery,
    NotFound,
    RateLimitExceeded,
    Unauthorized,
    Unavailable,
)
from chalicelib.domain.rate_limit import Allowance, Tier
from chalicelib.doors.envelope import INTERNAL_ERROR, MAX_FAULTS, MethodNotAllowed, PayloadTooLarge, Problem, UnsupportedMediaType, problem
from chalicelib.doors.schemas import Schema, ref

REQUEST_ID = "9f6c4e8a-1d3b-4c8b-9f1e-7a3b1c2d3e4f"

_FAULTS: Schema = {
    "type": "object",
    "properties": {"errors": {"type": "array", "minItems": 1, "items": ref("Fault")}},
    "required": ["errors"],
}
_SECONDS: Schema = {"type": "integer", "minimum": 0, "description": "As `Retry-After` says."}

FAULT: Schema = {
    "type": "object",
    "description": "One thing wrong with a request.",
    "properties": {
        "loc": {
            "type": "array",
            "minItems": 1,
            "description": "Where: `body`, `query`, `path` or `header`, then the way to it.",
            "items": {"type": ["string", "integer"]},
            "examples": [["query", "limit"]],
        },
        "msg": {"type": "string", "description": "What, for a person.", "examples": ["Input should be greater than or equal to 1"]},
        "type": {"type": "string", "description": "What, for a program.", "examples": ["greater_than_equal"]},
    },
    "required": ["loc", "msg", "type"],
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What one status can say: in which words, with which `details` (None: with none), required or not."""

    name: str
    when: str
    samples: tuple[Problem, ...]
    details: Schema | None = None
    always: bool = False


REFUSALS: dict[int, Refusal] = {
    400: Refusal(
        "ValidationError",
        "A query parameter or a header is none that is taken.",
        (problem(InvalidQuery((Fault(("query", "limit"), "Input should be greater than or equal to 1", "greater_than_equal"),))),),
        _FAULTS,
        always=True,
    ),
    401: Refusal("Unauthorized", "There is no key, or none that is known, or one that was revoked.", (problem(Unauthorized()),)),
    403: Refusal(
        "PermissionError",
        "The key may not do this: it lacks a scope, or is for another brand.",
        (problem(InsufficientScope("write:brands", ("read:all",))), problem(BrandNotAuthorized()), problem(Forbidden("Not allowed"))),
        {
            "type": "object",
            "description": "With `insufficient_scope`.",
            "properties": {"required_scope": {"type": "string"}, "key_scopes": {"type": "array", "items": {"type": "string"}}},
            "required": ["required_scope", "key_scopes"],
        },
    ),
    404: Refusal(
        "NotFound",
        "There is nothing of this id that the key can see.",
        (problem(NotFound("brand")), problem(NotFound("brand", field="brand_id"))),
        {
            "type": "object",
            "description": "Which field of the body held the id, where one did.",
            "properties": {"field": {"type": "string"}},
            "required": ["field"],
        },
    ),
    405: Refusal("MethodNotAllowed", "The path has other methods.", (problem(MethodNotAllowed(("GET", "POST"))),)),
    409: Refusal(
        "Conflict",
        "The present state forbids it, a cap is reached, or the `Idempotency-Key` is another request's or still in flight.",
        (problem(Conflict("A region config has at most 50 prompts; this one has 50", {"limit": 50})),),
        {
            "type": "object",
            "description": "Which state, reason or cap.",
            "properties": {"status": {"type": "string"}, "reason": {"type": "string"}, "limit": {"type": "integer"}},
        },
    ),
    413: Refusal(
        "PayloadTooLarge",
        "The body is larger than is taken.",
        (problem(PayloadTooLarge(1_000_000)),),
        {"type": "object", "properties": {"limit": {"type": "integer", "description": "In bytes."}}, "required": ["limit"]},
    ),
    415: Refusal(
        "UnsupportedMediaType",
        "The body is of a kind that the route does not read.",
        (problem(UnsupportedMediaType(("application/json",))),),
    ),
    422: Refusal(
        "BodyValidationError",
        f"The body can't be read, or breaks a rule. Every fault is listed, or the first {MAX_FAULTS:,} and how many more there are.",
        (problem(InvalidBody((Fault(("body", "website"), "Input should be an http(s) URL", "web_address"),))),),
        _FAULTS,
        always=True,
    ),
    429: Refusal(
        "RateLimitExceeded",
        "The key has used up its minute, or its paid work of it; or more is asked of the whole API at once than it is let through.",
        (problem(RateLimitExceeded(Tier.BURST, Allowance(limit=120, remaining=0, reset=42))),),
        {
            "type": "object",
            "properties": {"retry_after": _SECONDS, "scope": {"type": "string", "enum": [tier.value for tier in Tier]}},
            "required": ["retry_after", "scope"],
        },
        always=True,
    ),
    500: Refusal("InternalError", "A bug, or something that nobody foresaw.", (INTERNAL_ERROR,)),
    503: Refusal(
        "ServiceUnavailable",
        "Something that the service needs is throttled or away.",
        (problem(Unavailable("the table")),),
        {"type": "object", "properties": {"retry_after": _SECONDS}, "required": ["retry_after"]},
        always=True,
    ),
}


def schema(refusal: Refusal) -> Schema:
    """The envelope of one status' errors."""
    codes = sorted({sample.code for sample in refusal.samples})
    properties: dict[str, Any] = {
        "code": {"const": codes[0]} if len(codes) == 1 else {"type": "string", "enum": codes},
        "message": {"type": "string"},
    }
    required = ["code", "message"]
    if refusal.details is not None:
        properties["details"] = refusal.details
        required += ["details"] if refusal.always else []
    return {
        "type": "object",
        "description": refusal.when,
        "properties": {
            "error": {"type": "object", "properties": properties, "required": required},
            "request_id": {"type": "string", "format": "uuid", "description": "As `X-Correlation-ID` says."},
        },
        "required": ["error", "request_id"],
    }


def response(status: int, refusal: Refusal) -> dict[str, Any]:
    """The answer with such an error; its headers are those that the catalogue gives it."""
    own = tuple(name for name in refusal.samples[0].headers if name not in headers.RATE_LIMIT)
    counted = () if status in {401, 405} else headers.RATE_LIMIT
    replayed = ("Idempotency-Replayed",) if status in {404, 409} else ()
    examples = {
        f"{sample.code}{'_with_details' if sample.details else ''}": {"value": sample.body(REQUEST_ID)} for sample in refusal.samples
    }
    return {
        "description": refusal.when,
        "headers": headers.refs("X-Correlation-ID", *own, *counted, *replayed),
        "content": {"application/json": {"schema": ref(f"{refusal.name}Envelope"), "examples": examples}},
    }


def component(status: int) -> dict[str, str]:
    """A reference to the answer with this status."""
    return {"$ref": f"#/components/responses/{REFUSALS[status].name}"}
