from collections.abc import Callable

import pytest

from chalicelib.engines.openai_compatible import parse
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, Question
from tests.fakes.providers import bodies
from tests.fakes.providers.server import ProviderServer

pytestmark = pytest.mark.usefixtures("real_bodies")


def test_openrouters_annotations_are_cited() -> None:
    answer = parse(bodies.real("openrouter/pydantic_chat_completions_annotations.json"))
    assert answer.text == "https://github.com/pydantic/pydantic-ai"
    assert [(citation.url, citation.title) for citation in answer.citations] == [
        ("https://github.com/pydantic/pydantic-ai", "AI Agent Framework, the Pydantic way"),
        ("https://pydantic.dev/pydantic-ai", None),
        ("https://github.com/pydantic/pydantic-ai/releases/tag/v2.0.0", "v2.0.0 (2026-06-23)"),
        ("https://pydantic.dev/docs/ai/overview/", "Pydantic AI | Pydantic Docs"),
        ("https://github.com/pydantic/pydantic-ai/tree/refs/tags/v1.44.0", "GitHub - pydantic/pydantic-ai at refs/tags/v1.44.0 · GitHub"),
    ]
    assert (answer.model, answer.tokens_in, answer.tokens_out) == ("deepseek/deepseek-chat", 2315, 40)


def test_what_groqs_tools_read_is_not_cited() -> None:
    answer = parse(bodies.real("groq/pydantic_compound_executed_tools.json"))
    assert answer.text.startswith("The weather in San Francisco today, September 17, 2025, is partly cloudy")
    assert answer.citations == ()
    assert answer.model == "groq/compound"


def test_openais_own_search_model_answers_without_annotations() -> None:
    answer = parse(bodies.real("openai/pydantic_chat_completions_search_preview_location.json"))
    assert answer.text.startswith("Het is momenteel zonnig in Utrecht")
    assert answer.citations == ()
    assert (answer.tokens_in, answer.tokens_out) == (12, 293)


def test_it_needs_no_key_and_says_the_market_in_words(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    assert build("openai_compatible", key=str).ask(question).text == "Hello from compatible."
    sent = providers.requests[0]
    assert sent.path == "/compatible/v1/chat/completions"
    assert sent.body["messages"][0]["content"] == "Answer in German. The person who asks is in Munich, Germany."
    assert sent.body["model"] == "a-model"


def test_an_error_within_a_success_is_read_as_the_status_it_names() -> None:
    with pytest.raises(AskLater):
        parse({"error": {"code": 502, "message": "Provider returned error"}})
    with pytest.raises(AskFailed) as failed:
        parse({"error": {"code": 403, "message": "Your chosen model requires moderation and your input was flagged"}})
    assert failed.value.code == "content_refused"


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"message": {"content": None, "refusal": "No."}}, "content_refused"),
        ({"message": {"content": ""}, "finish_reason": "content_filter"}, "content_refused"),
        ({"message": {"content": " \n"}}, "empty_answer"),
    ],
)
def test_no_text_is_a_failure(choice: dict[str, object], code: str) -> None:
    with pytest.raises(AskFailed) as failed:
        parse({"choices": [choice]})
    assert failed.value.code == code
