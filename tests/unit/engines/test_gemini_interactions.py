from collections.abc import Callable

import pytest

from chalicelib.engines.gemini_interactions import parse
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import ProviderServer

pytestmark = pytest.mark.usefixtures("real_bodies")


def test_a_real_body_gives_its_text_and_each_page_once() -> None:
    answer = parse(bodies.real("gemini/vercel_interactions_google_search.json"))
    assert answer.text.startswith("Here's a look at some notable AI developments from the past week:")
    assert [citation.domain for citation in answer.citations] == ["marketingprofs.com", "sap.com", "youtube.com", "etcjournal.com"]
    assert (answer.model, answer.tokens_in, answer.tokens_out) == ("gemini-2.5-flash", 22, 973)


def test_it_asks_with_search_and_leaves_nothing_at_google(
    providers: ProviderServer, build: Callable[..., Engine], question: Question
) -> None:
    assert build("gemini_interactions").ask(question).text == "Hello from gemini."
    sent = providers.requests[0]
    assert sent.path == "/gemini/v1beta/interactions"
    assert sent.headers["api-revision"] == "2026-05-20"
    assert sent.body == {
        "model": "a-model",
        "input": "Which coffee roaster is best?",
        "system_instruction": "Answer in German. The person who asks is in Munich, Germany.",
        "store": False,
        "tools": [{"type": "google_search"}],
    }


def test_an_interaction_that_failed_is_asked_again_and_one_without_text_is_not() -> None:
    with pytest.raises(AskLater):
        parse({"status": "failed", "steps": []})
    with pytest.raises(AskFailed):
        parse({"status": "completed", "steps": []})
