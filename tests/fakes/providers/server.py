"""All vendors on one port of this machine: each speaks its own protocol under a path of its own, with its own refusals.

with ProviderServer() as server:
    engine = build(Way(model, server.endpoint(Vendor.OPENAI), …))
    server.will_answer(Vendor.OPENAI, "Try Acme Coffee.", [("https://acme.example/", "Acme")])
    server.will(Vendor.OPENAI, Reply(429, {"error": {…}}, {"Retry-After": "7"}))   # once, before what it answers by rule
    server.requests[0].body["tools"]
"""

import json
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.fakes.providers import bodies

KEY = "sk-folio-0123456789abcdefghijklmnopqrstuvwxyz"
"""The one key that every vendor here accepts."""

_DRIP_SECONDS = 0.02


class Vendor(StrEnum):
    """Whose protocol; the value is the first part of the path."""

    OPENAI = "openai"
    XAI = "xai"
    ANTHROPIC = "anthropic"
    PERPLEXITY = "perplexity"
    COMPATIBLE = "compatible"
    GEMINI = "gemini"
    SERPAPI = "serpapi"
    BEDROCK = "bedrock"


_BASE = {
    Vendor.OPENAI: "/openai/v1",
    Vendor.XAI: "/xai/v1",
    Vendor.ANTHROPIC: "/anthropic",
    Vendor.PERPLEXITY: "/perplexity",
    Vendor.COMPATIBLE: "/compatible/v1",
    Vendor.GEMINI: "/gemini/v1beta",
    Vendor.SERPAPI: "/serpapi/search",
    Vendor.BEDROCK: "/bedrock",
}


@dataclass(frozen=True)
class Reply:
    """What is sent back. A text body is sent as it is.

    `hangs`: nothing at all, until the server is closed. `drips`: blanks, one after the other, and never the body.
    """

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    drips: bool = False


@dataclass(frozen=True)
class Received:
    """A request as it came."""

    vendor: Vendor
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: dict[str, Any]


type Rule = Callable[[Received], Reply]


class ProviderServer:
    """Answers in threads; what was asked is in `requests`, in the order of arrival."""

    def __init__(self) -> None:
        self.requests: list[Received] = []
        self._scripts: dict[Vendor, deque[Reply]] = defaultdict(deque)
        self._rules: dict[Vendor, Rule] = {vendor: _hello(vendor) for vendor in Vendor}
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), name="providers", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def endpoint(self, vendor: Vendor) -> str:
        """What an engine's `endpoint` is set to."""
        return f"http://127.0.0.1:{self._http.server_port}{_BASE[vendor]}"

    def will(self, vendor: Vendor, *replies: Reply) -> None:
        """The next requests get these, one each."""
        self._scripts[vendor].extend(replies)

    def will_answer(self, vendor: Vendor, text: str, sources: Sequence[bodies.Source] = ()) -> None:
        """Every request that is not scripted gets this answer, in the vendor's own shape."""
        self.rule(vendor, lambda received: Reply(body=_answering(received, text, sources)))

    def rule(self, vendor: Vendor, rule: Rule) -> None:
        """Every request that is not scripted gets what the rule makes of it."""
        self._rules[vendor] = rule

    def of(self, vendor: Vendor) -> list[Received]:
        """What this vendor was asked."""
        return [received for received in self.requests if received.vendor is vendor]

    def reply(self, received: Received) -> Reply:
        with self._lock:
            self.requests.append(received)
            scripted = self._scripts[received.vendor]
            reply = scripted.popleft() if scripted else None
        if reply is not None and reply.hangs:
            self.closing.wait()
        return reply or _refusal_of_a_wrong_key(received) or self._rules[received.vendor](received)


def _hello(vendor: Vendor) -> Rule:
    return lambda received: Reply(body=_answering(received, f"Hello from {vendor.value}.", ()))


def _answering(received: Received, text: str, sources: Sequence[bodies.Source]) -> dict[str, Any]:
    make: dict[Vendor, Callable[[str, Sequence[bodies.Source]], dict[str, Any]]] = {
        Vendor.OPENAI: bodies.openai,
        Vendor.XAI: bodies.xai,
        Vendor.ANTHROPIC: bodies.anthropic,
        Vendor.PERPLEXITY: bodies.perplexity,
        Vendor.COMPATIBLE: bodies.compatible,
        Vendor.GEMINI: bodies.interactions if received.path.endswith("/interactions") else bodies.gemini,
        Vendor.SERPAPI: bodies.serpapi,
        Vendor.BEDROCK: bodies.bedrock,
    }
    return make[received.vendor](text, sources)


def _key_sent(received: Received) -> str:
    match received.vendor:
        case Vendor.GEMINI:
            return received.headers.get("x-goog-api-key", "")
        case Vendor.SERPAPI:
            return received.query.get("api_key", "")
        case _:
            return received.headers.get("authorization", "").removeprefix("Bearer ")


def _refusal_of_a_wrong_key(received: Received) -> Reply | None:
    """Each in its vendor's words; two of them are a 400, and OpenAI repeats a part of the key."""
    key = _key_sent(received)
    if key == KEY or received.vendor in (Vendor.BEDROCK, Vendor.COMPATIBLE):
        return None
    match received.vendor:
        case Vendor.OPENAI:
            message = f"Incorrect API key provided: {key[:12]}***{key[-4:]}. You can find your API key at https://platform.openai.com."
            return Reply(401, {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": "invalid_api_key"}})
        case Vendor.ANTHROPIC:
            return Reply(401, {"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}})
        case Vendor.GEMINI:
            error = {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT"}
            return Reply(400, {"error": error})
        case Vendor.XAI:
            said = f"Incorrect API key provided: {key[:4]}***{key[-2:]}. You can obtain an API key from https://console.x.ai."
            return Reply(400, {"code": "Client specified an invalid argument", "error": said})
        case Vendor.PERPLEXITY:
            return Reply(401, "<html><head><title>401 Authorization Required</title></head></html>")
        case _:
            return Reply(401, {"error": "Invalid API key. Your API key should be here: https://serpapi.com/manage-api-key"})


def _handler(server: ProviderServer) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - a class, as http.server wants it
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own signature
            pass

        def _serve(self) -> None:
            reply = server.reply(_received(self))
            self.close_connection = reply.hangs or reply.drips
            if reply.drips:
                self._drip()
            elif not reply.hangs:
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            is_text = isinstance(reply.body, str)
            content = (reply.body if is_text else json.dumps(reply.body)).encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", "text/html" if is_text else "application/json")
            self.send_header("Content-Length", str(len(content)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # the client has read enough
                self.wfile.write(content)

        def _drip(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            with suppress(OSError):  # the client has had enough
                while not server.closing.wait(_DRIP_SECONDS):
                    self.wfile.write(b"1\r\n \r\n")

    return Handler


def _received(handler: BaseHTTPRequestHandler) -> Received:
    sent = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    parts = urlsplit(handler.path)
    return Received(
        Vendor(parts.path.split("/")[1]),
        handler.command,
        parts.path,
        {name: values[0] for name, values in parse_qs(parts.query).items()},
        {name.lower(): value for name, value in handler.headers.items()},
        json.loads(sent) if sent else {},
    )
