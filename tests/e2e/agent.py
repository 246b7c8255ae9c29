"""An agent: calls tools over real HTTP, message by message, in whichever version of the protocol."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

PATH = "/mcp/reports"
HANDSHAKE, NEWEST = ("2025-06-18", "2025-11-25"), "2026-07-28"
VERSIONS = (*HANDSHAKE, NEWEST)
ERROR_TYPES = {"permission_denied", "not_found", "validation_error", "conflict", "rate_limited", "internal_error"}


@dataclass(frozen=True)
class Agent:
    """A client that speaks the protocol in JSON, so that a test sees what goes over the wire."""

    http: httpx.Client
    version: str = HANDSHAKE[-1]

    def ask(self, method: str, params: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """A request's answer."""
        sent: dict[str, Any] = dict(params or {})
        own = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": self.version}
        if self.version == NEWEST:
            named = "io.modelcontextprotocol"
            sent["_meta"] = {f"{named}/protocolVersion": self.version, f"{named}/clientCapabilities": {}}
            own |= {"Mcp-Method": method} | ({"Mcp-Name": sent["name"]} if "name" in sent else {})
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": sent}
        return self.http.post(PATH, json=message, headers=own | dict(headers or {}))

    def call(self, tool: str, arguments: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        """A tool's result, whatever it says."""
        answer = self.ask("tools/call", {"name": tool, "arguments": dict(arguments or {})}, headers)
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()["result"]
        assert isinstance(result["structuredContent"], dict), result
        return result

    def told(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The structured content of a tool that succeeds."""
        result = self.call(tool, arguments)
        assert result["isError"] is False, result
        content: dict[str, Any] = result["structuredContent"]
        return content

    def error(self, tool: str, arguments: Mapping[str, Any] | None = None) -> tuple[str, str]:
        """The type and message of a tool's error, which is its structured content, and as JSON its one text."""
        result = self.call(tool, arguments)
        return error_of(result)


def error_of(result: Mapping[str, Any]) -> tuple[str, str]:
    """The type and message of a tool's error."""
    assert result["isError"] is True, result
    error = result["structuredContent"]
    (block,) = result["content"]
    assert (block["type"], json.loads(block["text"])) == ("text", error)
    assert set(error) == {"error_type", "message"}
    assert error["error_type"] in ERROR_TYPES
    return error["error_type"], error["message"]
