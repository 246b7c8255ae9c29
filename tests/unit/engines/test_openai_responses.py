from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.engines.openai_responses import parse
from chalicelib.engines.wire.way import WebSearch
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import ProviderServer, Reply, Vendor

pytestmark = pytest.mark.usefixtures("real_bodies")

VERGE = "https://www.theverge.com/podcast/838932/openai-chatgpt-code-red-vergecast"
TECH_NEWS = [
    VERGE,
    "https://techstartups.com/2025/12/05/technology-news-today-the-latest-in-tech-ai-startup-news-december-5-2025/",
    "https://www.investopedia.com/5-things-to-know-before-the-stock-market-opens-december-5-2025-11862701",
    "https://vercel.com/blog/series-f",
    "https://www.sentinelone.com/vulnerability-database/cve-2025-49826/",
    "https://www.wired.com/story/the-big-interview-2025-recap",
    "https://www.bloomberg.com/news/articles/2025-09-30/vercel-notches-9-3-billion-valuation-in-latest-ai-funding-round",
]
REUTERS = "https://www.reuters.com/world/middle-east"
BODIES = [
    ("annotation_single", "The tallest mountain in Alberta is **Mount Columbia**", ["https://www.britannica.com/place/Mount-Columbia"]),
    (
        "annotations_top_news",
        "Here are three of the biggest global stories",
        [
            f"{REUTERS}/un-overwhelmingly-endorses-two-state-solution-declaration-that-condemns-hamas-2025-09-12/",
            "https://apnews.com/article/aad7af5ddfb56b7484fa9db591297c9e",
            f"{REUTERS}/death-toll-rises-46-israeli-raids-yemen-2025-09-11/",
        ],
    ),
    ("cached_only_annotation", "1889", ["https://www.toureiffel.paris/en/news/history-and-culture/133-years-and-1083-feet"]),
    ("country_news", "Severe floods and landslides across Veracruz", ["https://apnews.com/article/5d036e18057361281e984b44402d3b1b"]),
    ("search_no_annotations", "Today (Tuesday, September 16, 2025) in San Francisco", []),
    ("user_location_no_annotations", "Here’s the weather for Utrecht, Netherlands.", []),
]


@pytest.mark.parametrize(("name", "begins", "cited"), BODIES)
def test_a_real_body_gives_its_text_and_what_it_cites(name: str, begins: str, cited: list[str]) -> None:
    answer = parse(bodies.real(f"openai/pydantic_responses_{name}.json"))
    assert answer.text.startswith(begins)
    assert [citation.url for citation in answer.citations] == cited
    assert "utm_source" not in answer.text
    assert answer.tokens_in
    assert answer.tokens_out


def test_what_was_read_is_not_cited_and_a_page_cited_twice_counts_once() -> None:
    answer = parse(bodies.real("openai/vercel_responses_web_search.json"))
    assert answer.text.startswith("Short answer first — yes.")
    assert [citation.url for citation in answer.citations] == TECH_NEWS
    assert answer.citations[0].domain == "theverge.com"
    assert answer.citations[0].title == "Why OpenAI declared a code red for ChatGPT | The Verge"
    assert answer.model == "gpt-5-mini-2025-08-07"
    assert (answer.tokens_in, answer.tokens_out) == (19681, 3773)


def test_a_streamed_answer_ends_in_the_same_body() -> None:
    last = bodies.stream("openai/vercel_responses_web_search.sse_chunks.txt")[-1]
    answer = parse(last["response"])
    assert last["type"] == "response.completed"
    assert answer.text
    assert all("utm_source" not in citation.url for citation in answer.citations)
    assert (answer.tokens_in, answer.tokens_out) == (31073, 4416)


def test_azure_answers_in_the_same_shape() -> None:
    answer = parse(bodies.real("openai/vercel_azure_responses_web_search_preview.json"))
    assert answer.text.startswith("Here are three major news stories from today, November 19, 2025:")
    assert [citation.domain for citation in answer.citations] == ["straitstimes.com"]


def test_a_citation_marker_is_no_part_of_the_answer() -> None:
    assert parse(bodies.real("openai/pydantic_responses_cached_only_annotation.json")).text == "1889"
    text = parse(bodies.real("openai/vercel_responses_web_search.json")).text
    assert "on The Vergecast).\n" in text.replace("  \n", "\n")
    assert "theverge.com" not in text


def test_the_answers_own_words_are_kept_where_an_annotation_spans_them() -> None:
    body = bodies.openai("Acme Coffee is fine.")
    note = {"type": "url_citation", "url": "https://a.example/", "title": "A", "start_index": 0, "end_index": 11}
    body["output"][-1]["content"][0]["annotations"] = [note]
    assert parse(body).text == "Acme Coffee is fine."


def test_what_is_said_before_the_last_search_or_as_commentary_is_not_the_answer() -> None:
    body = bodies.openai("The answer.")
    search, message = body["output"]
    before = message | {"content": [{"type": "output_text", "text": "Let me look.", "annotations": []}]}
    body["output"] = [before, search, before | {"phase": "commentary"}, message]
    assert parse(body).text == "The answer."


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"output": []}, "empty_answer"),
        ({"output": [{"type": "message", "content": [{"type": "refusal", "refusal": "I can't."}]}]}, "content_refused"),
        ({"output": [], "status": "incomplete", "incomplete_details": {"reason": "content_filter"}}, "content_refused"),
        ({"status": "failed", "error": {"code": "invalid_prompt", "message": "no"}}, "content_refused"),
    ],
)
def test_no_text_is_a_failure_and_never_an_empty_answer(change: dict[str, Any], code: str) -> None:
    with pytest.raises(AskFailed) as failed:
        parse(bodies.openai("x") | change)
    assert failed.value.code == code


def test_an_answer_that_broke_off_is_asked_for_again() -> None:
    with pytest.raises(AskLater):
        parse(bodies.openai("x") | {"status": "failed", "error": {"code": "server_error", "message": "sorry"}})


def test_the_market_reaches_the_search(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    providers.will_answer(Vendor.OPENAI, "Try Acme Coffee.", [("https://acmecoffee.example/", "Acme")])
    answer = build("openai_responses").ask(question)
    sent = providers.requests[0]
    assert answer.text == "Try Acme Coffee."
    assert [citation.url for citation in answer.citations] == ["https://acmecoffee.example/"]
    assert sent.path.endswith("/v1/responses")
    assert sent.body["tools"] == [{"type": "web_search", "user_location": {"type": "approximate", "country": "DE", "city": "Munich"}}]
    assert sent.body["input"] == [
        {"role": "system", "content": "Answer in German."},
        {"role": "user", "content": "Which coffee roaster is best?"},
    ]
    assert (sent.body["model"], sent.body["tool_choice"], sent.body["store"]) == ("a-model", "auto", False)


def test_a_search_can_be_obliged_or_left_out(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    build("openai_responses", web_search=WebSearch.ALWAYS).ask(question)
    build("openai_responses", web_search=WebSearch.OFF).ask(question)
    always, off = (received.body for received in providers.requests)
    assert always["tool_choice"] == "required"
    assert "tools" not in off
    assert off["input"][0]["content"] == "Answer in German. The person who asks is in Munich, Germany."


def test_no_credit_left_is_final_though_it_is_a_429(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    error = {"message": "You exceeded your current quota", "type": "insufficient_quota", "param": None, "code": "insufficient_quota"}
    providers.will(Vendor.OPENAI, Reply(429, {"error": error}))
    with pytest.raises(AskFailed) as failed:
        build("openai_responses").ask(question)
    assert failed.value.code == "quota_exhausted"
