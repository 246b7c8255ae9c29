from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.engines.perplexity import parse
from chalicelib.usecases.ports.engines import Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import ProviderServer, Vendor

pytestmark = pytest.mark.usefixtures("real_bodies")


def test_a_marker_counts_from_one_and_what_is_not_marked_was_only_read() -> None:
    answer = parse(bodies.real("perplexity/vercel_sonar_citations.json"))
    assert answer.text.startswith("The most recent estimates for San Francisco's city population")
    assert [citation.url for citation in answer.citations] == [
        "https://en.wikipedia.org/wiki/San_Francisco",
        "https://www.california-demographics.com/cities_by_population",
        "https://fred.stlouisfed.org/series/CASANF0POP",
        "https://worldpopulationreview.com/us-counties/california/san-francisco-county",
        "https://worldpopulationreview.com/us-cities/california/san-francisco",
        "https://populationstat.com/united-states/san-francisco",
    ]
    assert not [citation for citation in answer.citations if citation.domain == "wfin.com"]
    assert (answer.model, answer.tokens_in, answer.tokens_out) == ("sonar", 10, 251)


def test_a_long_answer_cites_five_of_six() -> None:
    answer = parse(bodies.real("perplexity/vercel_sonar_text.json"))
    assert answer.text.startswith("**EcoVista Day** is a new annual holiday")
    assert [citation.domain for citation in answer.citations] == [
        "modernchristmastrees.com",
        "camillestyles.com",
        "elledecor.com",
        "youtube.com",
        "jjonesdesignco.com",
    ]


def test_a_streamed_answer_is_the_same_in_pieces() -> None:
    events = bodies.stream("perplexity/vercel_sonar_citations.sse_chunks.txt")
    text = "".join(event["choices"][0]["delta"].get("content") or "" for event in events)
    message = {"message": {"role": "assistant", "content": text}}
    answer = parse({key: events[-1].get(key) for key in ("model", "citations", "usage")} | {"choices": [message]})
    assert answer.text.startswith("The")
    assert len(events[0]["citations"]) == 7
    assert {citation.url for citation in answer.citations} <= set(events[0]["citations"])
    assert answer.citations


def test_titles_come_from_the_search_results() -> None:
    answer = parse(bodies.perplexity("Acme.", [("https://a.example/x", "A page")]))
    assert [(citation.url, citation.title) for citation in answer.citations] == [("https://a.example/x", "A page")]


def test_thoughts_are_no_part_of_the_answer() -> None:
    assert parse(bodies.perplexity("<think>Blue Anchor?\n\nNo.</think>\nAcme Coffee.")).text == "Acme Coffee."


@pytest.mark.parametrize("marker", ["[0]", "[9]", "[x]"])
def test_a_marker_without_a_source_is_none(marker: str) -> None:
    assert parse(bodies.perplexity(f"Acme.{marker}")).citations == ()


def test_the_market_reaches_the_search(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    build("perplexity").ask(question)
    build("perplexity").ask(replace(question, country=None, location=None))
    located, nowhere = (received.body for received in providers.of(Vendor.PERPLEXITY))
    messages: list[Any] = [
        {"role": "system", "content": "Answer in German."},
        {"role": "user", "content": "Which coffee roaster is best?"},
    ]
    assert located["web_search_options"] == {"user_location": {"country": "DE", "city": "Munich"}}
    assert located["messages"] == messages
    assert "web_search_options" not in nowhere
