from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.engines.gemini import parse
from chalicelib.engines.wire.way import WebSearch
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import KEY, ProviderServer, Reply, Vendor

pytestmark = pytest.mark.usefixtures("real_bodies")

WEATHER = "https://www.google.com/search?q=weather+in+San Francisco, CA,+US"
BODIES = [
    ("google_search_1", "## Weather in San Francisco is Mild", ["google.com", "weather.gov", "wunderground.com"]),
    ("google_search_2", "In Mexico City today", ["theweathernetwork.com", "wunderground.com", "wunderground.com"]),
    ("gemini25flash", "It is currently 3:56 AM PDT on Tuesday", ["google.com", "google.com"]),
    ("gemini3_json_output", '{\n  "city": "Mexico City"', ["sa.gov", "vynmsa.com", "worldatlas.com", "google.com"]),
]


@pytest.mark.parametrize(("name", "begins", "domains"), BODIES)
def test_a_real_body_gives_its_text_and_the_pages_domains_behind_the_redirects(name: str, begins: str, domains: list[str]) -> None:
    answer = parse(bodies.real(f"gemini/pydantic_generatecontent_{name}.json"))
    assert answer.text.startswith(begins)
    assert [citation.domain for citation in answer.citations] == domains
    assert answer.tokens_in


def test_the_urls_are_googles_redirects() -> None:
    answer = parse(bodies.real("gemini/pydantic_generatecontent_google_search_1.json"))
    assert [citation.url[:60] for citation in answer.citations] == [
        WEATHER[:60],
        *["https://vertexaisearch.cloud.google.com/grounding-api-redirect/"[:60]] * 2,
    ]
    assert answer.citations[0].title == "Weather information for San Francisco, CA, US"
    assert (answer.model, answer.tokens_in, answer.tokens_out) == ("gemini-2.5-pro", 17, 201)


def test_a_segment_from_the_start_has_no_start_index_and_counts_bytes() -> None:
    body = bodies.gemini("Café Größe: Acme.", [("https://acme.example/", "")])
    assert "startIndex" not in body["candidates"][0]["groundingMetadata"]["groundingSupports"][0]["segment"]
    assert [citation.domain for citation in parse(body).citations] == ["acme.example"]


def test_a_redirect_that_does_not_say_where_it_leads_is_nobodys_page() -> None:
    body = bodies.gemini("Acme.", [("https://acme.example/", "")])
    body["candidates"][0]["groundingMetadata"]["groundingChunks"][0]["web"]["title"] = "The best coffee of the year"
    assert [(citation.domain, citation.title) for citation in parse(body).citations] == [("", "The best coffee of the year")]


def test_a_chunk_that_supports_nothing_was_only_read_and_thoughts_are_no_answer() -> None:
    body = bodies.gemini("Acme.", [("https://acme.example/", ""), ("https://read.example/", "")])
    candidate = body["candidates"][0]
    candidate["groundingMetadata"]["groundingSupports"][0]["groundingChunkIndices"] = [0, 7]
    candidate["content"]["parts"].insert(0, {"text": "Let me think of Blue Anchor.", "thought": True})
    answer = parse(body)
    assert answer.text == "Acme."
    assert [citation.domain for citation in answer.citations] == ["acme.example"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"promptFeedback": {"blockReason": "SAFETY"}}, "content_refused"),
        ({"candidates": [{"finishReason": "RECITATION"}]}, "content_refused"),
        ({"candidates": [{"finishReason": "STOP", "content": {"parts": []}}]}, "empty_answer"),
    ],
)
def test_no_text_is_a_failure(body: dict[str, Any], code: str) -> None:
    with pytest.raises(AskFailed) as failed:
        parse(body)
    assert failed.value.code == code


def test_it_asks_with_search_and_says_the_market_in_words(
    providers: ProviderServer, build: Callable[..., Engine], question: Question
) -> None:
    build("gemini").ask(question)
    sent = providers.requests[0]
    assert sent.path == "/gemini/v1beta/models/a-model:generateContent"
    assert sent.headers["x-goog-api-key"] == KEY
    assert sent.query == {}
    assert sent.body["tools"] == [{"google_search": {}}]
    instruction = "Answer in German. The person who asks is in Munich, Germany."
    assert sent.body["systemInstruction"] == {"parts": [{"text": instruction}]}
    build("gemini", web_search=WebSearch.OFF).ask(question)
    assert "tools" not in providers.requests[1].body


def test_google_says_in_the_body_when_to_come_back(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "33.2s"}
    error = {"code": 429, "message": "Resource exhausted", "status": "RESOURCE_EXHAUSTED", "details": [info]}
    providers.will(Vendor.GEMINI, Reply(429, {"error": error}))
    with pytest.raises(AskLater) as later:
        build("gemini").ask(question)
    assert later.value.retry_after == 34
