"""Calling: from a tool's arguments to its result, whatever becomes of it. What holds for every tool is here, once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.errors import Fault, InvalidBody, KnownCondition, RateLimitExceeded
from chalicelib.doors.authentication import authorize
from chalicelib.doors.call import Call
from chalicelib.doors.envelope import INTERNAL_ERROR, problem
from chalicelib.doors.parsing import faults
from chalicelib.mcp.outcome import Outcome, failed, succeeded
from chalicelib.mcp.tool import Tool
from chalicelib.observability import count, logger, note

MAX_RESULT = 1_000_000
"""Bytes. No agent reads as much; what is left of the 6 MB of a Lambda's answer is for the text, and the escapes of JSON inside JSON."""
_ARGUMENTS = "arguments"


def call_tool(tool: Tool, arguments: Mapping[str, Any], asked: Call[Any, Any], full: RateLimitExceeded | None) -> Outcome:
    """What a call of the tool comes to; `asked` is the request that it came with, and `full` its caller's minute, where that is full."""
    note(tool=tool.name)
    try:
        try:
            if full is not None:
                raise full
            return _called(tool, arguments, asked)
        except KnownCondition as condition:
            return _told(failed(problem(condition)))
    except Exception:  # of the tool, or of a condition that the catalogue does not know
        logger.exception("A bug answered a call of a tool", tool=tool.name)
        return _told(failed(INTERNAL_ERROR))


def _told(error: Outcome) -> Outcome:
    """Counted by its type: to HTTP a tool's error is a 200."""
    count(f"tool_{error.structured['error_type']}")
    return error


def _called(tool: Tool, arguments: Mapping[str, Any], asked: Call[Any, Any]) -> Outcome:
    authorize(asked.caller, tool.scope)
    try:
        params = tool.params.model_validate(arguments)
    except ValidationError as error:
        raise InvalidBody(faults(error, _ARGUMENTS)) from error
    caller = replace(asked.caller, via=CreatedVia.AI)
    told = tool.view(replace(asked, caller=caller, body=params, query=params, route=f"tools/{tool.name}"))
    assert isinstance(told.result, tool.result), f"{tool.name} answers what it does not declare"
    outcome = succeeded(told)
    if outcome.size > MAX_RESULT:
        message = f"The result would be larger than {MAX_RESULT:,} bytes: ask for less of it, with a smaller limit"
        raise InvalidBody((Fault((_ARGUMENTS,), message, "result_too_large"),))
    return outcome
