"""Every tool with arguments drawn from its own schema, and near misses of them, over real HTTP: whatever comes, it is answered."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chalicelib.mcp.schemas import input_schema, output_schema
from chalicelib.mcp.tool import Tool
from chalicelib.mcp.tools import TOOLS
from tests.e2e.agent import PATH, VERSIONS, Agent, error_of
from tests.e2e.conftest import Client, FreshKeys
from tests.e2e.test_mcp_tenancy import OTHERS, arguments
from tests.e2e.test_tenancy import tenant
from tests.fakes.arguments import ANYTHING, near, taken

EXAMPLES = 40
every_tool = pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)
type Fuzzed = tuple[httpx.Client, dict[str, dict[str, Any]]]
PARAMS = st.dictionaries(st.sampled_from(["name", "arguments", "cursor", "_meta", "task", "x"]), ANYTHING)
drawn = settings(max_examples=EXAMPLES, deadline=None)


@pytest.fixture(scope="module")
def fuzzed(service: Client) -> Iterator[Fuzzed]:
    """An organization with one thing of each kind, and good arguments for each tool that takes its ids; nothing of it is a bug."""
    log = service.stack.log("app")
    before = len(log.read_bytes())
    keys = FreshKeys(lambda: service.issue_key("agents-fuzzed"))
    with httpx.Client(base_url=service.stack.url, auth=keys, timeout=60) as http:
        yield http, arguments(tenant(http, OTHERS).ids)
        service.stack.wait_until_idle()
    assert b"A bug answered" not in log.read_bytes()[before:]


def _answered(http: httpx.Client, tool: Tool, sent: dict[str, Any], version: str) -> None:
    """It succeeds as its schema says, or fails with one of the known types, and never by a bug."""
    result = Agent(http, version).call(tool.name, sent)
    Draft202012Validator(output_schema(tool)).validate(result["structuredContent"])
    if result["isError"]:
        kind, message = error_of(result)
        assert kind != "internal_error", message
        return
    assert result["content"][0]["type"] == "text"


@every_tool
@drawn
@given(data=st.data())
def test_whatever_the_arguments_a_tool_answers(fuzzed: Fuzzed, tool: Tool, data: st.DataObject) -> None:
    http, good = fuzzed
    schema = input_schema(tool)
    sent = data.draw(taken(schema) | near(schema))
    if data.draw(st.booleans()):  # ids of things that are there, so that more than the first look-up is reached
        sent |= {name: value for name, value in good.get(tool.name, {}).items() if name.endswith(("_id", "_ids"))}
    _answered(http, tool, sent, data.draw(st.sampled_from(VERSIONS)))


@drawn
@given(
    params=st.dictionaries(st.sampled_from(["name", "arguments", "cursor", "_meta", "task", "x"]), ANYTHING), method=st.text(max_size=12)
)
def test_whatever_the_message_it_is_no_500(fuzzed: Fuzzed, params: dict[str, Any], method: str) -> None:
    http, _ = fuzzed
    for name in (method, "tools/call", "initialize"):
        message = {"jsonrpc": "2.0", "id": 1, "method": name, "params": params}
        answer = http.post(PATH, json=message, headers={"Accept": "application/json"})
        assert answer.status_code in {200, 202, 400, 404}, answer.text
        if answer.status_code != 202:
            assert json.loads(answer.text)["jsonrpc"] == "2.0"


@drawn
@given(body=st.binary(max_size=60) | st.text(max_size=40).map(str.encode) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_body_it_is_a_protocol_error(fuzzed: Fuzzed, body: bytes) -> None:
    answer = fuzzed[0].post(PATH, content=body, headers={"Content-Type": "application/json", "Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] in {-32700, -32600}
