"""Calling: what becomes of a call of a tool, whatever it does."""

import json
import logging
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import Field, StrictInt

from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller, CreatedVia
from chalicelib.domain.errors import (
    BrandNotAuthorized,
    Conflict,
    Fault,
    Forbidden,
    InvalidBody,
    InvalidQuery,
    KnownCondition,
    NotFound,
    RateLimitExceeded,
    Unavailable,
)
from chalicelib.domain.rate_limit import Allowance, Tier
from chalicelib.doors.call import AnswerModel, Call, NoQuery, RequestModel
from chalicelib.mcp.calling import MAX_RESULT, call_tool
from chalicelib.mcp.outcome import MAX_FAULTS, Outcome
from chalicelib.mcp.tool import Link, Told, Tool, Tools
from tests.fakes.heard import listening
from tests.fakes.time import CountingRandom, FakeClock


class Params(RequestModel):
    """What it takes."""

    number: Annotated[StrictInt, Field(ge=1)] = 1
    text: str | None = None


class Result(AnswerModel):
    """What it tells."""

    text: str
    via: str
    place: str


FULL = RateLimitExceeded(Tier.BURST, Allowance(120, 0, 17))


def _tool(outcome: KnownCondition | Exception | str = "all is well", result: type[AnswerModel] = Result) -> Tool:
    tools = Tools()

    @tools.reads(title="Look", scope="read:brands", params=Params, result=result)
    def look(call: Call[Any, Params]) -> Told:
        """Look at it.

        Then look
        again.
        """
        if isinstance(outcome, Exception):
            raise outcome
        text = outcome * call.query.number
        return Told(Result(text=text, via=call.caller.via, place=call.route), f"It says {text[:20]}", (LINK,))

    return tools.declared[0]


LINK = Link("https://bucket.example/x", "x.pdf", "X", "A file", "application/pdf", 10, 900)


def _call(
    tool: Tool, arguments: dict[str, Any] | None = None, scopes: frozenset[str] = frozenset({"*"}), full: RateLimitExceeded | None = None
) -> Outcome:
    caller = Caller("acme", "key-1", scopes)
    asked = Call(
        caller, b"", NoQuery(), "/mcp/reports", {}, {}, "https://api.example", "correlation", Attempt(FakeClock(), CountingRandom())
    )
    return call_tool(tool, arguments or {}, asked, full)


def _error(outcome: Outcome) -> tuple[str, str]:
    assert outcome.is_error
    assert json.loads(outcome.text) == outcome.structured
    assert outcome.links == ()
    return outcome.structured["error_type"], outcome.structured["message"]


@pytest.fixture
def heard() -> Iterator[list[logging.LogRecord]]:
    with listening() as records:
        yield records


def test_a_tool_tells_its_result_twice_and_its_links() -> None:
    outcome = _call(_tool(), {"number": 2})
    assert outcome == Outcome(
        {"text": "all is wellall is well", "via": "ai", "place": "tools/look"}, "It says all is wellall is we", (LINK,), is_error=False
    )


def test_whatever_an_agent_makes_is_made_by_an_ai() -> None:
    assert _call(_tool()).structured["via"] == CreatedVia.AI


def test_a_docstring_is_told_without_its_line_breaks() -> None:
    assert _tool().description == "Look at it.\nThen look again."


@pytest.mark.parametrize(
    ("condition", "error_type", "message"),
    [
        (NotFound("report"), "not_found", "No such report: call list_reports for what there is"),
        (NotFound("execution"), "not_found", "No such execution"),
        (
            NotFound("ad account", field="ad_account_ids"),
            "not_found",
            "No such ad account (ad_account_ids): call list_ad_accounts for what there is",
        ),
        (BrandNotAuthorized(), "permission_denied", "You do not have permission to access this resource"),
        (Forbidden("not yours"), "permission_denied", "not yours"),
        (Conflict("No more", {"limit": 50}), "conflict", "No more (limit: 50)"),
        (Conflict("No"), "conflict", "No"),
        (InvalidBody((Fault(("body", "title"), "too long", "x"),)), "validation_error", "Invalid arguments: title: too long"),
        (InvalidQuery((Fault(("query", "cursor"), "not ours", "x"),)), "validation_error", "Invalid arguments: cursor: not ours"),
        (FULL, "rate_limited", "Per-minute rate limit exceeded: wait 17 seconds, then call again"),
        (Unavailable("the table", 3), "internal_error", "Service temporarily unavailable, please retry in 3 seconds"),
    ],
    ids=str,
)
def test_a_known_condition_is_told_in_an_agents_words(
    condition: KnownCondition, error_type: str, message: str, heard: list[logging.LogRecord]
) -> None:
    assert _error(_call(_tool(condition))) == (error_type, message)
    assert heard == []


def test_paid_work_is_told_apart() -> None:
    full = RateLimitExceeded(Tier.PAID, Allowance(120, 90, 5))
    expected = "Per-minute rate limit of calls that start paid work exceeded: wait 5 seconds, then call again"
    assert _error(_call(_tool(), full=full)) == ("rate_limited", expected)


def test_a_full_minute_comes_before_the_scope_and_the_arguments() -> None:
    assert _error(_call(_tool(), {"x": 1}, frozenset(), FULL))[0] == "rate_limited"


def test_the_scope_comes_before_the_arguments() -> None:
    kind, message = _error(_call(_tool(), {"x": 1}, frozenset({"write:reports"})))
    assert (kind, message.endswith("this key lacks the scope read:brands")) == ("permission_denied", True)


def test_every_fault_of_the_arguments_is_told() -> None:
    kind, message = _error(_call(_tool(), {"number": 0, "text": 7, "colour": "red"}))
    assert kind == "validation_error"
    assert message == (
        "Invalid arguments: number: Input should be greater than or equal to 1; text: Input should be a valid string; "
        "colour: Extra inputs are not permitted"
    )


def test_of_very_many_faults_the_first_are_told() -> None:
    message = _error(_call(_tool(), {f"x{number}": 1 for number in range(MAX_FAULTS + 5)}))[1]
    assert message.count("Extra inputs") == MAX_FAULTS
    assert message.endswith("; and 5 more")


@pytest.mark.parametrize("bug", [KeyError("secret"), AssertionError("inner")])
def test_a_bug_is_told_without_anything_of_it_and_logged_once(bug: Exception, heard: list[logging.LogRecord]) -> None:
    assert _error(_call(_tool(bug))) == ("internal_error", "An unexpected error occurred")
    (record,) = heard
    assert (record.getMessage(), record.__dict__["tool"]) == ("A bug answered a call of a tool", "look")
    assert record.exc_info is not None
    assert record.exc_info[1] is bug


def test_a_condition_that_nobody_mapped_is_a_bug(heard: list[logging.LogRecord]) -> None:
    class Unheard(KnownCondition):
        """Nobody mapped it."""

    assert _error(_call(_tool(Unheard())))[0] == "internal_error"
    assert len(heard) == 1


def test_a_result_of_another_kind_than_declared_is_a_bug(heard: list[logging.LogRecord]) -> None:
    class Other(AnswerModel):
        """Another."""

    assert _error(_call(_tool(result=Other)))[0] == "internal_error"
    assert len(heard) == 1


def test_a_result_that_nobody_could_read_is_refused() -> None:
    kind, message = _error(_call(_tool("x" * 1000), {"number": MAX_RESULT // 1000 + 1}))
    assert kind == "validation_error"
    assert "smaller limit" in message
