from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.engines.ai_overviews import AiOverviewsEngine, parse
from chalicelib.engines.wire.way import Way, WebSearch
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import KEY, ProviderServer, Reply, Vendor

SOURCES = [("https://roastreview.example/best#:~:text=Acme", "Best roasters"), ("https://acme.example/", "Acme")]


def test_the_overview_on_the_page_is_the_answer(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    providers.will_answer(Vendor.SERPAPI, "Acme Coffee is popular.", SOURCES)
    answer = build("ai_overviews").ask(question)
    assert answer.text == "Acme Coffee is popular."
    assert [(citation.url, citation.title) for citation in answer.citations] == [
        ("https://roastreview.example/best", "Best roasters"),
        ("https://acme.example/", "Acme"),
    ]
    assert (answer.model, answer.tokens_in) == ("a-model", None)


def test_it_searches_as_one_would_in_the_market(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    build("ai_overviews").ask(question)
    build("ai_overviews").ask(replace(question, country=None, location=None, language="English"))
    located, nowhere = (received.query for received in providers.requests)
    assert located == {
        "engine": "google",
        "q": "Which coffee roaster is best?",
        "gl": "de",
        "hl": "de",
        "location": "Munich, Germany",
        "no_cache": "true",
        "api_key": KEY,
        "output": "json",
    }
    assert set(nowhere) == {"engine", "q", "hl", "no_cache", "api_key", "output"}


def test_an_overview_that_google_loads_late_is_fetched_by_its_token(
    providers: ProviderServer, build: Callable[..., Engine], question: Question
) -> None:
    first, second = bodies.serpapi_in_two("Acme Coffee is popular.", SOURCES)
    providers.will(Vendor.SERPAPI, Reply(body=first), Reply(body=second))
    assert build("ai_overviews").ask(question).text == "Acme Coffee is popular."
    assert providers.requests[1].query == {
        "engine": "google_ai_overview",
        "page_token": "KIVu-token",
        "api_key": KEY,
        "output": "json",
    }


def test_both_requests_share_the_questions_time(providers: ProviderServer, question: Question) -> None:
    seconds = iter((0.0, 9.0))
    providers.will(Vendor.SERPAPI, Reply(body=bodies.serpapi_in_two("Acme.")[0]))
    way = Way("a-model", providers.endpoint(Vendor.SERPAPI), WebSearch.AUTO, lambda: KEY)
    with pytest.raises(AskLater):
        AiOverviewsEngine(way, monotonic=lambda: next(seconds)).ask(question)
    assert len(providers.requests) == 1


def test_a_page_without_an_overview_is_a_failure_that_says_so(
    providers: ProviderServer, build: Callable[..., Engine], question: Question
) -> None:
    providers.will(
        Vendor.SERPAPI,
        Reply(body=bodies.serpapi_without_overview()),
        Reply(body={"search_metadata": {"status": "Success"}, "error": "Google hasn't returned any results for this query."}),
        Reply(body={"search_metadata": {"status": "Success"}, "ai_overview": {"error": "An AI Overview is not available for this search"}}),
    )
    engine = build("ai_overviews")
    for _ in range(3):
        with pytest.raises(AskFailed) as failed:
            engine.ask(question)
        assert failed.value.code == "no_ai_overview"


def test_a_search_that_broke_off_is_asked_again() -> None:
    with pytest.raises(AskLater):
        parse({"search_metadata": {"status": "Error"}, "error": "We couldn't get valid results for this search."}, "a-model")


def test_no_searches_left_is_final_though_it_is_a_429(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    providers.will(Vendor.SERPAPI, Reply(429, {"error": "Your account has run out of searches."}))
    with pytest.raises(AskFailed) as failed:
        build("ai_overviews").ask(question)
    assert failed.value.code == "quota_exhausted"


def test_a_place_that_google_does_not_know_is_a_failure_that_says_so(
    providers: ProviderServer, build: Callable[..., Engine], question: Question
) -> None:
    providers.will(Vendor.SERPAPI, Reply(400, {"error": "Unsupported `Nowhere` location - location parameter."}))
    with pytest.raises(AskFailed) as failed:
        build("ai_overviews").ask(question)
    assert failed.value.code == "request_refused"
    assert "Unsupported `Nowhere` location" in failed.value.message
