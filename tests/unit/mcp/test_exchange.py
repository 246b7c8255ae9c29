"""One message through the SDK and back, without HTTP."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, get_args

import pytest
from mcp_types import INVALID_PARAMS, METHOD_NOT_FOUND, ClientRequest
from mcp_types.version import KNOWN_PROTOCOL_VERSIONS

from chalicelib import mcp
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import RateLimitExceeded
from chalicelib.domain.rate_limit import Allowance, Tier
from chalicelib.doors.call import Call, NoQuery, Reply
from chalicelib.mcp.exchange import _scope
from chalicelib.mcp.tools import TOOLS
from tests.fakes.time import CountingRandom, FakeClock

NEWEST = KNOWN_PROTOCOL_VERSIONS[-1]
HANDSHAKES = KNOWN_PROTOCOL_VERSIONS[:-1]
_ENVELOPE = "io.modelcontextprotocol"
CLIENT_REQUESTS = [request.model_fields["method"].default for request in get_args(ClientRequest)]


def _call(message: Any, **headers: str) -> Call[bytes, NoQuery]:
    sent = {"content-type": "application/json", "accept": "application/json", "host": "api.example", "authorization": "Bearer folio_x"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    caller = Caller("acme", "key-1", frozenset({"read:brands"}))
    attempt = Attempt(FakeClock(), CountingRandom())
    raw = json.dumps(message).encode()
    return Call(caller, raw, NoQuery(), "/mcp/reports", {}, sent | named, "https://api.example/api", "correlation", attempt)


def _ask(message: Any, **headers: str) -> Reply:
    return mcp.answer(_call(message, **headers), None)


def _request(method: str, params: dict[str, Any] | None = None, version: str = HANDSHAKES[-1], **headers: str) -> dict[str, Any]:
    """What comes back to a request, in this version of the protocol."""
    sent = dict(params or {})
    if version == NEWEST:
        sent["_meta"] = {f"{_ENVELOPE}/protocolVersion": version, f"{_ENVELOPE}/clientCapabilities": {}}
        headers |= {"mcp_method": method} | ({"mcp_name": sent["name"]} if "name" in sent else {})
    reply = _ask({"jsonrpc": "2.0", "id": 7, "method": method, "params": sent}, mcp_protocol_version=version, **headers)
    answer: dict[str, Any] = json.loads(reply.content)
    assert answer["id"] == 7
    return answer


@pytest.mark.parametrize("version", HANDSHAKES)
def test_a_client_is_greeted_in_its_own_version(version: str) -> None:
    params = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    greeting = _request("initialize", params)["result"]
    assert greeting["protocolVersion"] == version


def test_a_client_of_tomorrow_is_greeted_in_the_newest_that_has_greetings() -> None:
    params = {"protocolVersion": "2031-01-01", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    assert _request("initialize", params)["result"]["protocolVersion"] == HANDSHAKES[-1]


@pytest.mark.parametrize("version", KNOWN_PROTOCOL_VERSIONS)
def test_the_tools_are_listed_in_every_version(version: str) -> None:
    tools = _request("tools/list", version=version)["result"]["tools"]
    assert [tool["name"] for tool in tools] == list(TOOLS)
    for tool in tools:
        assert tool["annotations"]["readOnlyHint"] == TOOLS[tool["name"]].read_only
        assert tool["annotations"]["destructiveHint"] is False
        assert tool["inputSchema"]["type"] == "object"


@pytest.mark.parametrize("version", KNOWN_PROTOCOL_VERSIONS)
def test_a_tools_error_is_a_result_in_every_version(version: str) -> None:
    result = _request("tools/call", {"name": "list_reports", "arguments": {}}, version)["result"]
    assert result["isError"] is True
    if version >= "2025-06-18":
        assert result["structuredContent"]["error_type"] == "permission_denied"
    assert json.loads(result["content"][0]["text"])["error_type"] == "permission_denied"


@pytest.mark.parametrize("version", KNOWN_PROTOCOL_VERSIONS)
def test_a_tool_that_is_not_there_is_a_protocol_error(version: str) -> None:
    assert _request("tools/call", {"name": "x", "arguments": {}}, version)["error"]["code"] == -32602


@pytest.mark.parametrize("version", KNOWN_PROTOCOL_VERSIONS)
def test_arguments_that_are_no_object_are_a_protocol_error(version: str) -> None:
    assert _request("tools/call", {"name": "list_brands", "arguments": []}, version)["error"]["code"] == -32602


@pytest.mark.parametrize("version", KNOWN_PROTOCOL_VERSIONS)
def test_a_full_minute_is_the_result_of_whatever_tool_is_called(version: str) -> None:
    full = RateLimitExceeded(Tier.BURST, Allowance(120, 0, 30))
    params: dict[str, Any] = {"name": "list_brands", "arguments": {"limit": -1}}
    headers = {"mcp_protocol_version": version}
    if version == NEWEST:
        params["_meta"] = {f"{_ENVELOPE}/protocolVersion": version, f"{_ENVELOPE}/clientCapabilities": {}}
        headers |= {"mcp_method": "tools/call", "mcp_name": "list_brands"}
    reply = mcp.answer(_call({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}, **headers), full)
    result = json.loads(reply.content)["result"]
    assert json.loads(result["content"][0]["text"])["error_type"] == "rate_limited"


def test_a_notification_has_no_answer() -> None:
    reply = _ask({"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (reply.status, reply.content) == (202, "")


@pytest.mark.parametrize("version", KNOWN_PROTOCOL_VERSIONS)
@pytest.mark.parametrize("method", [*CLIENT_REQUESTS, "nope"])
def test_whatever_is_asked_for_is_answered_at_once(version: str, method: str) -> None:
    """Also what asks for a stream, of which there is none."""
    answer = _request(method, version=version, accept="application/json, text/event-stream")
    assert ("result" in answer) != ("error" in answer)
    if "error" in answer:
        assert answer["error"]["code"] in {METHOD_NOT_FOUND, INVALID_PARAMS}


def test_media_types_are_read_in_any_case() -> None:
    assert _request("ping", content_type="Application/JSON; charset=UTF-8", accept="APPLICATION/JSON")["result"] == {}


@pytest.mark.parametrize("method", ["ping", "tools/list"])
def test_no_parameters_may_be_null(method: str) -> None:
    reply = _ask({"jsonrpc": "2.0", "id": 7, "method": method, "params": None}, mcp_protocol_version=HANDSHAKES[-1])
    assert "result" in json.loads(reply.content)


def test_a_client_that_takes_no_json_is_told_so() -> None:
    assert _ask({"jsonrpc": "2.0", "id": 1, "method": "ping"}, accept="text/html").status == 406


def test_many_messages_at_once_do_not_meet() -> None:
    """In threads, which a Lambda has not: nothing of one message is anywhere that another could find it."""

    def ask(number: int) -> int:
        reply = _ask({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": {"name": "list_reports"}})
        answered: int = json.loads(reply.content)["id"]
        return answered

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(40))) == list(range(40))


@pytest.mark.parametrize("host", ["api.example", "API.example", "api.example:443"])
def test_the_host_that_the_gateway_answers_for_is_asked(host: str) -> None:
    assert _request("ping", host=host)["result"] == {}


def test_a_host_that_the_gateway_does_not_answer_for_is_refused() -> None:
    reply = _ask({"jsonrpc": "2.0", "id": 1, "method": "ping"}, host="localhost")
    assert (reply.status, reply.media_type) == (421, "text/plain; charset=utf-8")


def test_the_key_is_not_handed_on() -> None:
    assert b"authorization" not in dict(_scope(_call({}))["headers"])


_START = b'{"jsonrpc":"2.0","id":1,"method":"tools/call",'


@pytest.mark.parametrize(
    ("rest", "name"),
    [
        (b'"params":{"name":"run_scheduled_report"},"params":{"name":"list_brands"}}', "list_brands"),
        (b'"params":{"name":"list_reports","name":"run_scheduled_report"}}', "run_scheduled_report"),
        (b'"params":{"name":"list_\\u0062rands"}}', "list_brands"),
    ],
)
def test_the_tool_that_is_counted_is_the_one_that_is_called(rest: bytes, name: str) -> None:
    """Paid work is counted by what we read of a message, and done by what the SDK reads of it; the scope that is lacking tells which."""
    nobody = replace(_call({}), body=_START + rest, caller=Caller("acme", "key-1", frozenset()))
    assert mcp.called_tool(nobody.body) == name
    told = json.loads(mcp.answer(nobody, None).content)["result"]["structuredContent"]
    assert told["message"].endswith(f"lacks the scope {TOOLS[name].scope}")


def test_a_header_that_is_no_latin_1_is_not_the_end() -> None:
    assert _request("ping", user_agent="ŝafo")["result"] == {}
