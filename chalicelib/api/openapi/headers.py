"""Headers: those that requests may and answers do carry, as components."""

from typing import Any

type Described = dict[str, Any]

_REF = "#/components/headers/"
_COUNT = {"type": "integer", "minimum": 0}

HEADERS: dict[str, Described] = {
    "X-Correlation-ID": {
        "description": "The request's id, made by the server; an error's `request_id` is the same. One that is sent is not looked at.",
        "required": True,
        "schema": {"type": "string", "format": "uuid"},
        "example": "9f6c4e8a-1d3b-4c8b-9f1e-7a3b1c2d3e4f",
    },
    "RateLimit-Limit": {
        "description": "How many requests the key has in a UTC minute, paid work or not.",
        "schema": _COUNT,
        "example": 120,
    },
    "RateLimit-Remaining": {"description": "How many of them are left.", "schema": _COUNT, "example": 119},
    "RateLimit-Reset": {"description": "In how many seconds the minute ends.", "schema": _COUNT, "example": 42},
    "Retry-After": {
        "description": "After how many seconds the same request may be sent again.",
        "required": True,
        "schema": _COUNT,
        "example": 2,
    },
    "Location": {
        "description": "Where what was made, or started, or asked for is: an absolute URL.",
        "required": True,
        "schema": {"type": "string", "format": "uri"},
        "example": "https://reports.example/v1/brands/01957c21-5d80-7a4e-8f3b-2c6d9e0a1b4c",
    },
    "WWW-Authenticate": {
        "description": "How to authenticate. API Gateway hands it on as `x-amzn-Remapped-WWW-Authenticate`.",
        "required": True,
        "schema": {"type": "string"},
        "example": "Bearer",
    },
    "Allow": {
        "description": "The methods that the path has.",
        "required": True,
        "schema": {"type": "string"},
        "example": "GET, POST",
    },
    "Idempotency-Replayed": {
        "description": "`true` where this is the first answer to the same `Idempotency-Key`, once more; otherwise it is not sent.",
        "schema": {"const": "true"},
        "example": "true",
    },
}

RATE_LIMIT = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")

IDEMPOTENCY_KEY: Described = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": (
        "Makes it safe to send this request again: for 24 hours a repeat with the same key answers what the first was answered, with "
        "`Idempotency-Replayed: true`. The same key with another method, path or body, or while the first is in flight, is a conflict."
    ),
    # No `example` of the parameter: a page to try the API out would send it with every request, as if they all were one.
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$", "examples": ["b0f2a9f4-6c1e-4a53-9d0a-0d5f4a4b7c11"]},
}


def refs(*names: str) -> dict[str, Described]:
    """References to these headers, by their names."""
    return {name: {"$ref": _REF + name} for name in names}
