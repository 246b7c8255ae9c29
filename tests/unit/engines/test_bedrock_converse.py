from collections.abc import Callable

import pytest

from chalicelib.engines.bedrock_converse import parse
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, Question
from tests.fakes.providers.server import ProviderServer, Reply, Vendor


def test_it_asks_and_reads_the_message(providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    providers.will_answer(Vendor.BEDROCK, "Try Acme Coffee.")
    answer = build("bedrock_converse").ask(question)
    assert (answer.text, answer.model, answer.citations) == ("Try Acme Coffee.", "a-model", ())
    assert (answer.tokens_in, answer.tokens_out) == (21, 34)
    sent = providers.requests[0]
    assert sent.path == "/bedrock/model/a-model/converse"
    assert sent.body["system"] == [{"text": "Answer in German. The person who asks is in Munich, Germany."}]
    assert sent.body["messages"] == [{"role": "user", "content": [{"text": "Which coffee roaster is best?"}]}]


@pytest.mark.parametrize("code", ["ThrottlingException", "ModelNotReadyException", "ServiceUnavailableException", "ModelTimeoutException"])
def test_what_passes_is_asked_later(code: str, providers: ProviderServer, build: Callable[..., Engine], question: Question) -> None:
    providers.will(Vendor.BEDROCK, Reply(429, {"message": "Too many requests"}, {"x-amzn-ErrorType": code}))
    with pytest.raises(AskLater):
        build("bedrock_converse").ask(question)
    assert len(providers.requests) == 1


@pytest.mark.parametrize(
    ("status", "error", "message", "code"),
    [
        (403, "AccessDeniedException", "You don't have access to the model", "access_refused"),
        (404, "ResourceNotFoundException", "Could not resolve the foundation model", "unknown_model"),
        (400, "ValidationException", "The provided model identifier is invalid.", "unknown_model"),
        (400, "ValidationException", "Malformed input request", "request_refused"),
    ],
)
def test_what_stays_is_final(
    status: int, error: str, message: str, code: str, providers: ProviderServer, build: Callable[..., Engine], question: Question
) -> None:
    providers.will(Vendor.BEDROCK, Reply(status, {"message": message}, {"x-amzn-ErrorType": error}))
    with pytest.raises(AskFailed) as failed:
        build("bedrock_converse").ask(question)
    assert failed.value.code == code


def test_a_guardrail_refuses_and_silence_is_no_answer() -> None:
    for response, code in (({"stopReason": "guardrail_intervened"}, "content_refused"), ({"stopReason": "end_turn"}, "empty_answer")):
        with pytest.raises(AskFailed) as failed:
            parse(response, "a-model")
        assert failed.value.code == code
