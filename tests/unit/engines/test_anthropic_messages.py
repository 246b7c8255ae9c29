from collections.abc import Callable
from typing import Any

import anthropic
import pytest

from chalicelib.engines.anthropic_messages import AnthropicEngine, parse
from chalicelib.engines.wire.way import Way, WebSearch
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import KEY, ProviderServer, Reply, Vendor

pytestmark = pytest.mark.usefixtures("real_bodies")

ACCUWEATHER = "https://www.accuweather.com/en"
WUNDERGROUND = "https://www.wunderground.com"
BODIES = [
    (
        "pydantic_messages_web_search_1",
        "Based on the search results, here's the weather information for San Francisco today",
        "sensitive individuals should limit outdoor activities.",
        [
            f"{ACCUWEATHER}/us/san-francisco/94103/weather-forecast/347629",
            f"{WUNDERGROUND}/weather/us/ca/san-francisco",
            f"{WUNDERGROUND}/hourly/us/ca/san-francisco",
        ],
    ),
    (
        "pydantic_messages_web_search_2",
        "Based on the search results, here's the weather information for Mexico City today",
        "",
        [
            f"{ACCUWEATHER}/mx/mexico-city/242560/weather-forecast/242560",
            "https://weather.com/weather/tenday/l/6121681b2c5df01145b9723d497c595c53ae08104787aa1c26bafdf2fb875c07",
            f"{WUNDERGROUND}/weather/mx/mexico-city",
        ],
    ),
    (
        "pydantic_messages_text_before_search",
        "Here's one significant historical event that occurred on September 17:\n\nIn 1939, Finnish runner Taisto Mäki",
        "29 minutes and 52 seconds.",
        ["https://www.timeanddate.com/on-this-day/september/17"],
    ),
    (
        "vercel_messages_web_search",
        "Based on the search results, here are the key tech news highlights for today",
        "",
        ["https://acecomments.mu.nu/?post=411647", "https://www.crescendo.ai/news/latest-ai-news-and-updates"],
    ),
]


@pytest.mark.parametrize(("name", "begins", "ends", "cited"), BODIES)
def test_a_real_body_gives_the_text_after_its_last_search(name: str, begins: str, ends: str, cited: list[str]) -> None:
    answer = parse(bodies.real(f"anthropic/{name}.json"))
    assert answer.text.startswith(begins)
    assert answer.text.endswith(ends)
    assert [citation.url for citation in answer.citations] == cited


def test_blocks_are_joined_without_a_separator() -> None:
    text = parse(bodies.real("anthropic/pydantic_messages_web_search_1.json")).text
    assert "**Current Conditions:**\n- Temperature: 66°F with clear skies\n- Wind: W at 3 mph" in text


def test_a_paused_turn_and_the_next_are_one_answer() -> None:
    answer = parse(*(bodies.real(f"anthropic/pydantic_messages_pause_turn_{turn}.json") for turn in (1, 2)))
    assert answer.text.startswith("Perfect! All 15 searches have been completed.")
    assert "San Francisco is experiencing sunny weather with a high of 68°F. Clear skies" in answer.text
    assert len(answer.citations) == 15
    assert answer.citations[0].url == f"{WUNDERGROUND}/hourly/us/ca/san-francisco"
    assert "https://sanfranciscobayferry.com/" in {citation.url for citation in answer.citations}
    assert (answer.tokens_in, answer.tokens_out) == (401468 + 494549, 792 + 1245)


def test_a_streamed_answer_has_the_same_blocks() -> None:
    answer = parse(_gathered(bodies.stream("anthropic/vercel_messages_web_search.sse_chunks.txt")))
    assert answer.text.startswith("Based on my search results, here are the key tech news developments from today (September 26, 2025):")
    assert answer.citations
    assert (answer.tokens_in, answer.tokens_out) == (15665, 795)


def _gathered(events: list[dict[str, Any]]) -> dict[str, Any]:
    """The message of a stream, as the vendor's own SDK puts it together."""
    from anthropic.lib.streaming._messages import accumulate_event

    snapshot = None
    buffers: dict[int, bytes] = {}
    for event in events:
        parsed: Any = anthropic._models.construct_type(type_=anthropic.types.RawMessageStreamEvent, value=event)
        snapshot = accumulate_event(event=parsed, current_snapshot=snapshot, json_bufs=buffers)
    assert snapshot is not None
    return snapshot.model_dump()


def test_it_goes_on_after_a_pause(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    paused, rest = bodies.paused_then("Try Acme Coffee.", [("https://acmecoffee.example/#:~:text=Acme", "Acme")])
    providers.will(Vendor.ANTHROPIC, Reply(body=paused), Reply(body=rest))
    answer = build("anthropic_messages").ask(question)
    assert answer.text == "Try Acme Coffee."
    assert [citation.url for citation in answer.citations] == ["https://acmecoffee.example/"]
    first, second = (received.body["messages"] for received in providers.requests)
    assert first == [{"role": "user", "content": "Which coffee roaster is best?"}]
    assert second == [*first, {"role": "assistant", "content": paused["content"]}]


def test_it_does_not_go_on_for_ever(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    providers.rule(Vendor.ANTHROPIC, lambda _: Reply(body=bodies.anthropic("…") | {"stop_reason": "pause_turn"}))
    with pytest.raises(AskFailed):
        build("anthropic_messages").ask(question)
    assert len(providers.requests) == 6


def test_all_turns_share_the_questions_time(providers: ProviderServer, question: Question) -> None:
    seconds = iter((0.0, 1.0, 4.0, 6.0))
    way = Way("a-model", providers.endpoint(Vendor.ANTHROPIC), WebSearch.AUTO, lambda: KEY)
    providers.rule(Vendor.ANTHROPIC, lambda _: Reply(body=bodies.anthropic("…") | {"stop_reason": "pause_turn"}))
    with pytest.raises(AskLater):
        AnthropicEngine(way, monotonic=lambda: next(seconds)).ask(question)
    assert len(providers.requests) == 2


def test_the_market_reaches_the_search(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    build("anthropic_messages").ask(question)
    sent = providers.requests[0].body
    location = {"type": "approximate", "country": "DE", "city": "Munich"}
    assert sent["tools"] == [{"type": "web_search_20250305", "name": "web_search", "max_uses": 5, "user_location": location}]
    assert sent["system"] == "Answer in German."


def test_without_search_the_instructions_say_where_one_asks(
    providers: ProviderServer, build: Callable[..., Engine], question: Question
) -> None:
    build("anthropic_messages", web_search=WebSearch.OFF).ask(question)
    sent = providers.requests[0].body
    assert "tools" not in sent
    assert sent["system"] == "Answer in German. The person who asks is in Munich, Germany."


def test_a_refusal_is_final() -> None:
    with pytest.raises(AskFailed) as failed:
        parse(bodies.anthropic("I can't help with that.") | {"stop_reason": "refusal"})
    assert failed.value.code == "content_refused"


def test_an_overloaded_platform_is_asked_later(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    providers.will(Vendor.ANTHROPIC, Reply(529, {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}))
    with pytest.raises(AskLater):
        build("anthropic_messages").ask(question)
    assert len(providers.requests) == 1
