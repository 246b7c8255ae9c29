"""xAI's Responses API with web search. Its citations have no title; its gRPC API answers the same in another shape."""

from typing import Any

from chalicelib.domain.citation import Citation, deduplicated
from chalicelib.engines.wire import failures, responses
from chalicelib.engines.wire.responses import ResponsesEngine
from chalicelib.engines.wire.way import Way
from chalicelib.usecases.ports.engines import Answer


def build(way: Way) -> ResponsesEngine:
    """The engine of a platform that is asked this way."""
    return ResponsesEngine(way)


def parse(body: dict[str, Any]) -> Answer:
    """The answer in a body of either API."""
    return _parse_grpc(body) if "outputs" in body else responses.parse(body)


def _parse_grpc(body: dict[str, Any]) -> Answer:
    """`outputs` are the turns of assistant and tools; the last one with content is the answer."""
    said = [output.get("message", {}).get("content") for output in body["outputs"]]
    text = next((content.strip() for content in reversed(said) if content and content.strip()), "")
    if not text:
        raise failures.empty()
    usage = body.get("usage") or {}
    citations = deduplicated(Citation.of(url) for url in body.get("citations") or [])
    return Answer(text, str(body.get("model", "")), citations, usage.get("prompt_tokens"), usage.get("completion_tokens"))
