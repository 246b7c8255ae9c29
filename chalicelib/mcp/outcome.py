"""Outcome: what a call of a tool came to, for an agent to read: a result, or an error of one of a few types."""

import json
from dataclasses import dataclass
from typing import Any

from chalicelib.doors.envelope import ERROR_TYPES, Problem
from chalicelib.mcp.tool import Link, Told

MAX_FAULTS = 20
ERROR_FIELDS: dict[str, dict[str, Any]] = {
    "error_type": {"type": "string", "enum": sorted({*ERROR_TYPES.values()} - {ERROR_TYPES["unauthorized"]})},
    "message": {"type": "string"},
}
"""What a tool's error has, as JSON Schema. Who has no key is told so by HTTP, before there is a tool."""

_LISTED_BY = {
    "No such ad account": "list_ad_accounts",
    "No such brand": "list_brands",
    "No such report": "list_reports",
    "No such report template": "list_report_templates",
    "No such scheduled report": "list_scheduled_reports",
    "No such template of performance reports": "list_report_templates",
    "No such version of this report template": "list_report_templates",
}
"""The tool that lists what there is of what was not found."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result as JSON value, the text beside it, and links; `is_error`: the result is `{"error_type", "message"}`, and the text too."""

    structured: dict[str, Any]
    text: str
    links: tuple[Link, ...] = ()
    is_error: bool = False

    @property
    def size(self) -> int:
        """The bytes that the result and its text take at most, but for JSON's escapes of them."""
        return len(json.dumps(self.structured, ensure_ascii=False).encode()) + len(self.text.encode())


def succeeded(told: Told) -> Outcome:
    """A tool's result."""
    return Outcome(told.result.model_dump(mode="json"), told.words, told.links)


def failed(refusal: Problem) -> Outcome:
    """What went wrong, as an agent is told of it."""
    error = {"error_type": refusal.error_type, "message": _message(refusal)}
    return Outcome(error, json.dumps(error, ensure_ascii=False), is_error=True)


def _message(refusal: Problem) -> str:
    """The API's message, with what of its details helps an agent to do it right next time."""
    details = refusal.details or {}
    match refusal.code:
        case "insufficient_scope":
            return f"{refusal.message}: this key lacks the scope {details['required_scope']}"
        case "validation_error" | "body_validation_error":
            return f"Invalid arguments: {_faults(details['errors'])}"
        case "not_found":
            return f"{refusal.message}{_of_field(details)}{_what_there_is(refusal.message)}"
        case "rate_limit_exceeded":
            limit = " of calls that start paid work" if details["scope"] == "llm" else ""
            return f"Per-minute rate limit{limit} exceeded: wait {details['retry_after']} seconds, then call again"
        case "conflict" if details:
            return f"{refusal.message} ({', '.join(f'{name}: {value}' for name, value in details.items())})"
        case "service_unavailable":
            return f"{refusal.message} in {details['retry_after']} seconds"
    return refusal.message


def _of_field(details: dict[str, Any]) -> str:
    return f" ({details['field']})" if "field" in details else ""


def _what_there_is(message: str) -> str:
    return f": call {_LISTED_BY[message]} for what there is" if message in _LISTED_BY else ""


def _faults(errors: list[dict[str, Any]]) -> str:
    listed = [f"{'.'.join(map(str, error['loc'][1:])) or 'all of them'}: {error['msg']}" for error in errors[:MAX_FAULTS]]
    return "; ".join(listed) + (f"; and {len(errors) - MAX_FAULTS} more" if len(errors) > MAX_FAULTS else "")
