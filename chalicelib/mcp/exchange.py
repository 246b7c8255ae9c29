"""Exchange: one message through the SDK and back, as a call of its ASGI application.

A Lambda handles one request at a time, and the server keeps nothing between two. So each message has an event loop and a session manager of
its own, which end with it: nothing that one leaves behind, a cancelled task or a broken one, is there when the next comes. Both cost
0.2 ms. What is dear, the SDK's import and the tools' schemas, is paid once in a process.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import anyio
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings

from chalicelib.domain.errors import RateLimitExceeded
from chalicelib.doors.call import Call, NoQuery, Reply
from chalicelib.mcp.server import ASKED, server


@dataclass(slots=True)
class _Answer:
    """What an ASGI application sends, as it comes."""

    status: int = 500
    media_type: str = "text/plain; charset=utf-8"
    content: bytearray = field(default_factory=bytearray)

    async def take(self, event: MutableMapping[str, Any]) -> None:
        if event["type"] == "http.response.start":
            self.status = event["status"]
            headers = {name.lower(): value.decode("latin-1") for name, value in event.get("headers", [])}
            self.media_type = headers.get(b"content-type", self.media_type)
        elif event["type"] == "http.response.body":
            self.content += event.get("body", b"")


def exchange(call: Call[bytes, NoQuery], full: RateLimitExceeded | None) -> Reply:
    """The SDK's answer to a message."""
    answer = anyio.run(_exchanged, call, full)
    # A text is a body as it stands; of an empty one there is none.
    return Reply(answer.content.decode() or None, answer.status, media_type=answer.media_type)


async def _exchanged(call: Call[bytes, NoQuery], full: RateLimitExceeded | None) -> _Answer:
    host, origin = _host(call), call.headers.get("origin")
    # The origin was looked at before, with the operator's list: what came so far may ask.
    security = TransportSecuritySettings(allowed_hosts=[host, f"{host}:*"], allowed_origins=[origin] if origin else [])
    manager = StreamableHTTPSessionManager(server(), json_response=True, stateless=True, security_settings=security)
    answer, bodies = _Answer(), iter([call.body])

    async def receive() -> MutableMapping[str, Any]:
        body = next(bodies, None)
        if body is None:  # whoever waits for the client to go is cancelled once there is an answer; without one, it would be the end
            await anyio.sleep_forever()
        return {"type": "http.request", "body": body, "more_body": False}

    async with manager.run():
        await manager.handle_request(_scope(call) | {ASKED: (call, full)}, receive, answer.take)
    return answer


def _host(call: Call[bytes, NoQuery]) -> str:
    """Where this API answers, as the gateway says."""
    return urlsplit(call.base_url).netloc.lower()


def _scope(call: Call[bytes, NoQuery]) -> dict[str, Any]:
    """https://asgi.readthedocs.io/en/latest/specs/www.html#http-connection-scope. The key stays out of it.

    The SDK reads hosts and media types in lower case alone; that the body's is JSON was looked at before.
    """
    told = {name: value for name, value in call.headers.items() if name != "authorization"}
    told |= {"host": told.get("host", _host(call)).lower(), "content-type": "application/json"}
    if "accept" in told:
        told["accept"] = told["accept"].lower()
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": urlsplit(call.base_url).scheme,
        "path": call.route,
        "raw_path": call.route.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in told.items()],
        "client": None,
        "server": None,
    }
