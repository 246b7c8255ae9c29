from collections.abc import Callable

import pytest

from chalicelib.engines.xai import parse
from chalicelib.usecases.ports.engines import Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import ProviderServer, Vendor

pytestmark = pytest.mark.usefixtures("real_bodies")


def test_a_real_body_gives_its_text_and_what_it_cites_without_titles() -> None:
    answer = parse(bodies.real("xai/vercel_responses_web_search.json"))
    assert answer.text.startswith("xAI is an American artificial intelligence company")
    assert [citation.url for citation in answer.citations] == [
        "https://www.ibm.com/think/topics/explainable-ai",
        "https://x.ai/company",
        "https://en.wikipedia.org/wiki/XAI_%28company%29",
        "https://x.ai/",
        "https://www.owkin.com/a-z-of-ai-for-healthcare/xai",
    ]
    assert {citation.title for citation in answer.citations} == {None}
    assert (answer.model, answer.tokens_in, answer.tokens_out) == ("grok-4-fast-reasoning", 1941, 583)


def test_posts_are_cited_too() -> None:
    answer = parse(bodies.real("xai/vercel_responses_x_search.json"))
    assert answer.text.startswith("### What People Are Saying About AI on X")
    assert len(answer.citations) == 20
    assert answer.citations[0].url == "https://x.com/i/status/1982033415697514642"


def test_a_streamed_answer_ends_in_the_same_body() -> None:
    completed = [
        event for event in bodies.stream("xai/vercel_responses_web_search.sse_chunks.txt") if event["type"] == "response.completed"
    ]
    answer = parse(completed[-1]["response"])
    assert answer.text
    assert (answer.tokens_in, answer.tokens_out) == (1875, 695)


@pytest.mark.parametrize(
    ("name", "text", "number", "first"),
    [
        ("web_search", "Thursday", 10, "https://www.almanac.com/calendar/date/2026-01-01"),
        ("web_search_user_location", "**Golden Gate Bridge** is one of", 5, "https://www.sftravel.com/"),
    ],
)
def test_the_grpc_api_tells_the_same_in_another_shape(name: str, text: str, number: int, first: str) -> None:
    answer = parse(bodies.real(f"xai/pydantic_grpc_{name}.json"))
    assert answer.text.startswith(text)
    assert len(answer.citations) == number
    assert answer.citations[0].url == first


def test_the_market_reaches_the_search(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    providers.will_answer(Vendor.XAI, "Acme Coffee.", [("https://acmecoffee.example/", "")])
    assert build("xai").ask(question).citations[0].domain == "acmecoffee.example"
    sent = providers.of(Vendor.XAI)[0].body
    assert sent["tools"][0]["user_location"] == {"type": "approximate", "country": "DE", "city": "Munich"}
    assert "instructions" not in sent
