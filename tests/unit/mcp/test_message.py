"""What came, as far as it is read before the SDK reads it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import mcp
from chalicelib.mcp.message import INVALID_REQUEST, PARSE_ERROR, Malformed, Message, read, refusal

CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_brands", "arguments": {}}}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["jsonrpc", "id", "method", "params", "name"]), inner),
    max_leaves=12,
)


def _read(value: Any) -> Message | Malformed:
    return read(json.dumps(value).encode())


def test_a_call_of_a_tool_names_it() -> None:
    assert _read(CALL) == Message("list_brands")
    assert mcp.called_tool(json.dumps(CALL).encode()) == "list_brands"


@pytest.mark.parametrize(
    "message",
    [
        {"jsonrpc": "2.0", "id": "a", "method": "tools/list"},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        CALL | {"params": {"name": 7}},
        CALL | {"params": {}},
        CALL | {"method": "prompts/get"},
        {name: value for name, value in CALL.items() if name != "params"},
    ],
)
def test_whatever_else_is_a_message_calls_no_tool(message: dict[str, Any]) -> None:
    assert _read(message) == Message(None)


@pytest.mark.parametrize(
    "body",
    [
        CALL | {"jsonrpc": "1.0"},
        CALL | {"id": None},
        CALL | {"id": True},
        CALL | {"id": 1.5},
        CALL | {"params": []},
        CALL | {"method": 3},
        {"jsonrpc": "2.0", "id": 1, "result": {}},
        "tools/list",
        None,
        [CALL],
        [],
    ],
)
def test_what_is_no_single_message_is_an_invalid_request(body: Any) -> None:
    malformed = _read(body)
    assert isinstance(malformed, Malformed)
    assert malformed.code == INVALID_REQUEST


def test_a_batch_is_told_what_it_is() -> None:
    malformed = _read([CALL])
    assert isinstance(malformed, Malformed)
    assert "batches" in malformed.message


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b'"\\ud800"', b"[" * 100_000, b'{"a": NaN}', b"1" * 5000])
def test_what_is_no_json_is_a_parse_error(raw: bytes) -> None:
    malformed = read(raw)
    assert isinstance(malformed, Malformed)
    assert malformed.code == PARSE_ERROR


def test_a_refusal_is_an_error_of_json_rpc_to_nobody_in_particular() -> None:
    reply = refusal(Malformed(PARSE_ERROR, "no JSON"))
    assert (reply.status, json.loads(reply.content)) == (
        400,
        {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "no JSON"}},
    )


@given(JSON_VALUES)
def test_any_json_is_a_message_or_is_not_one(value: Any) -> None:
    assert isinstance(_read(value), Message | Malformed)


def test_only_runs_of_scheduled_reports_are_paid_work() -> None:
    assert mcp.starts_paid_work("run_scheduled_report")
    assert not mcp.starts_paid_work("generate_report")
    assert not mcp.starts_paid_work("nothing of ours")
