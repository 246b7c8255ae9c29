"""CORS: which pages of other origins a browser lets at the API. None, unless an operator lists their origins (`FOLIO_CORS_ORIGINS`).

Keys travel in a header that no browser sends by itself: there are no cookies to guard, and no credentials to allow.
"""

from collections.abc import Collection, Mapping

from chalicelib.api.idempotency import HEADER as IDEMPOTENCY_KEY
from chalicelib.api.idempotency import REPLAYED

_SENT = ("Authorization", "Content-Type", IDEMPOTENCY_KEY, "Mcp-Method", "Mcp-Name", "Mcp-Protocol-Version")
_SHOWN = (
    "Allow",
    REPLAYED,
    "Location",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
    "WWW-Authenticate",
    "X-Correlation-ID",
)
_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
_REMEMBERED = 7200
"""Seconds, the longest that Chromium keeps the answer to a preflight."""


def cross_origin_headers(origins: Collection[str], origin: str | None) -> dict[str, str]:
    """What a response says to a page of this origin: nothing where no origins are listed, and never more than one of them."""
    if not origins:
        return {}
    vary = {"Vary": "Origin"}
    if origin not in origins or origin is None:
        return vary
    return vary | {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": ", ".join(_SHOWN)}


def preflight_headers(origins: Collection[str], method: str, headers: Mapping[str, str]) -> dict[str, str] | None:
    """What a browser is told that asks on behalf of a listed origin before it sends a request, whatever its path; None: it does not."""
    if method != "OPTIONS" or "access-control-request-method" not in headers or headers.get("origin") not in origins:
        return None
    return {
        "Access-Control-Allow-Methods": ", ".join(_METHODS),
        "Access-Control-Allow-Headers": ", ".join(_SENT),
        "Access-Control-Max-Age": str(_REMEMBERED),
    }
