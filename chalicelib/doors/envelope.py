"""Envelope: how every error looks, and which known condition becomes which status and code. Here once, for every route."""

from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.errors import (
    BrandNotAuthorized,
    Conflict,
    Fault,
    Forbidden,
    InsufficientScope,
    InvalidBody,
    InvalidQuery,
    KnownCondition,
    NotFound,
    RateLimitExceeded,
    Unauthorized,
    Unavailable,
)
from chalicelib.domain.rate_limit import Allowance


@dataclass(eq=False)
class MethodNotAllowed(KnownCondition):
    """The path is known, with other methods."""

    allowed: tuple[str, ...]


@dataclass(eq=False)
class PayloadTooLarge(KnownCondition):
    """A body over its limit, in bytes."""

    limit: int


@dataclass(eq=False)
class UnsupportedMediaType(KnownCondition):
    """A body of a kind that this route does not read."""

    supported: tuple[str, ...]


ERROR_TYPES = {
    "unauthorized": "auth_error",
    "insufficient_scope": "permission_denied",
    "brand_not_authorized": "permission_denied",
    "forbidden": "permission_denied",
    "not_found": "not_found",
    "method_not_allowed": "validation_error",
    "conflict": "conflict",
    "payload_too_large": "validation_error",
    "unsupported_media_type": "validation_error",
    "validation_error": "validation_error",
    "body_validation_error": "validation_error",
    "rate_limit_exceeded": "rate_limited",
    "internal_error": "internal_error",
    "service_unavailable": "internal_error",
}
"""What the agents' door calls each `code`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as HTTP answers it."""

    status: int
    code: str
    message: str
    details: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def error_type(self) -> str:
        """An agent's word for it."""
        return ERROR_TYPES[self.code]

    def body(self, request_id: str) -> dict[str, Any]:
        """The envelope; `details` only where there are any."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.details:
            error["details"] = self.details
        return {"error": error, "request_id": request_id}


MAX_FAULTS = 1000
MAX_NAME = 200
"""Characters. With the first limit, how an answer to what is all faults stays far below the 6 MB that Lambda hands on."""
_NO_PERMISSION = "You do not have permission to access this resource"
INTERNAL_ERROR = Problem(500, "internal_error", "An unexpected error occurred")


def problem(condition: KnownCondition) -> Problem:  # noqa: C901 - one line a condition: the catalogue itself
    """The catalogue: a known condition in HTTP's words."""
    match condition:
        case Unauthorized():
            return Problem(401, "unauthorized", "Missing or invalid credentials", headers={"WWW-Authenticate": "Bearer"})
        case InsufficientScope(required, held):
            return Problem(403, "insufficient_scope", _NO_PERMISSION, {"required_scope": required, "key_scopes": list(held)})
        case BrandNotAuthorized():
            return Problem(403, "brand_not_authorized", _NO_PERMISSION)
        case Forbidden(message):
            return Problem(403, "forbidden", message)
        case NotFound(what, field_name):
            return Problem(404, "not_found", f"No such {what}", {"field": field_name} if field_name else None)
        case MethodNotAllowed(allowed):
            return Problem(405, "method_not_allowed", "Method not allowed", headers={"Allow": ", ".join(allowed)})
        case Conflict(message, details, seconds):
            return Problem(409, "conflict", message, dict(details) | _retry_after(seconds), _retry_headers(seconds))
        case PayloadTooLarge(limit):
            return Problem(413, "payload_too_large", f"The body is larger than {limit:,} bytes", {"limit": limit})
        case UnsupportedMediaType(supported):
            return Problem(415, "unsupported_media_type", f"This route reads {' or '.join(supported)}")
        case InvalidQuery(faults):
            return Problem(400, "validation_error", "Request validation failed", _listed(faults))
        case InvalidBody(faults):
            return Problem(422, "body_validation_error", "Request body did not match the expected schema", _listed(faults))
        case RateLimitExceeded(tier, left):
            details = _retry_after(left.reset) | {"scope": tier.value}
            headers = _retry_headers(left.reset) | rate_limit_headers(left)
            return Problem(429, "rate_limit_exceeded", "Per-minute rate limit exceeded", details, headers)
        case Unavailable(_, seconds):
            message = "Service temporarily unavailable, please retry"
            return Problem(503, "service_unavailable", message, _retry_after(seconds), _retry_headers(seconds))
    raise AssertionError(f"a known condition that the catalogue does not know: {condition!r}")


def rate_limit_headers(left: Allowance) -> dict[str, str]:
    """What every response to a valid key says of the key's minute."""
    return {"RateLimit-Limit": str(left.limit), "RateLimit-Remaining": str(left.remaining), "RateLimit-Reset": str(left.reset)}


def _retry_after(seconds: int | None) -> dict[str, Any]:
    return {} if seconds is None else {"retry_after": seconds}


def _retry_headers(seconds: int | None) -> dict[str, str]:
    return {} if seconds is None else {"Retry-After": str(seconds)}


def _listed(faults: tuple[Fault, ...]) -> dict[str, Any]:
    left_out = len(faults) - MAX_FAULTS
    listed = faults[:MAX_FAULTS]
    if left_out > 0:
        listed += (Fault(faults[0].loc[:1], f"{left_out:,} more faults are not listed", "too_many_faults"),)
    return {"errors": [{"loc": [_shortened(part) for part in fault.loc], "msg": fault.msg, "type": fault.type} for fault in listed]}


def _shortened(part: str | int) -> str | int:
    """A field's name or place; no field of ours has a name that long, but a caller's may be all of a body."""
    return part if isinstance(part, int) or len(part) <= MAX_NAME else f"{part[: MAX_NAME - 1]}…"
