"""OpenAI Responses with web search: what ChatGPT answers, with the citations that it prints. Azure's endpoints speak it too."""

from chalicelib.engines.wire.responses import ResponsesEngine, parse
from chalicelib.engines.wire.way import Way

__all__ = ["build", "parse"]


def build(way: Way) -> ResponsesEngine:
    """The engine of a platform that is asked this way."""
    return ResponsesEngine(way)
