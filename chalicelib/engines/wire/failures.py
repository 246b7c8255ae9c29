"""Failures: what a platform's refusal means — the same question later, or never — in words that hold no secret.

Nothing here is chained to what the SDK or the HTTP client raised: their messages hold URLs with keys, and parts of keys.
"""

import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from chalicelib.usecases.ports.engines import AskFailed, AskLater

if TYPE_CHECKING:
    import httpx2

type Condition = AskLater | AskFailed

_LATER = {408, 409, 425, 429}
_SERVER_ERROR = 500
_NO_CREDIT_CODES = {"insufficient_quota", "billing_hard_limit_reached"}
_NO_CREDIT = re.compile(r"credit balance|run out of searches|out of credits", re.I)
_KEY = re.compile(r"api[ _-]?key", re.I)
_MODEL = re.compile(
    r"\b(invalid|unknown|unsupported|no such)\b.*\bmodel\b|\bmodel\b.*(not found|not exist|not supported|invalid|unknown)", re.I
)
_REFUSED = re.compile(r"content[ _-]?(policy|filter|management)|moderation|safety|invalid_prompt", re.I)
_KEY_LIKE = re.compile(r"\b(?:sk|pplx|xai|gsk|AIza|AKIA)[\w*-]{4,}|(?<=key=)[^&\s]+|Bearer\s+\S+", re.I)
_MESSAGE_LENGTH = 240


def timed_out() -> AskLater:
    """No answer within the question's time."""
    return AskLater(None, "The platform did not answer in time")


def away() -> AskLater:
    """The connection, not the platform, failed."""
    return AskLater(None, "The platform could not be reached")


def unreadable() -> AskLater:
    """A success whose body is no JSON object: a proxy's page, a cut answer."""
    return AskLater(None, "The platform's answer could not be read")


def empty() -> AskFailed:
    """An answer without a word."""
    return AskFailed("empty_answer", "The platform answered without any text")


def refused(why: str) -> AskFailed:
    """The platform would not answer this prompt; `why` is its own word for the reason (`SAFETY`, `refusal`)."""
    return AskFailed("content_refused", f"The platform refused to answer ({why})")


def of_response(response: "httpx2.Response", *, key: str) -> Condition:
    """What a response that is no success means."""
    try:
        body = response.json()
    except (ValueError, RecursionError):
        body = response.text
    return of_status(response.status_code, response.headers, body, key=key)


def of_status(status: int, headers: Mapping[str, str], body: Any, *, key: str) -> Condition:
    """What a response that is no success means. `body` is its JSON, or its text; `key` is cut out of whatever is repeated."""
    passes = status in _LATER or status >= _SERVER_ERROR
    wait = retry_after(headers, body) if passes else None
    said = _message(body)
    # Google words a limit per minute as OpenAI words an empty account: a time to come back at says more than prose, a code more than both.
    if status == 402 or _codes(body) & _NO_CREDIT_CODES or (wait is None and _NO_CREDIT.search(said)):
        return AskFailed("quota_exhausted", f"The account with the platform has no credit left (HTTP {status})")
    if passes:
        return AskLater(wait, f"The platform answered HTTP {status}")
    return _final(status, said, key)


def _final(status: int, said: str, key: str) -> AskFailed:
    if _REFUSED.search(said):
        return AskFailed("content_refused", f"The platform refused this prompt (HTTP {status})")
    if status == 401 or (status in (400, 403) and _KEY.search(said)):
        return AskFailed("key_refused", f"The platform did not accept the key (HTTP {status})")
    if status == 403:
        return AskFailed("access_refused", "The platform does not allow this key to ask (HTTP 403)")
    code = "unknown_model" if status == 404 or _MODEL.search(said) else "request_refused"
    return AskFailed(code, f"The platform answered HTTP {status}: {without_secrets(said, key)}".rstrip(": "))


def retry_after(headers: Mapping[str, str], body: Any = None) -> int | None:
    """Whole seconds, rounded up, from `Retry-After` (seconds, or a date against the response's own `Date`) or Google's `RetryInfo`."""
    given = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", given):
        return math.ceil(float(given))
    if given and (date := headers.get("date")):
        try:
            return max(0, math.ceil((parsedate_to_datetime(given) - parsedate_to_datetime(date)).total_seconds()))
        except (ValueError, TypeError):
            return None
    return _retry_info(body)


def _retry_info(body: Any) -> int | None:
    error = body.get("error") if isinstance(body, dict) else None
    for detail in (error.get("details") or []) if isinstance(error, dict) else []:
        if isinstance(detail, dict) and (delay := re.fullmatch(r"(\d+(?:\.\d+)?)s", str(detail.get("retryDelay")))):
            return math.ceil(float(delay[1]))
    return None


def without_secrets(text: str, key: str) -> str:
    """One line of at most 240 characters, with the key and all that looks like one cut out."""
    line = " ".join(text.split())
    if key:
        line = line.replace(key, "***")
    line = _KEY_LIKE.sub("***", line)
    return line if len(line) <= _MESSAGE_LENGTH else line[: _MESSAGE_LENGTH - 1] + "…"


def _codes(body: Any) -> set[str]:
    """`code` and `type` of the vendor's error, where it has any."""
    error = body.get("error", body) if isinstance(body, dict) else None
    return {str(error.get(field)) for field in ("code", "type")} if isinstance(error, dict) else set()


def _message(body: Any) -> str:
    """A vendor's words after its codes: `{"error": {"message", "code", "type"}}`, `{"error": "…", "code": "…"}`, `{"detail": …}`."""
    if not isinstance(body, dict):
        return "" if str(body).lstrip().startswith("<") else str(body or "")
    error = body.get("error", body)
    if not isinstance(error, dict):
        error = {"message": error, "code": body.get("code")}
    words = [error.get(field) for field in ("code", "type", "status", "message", "detail")]
    return " ".join(str(word) for word in words if isinstance(word, str | int | float) and word)
