"""A server that speaks every vendor's protocol, and engines that are pointed at it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import engines
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.engines.bedrock_converse import BedrockEngine, client
from chalicelib.engines.wire import http
from chalicelib.engines.wire.way import Way, WebSearch
from chalicelib.usecases.ports.engines import Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import KEY, ProviderServer, Vendor

VENDOR_OF = {
    "openai_responses": Vendor.OPENAI,
    "xai": Vendor.XAI,
    "anthropic_messages": Vendor.ANTHROPIC,
    "perplexity": Vendor.PERPLEXITY,
    "openai_compatible": Vendor.COMPATIBLE,
    "gemini": Vendor.GEMINI,
    "gemini_interactions": Vendor.GEMINI,
    "ai_overviews": Vendor.SERPAPI,
    "bedrock_converse": Vendor.BEDROCK,
}


@pytest.fixture
def real_bodies() -> None:
    if not bodies.is_there():
        pytest.skip(f"the vendors' recorded bodies are not at {bodies.DATA}")


@pytest.fixture
def providers(real_bodies: None) -> Iterator[ProviderServer]:
    with ProviderServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _no_connection_is_left() -> Iterator[None]:
    yield
    http.client().close()
    http.client.cache_clear()


@pytest.fixture(autouse=True)
def _aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """What boto3 needs to sign a request to the fake Bedrock."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")


type Build = Callable[..., Engine]


@pytest.fixture
def build(providers: ProviderServer) -> Iterator[Build]:
    """The engine of this name against the server; any field of its way can be another."""
    with ExitStack() as stack:

        def bedrock(endpoint: str, seconds: int) -> Any:
            made = client.__wrapped__(endpoint, seconds)
            stack.callback(made.close)
            return made

        def make(name: str, **fields: Any) -> Engine:
            way = replace(Way("a-model", providers.endpoint(VENDOR_OF[name]), WebSearch.AUTO, lambda: KEY), **fields)
            return BedrockEngine(way, bedrock) if name == "bedrock_converse" else engines.load(name)(way)

        yield make


@pytest.fixture
def question() -> Question:
    return Question("Which coffee roaster is best?", AiPlatform.CHATGPT, "Germany", "German", "Munich", 5.0)
