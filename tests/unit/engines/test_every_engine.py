"""What holds for every way of asking a provider: sent once, failures in two kinds, and no word of the key."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib import engines
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, Question
from tests.fakes.providers.server import KEY, ProviderServer, Reply
from tests.unit.engines.conftest import VENDOR_OF

type Build = Callable[..., Engine]

WITH_KEY = sorted(set(VENDOR_OF) - {"bedrock_converse", "openai_compatible"})
WRONG = "sk-wrong-ABCDEFGHIJKLMNOPQRSTUVWXYZ-tail"

every_engine = pytest.mark.parametrize("name", sorted(VENDOR_OF))


def test_every_engine_but_the_recording_is_held_to_this() -> None:
    assert {*VENDOR_OF, "recorded"} == set(engines.names())


@every_engine
def test_it_answers(name: str, build: Build, question: Question) -> None:
    answer = build(name).ask(question)
    assert answer.text == f"Hello from {VENDOR_OF[name].value}."
    assert answer.model
    assert not answer.is_recorded_sample


@every_engine
def test_too_many_requests_is_for_later_and_is_sent_once(name: str, providers: ProviderServer, build: Build, question: Question) -> None:
    providers.will(VENDOR_OF[name], Reply(429, {"error": {"message": "Slow down", "type": "rate_limit"}}, {"Retry-After": "7"}))
    with pytest.raises(AskLater) as later:
        build(name).ask(question)
    assert later.value.retry_after == 7
    assert len(providers.requests) == 1


@every_engine
@pytest.mark.parametrize("status", [500, 503])
def test_a_fault_of_the_platform_is_for_later_and_is_sent_once(
    name: str, status: int, providers: ProviderServer, build: Build, question: Question
) -> None:
    providers.will(VENDOR_OF[name], Reply(status, "<html>Oops</html>"))
    with pytest.raises(AskLater) as later:
        build(name).ask(question)
    assert later.value.retry_after is None
    assert len(providers.requests) == 1


@every_engine
def test_silence_is_for_later_and_is_sent_once(name: str, providers: ProviderServer, build: Build, question: Question) -> None:
    providers.will(VENDOR_OF[name], Reply(hangs=True))
    with pytest.raises(AskLater):
        build(name).ask(replace(question, timeout=0.3))
    assert len(providers.requests) == 1


@pytest.mark.parametrize("name", sorted(set(VENDOR_OF) - {"bedrock_converse"}))
def test_an_answer_that_comes_drop_by_drop_is_for_later(name: str, providers: ProviderServer, build: Build, question: Question) -> None:
    providers.will(VENDOR_OF[name], Reply(drips=True))
    with pytest.raises(AskLater):
        build(name).ask(replace(question, timeout=0.3))
    assert len(providers.requests) == 1


@pytest.mark.parametrize("name", sorted(set(VENDOR_OF) - {"bedrock_converse"}))
def test_a_redirect_is_not_followed_for_the_key_would_go_along(
    name: str, providers: ProviderServer, build: Build, question: Question
) -> None:
    providers.will(VENDOR_OF[name], Reply(307, "", {"Location": providers.endpoint(VENDOR_OF[name])}))
    with pytest.raises(AskFailed):
        build(name).ask(question)
    assert len(providers.requests) == 1


@every_engine
def test_nobody_there_is_for_later(name: str, build: Build, question: Question) -> None:
    with pytest.raises(AskLater):
        build(name, endpoint="http://127.0.0.1:9/v1").ask(question)


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("body", ["<html>A proxy's page</html>", "[" * 100_000], ids=["a page", "an abyss"])
@pytest.mark.parametrize("name", sorted(set(VENDOR_OF) - {"bedrock_converse"}))
def test_a_body_that_is_no_json_is_for_later(
    name: str, body: str, status: int, providers: ProviderServer, build: Build, question: Question
) -> None:
    providers.will(VENDOR_OF[name], Reply(status, body))
    with pytest.raises(AskLater):
        build(name).ask(question)


@pytest.mark.parametrize("name", sorted(set(VENDOR_OF) - {"bedrock_converse"}))
def test_a_success_that_can_not_be_unpacked_is_for_later(name: str, providers: ProviderServer, build: Build, question: Question) -> None:
    providers.will(VENDOR_OF[name], Reply(200, "this was gzip once", {"Content-Encoding": "gzip"}))
    with pytest.raises(AskLater):
        build(name).ask(question)


@pytest.mark.parametrize("name", WITH_KEY)
def test_a_wrong_key_is_final(name: str, providers: ProviderServer, build: Build, question: Question) -> None:
    with pytest.raises(AskFailed) as failed:
        build(name, key=lambda: WRONG).ask(question)
    assert failed.value.code == "key_refused"
    assert len(providers.requests) == 1


@every_engine
def test_an_unknown_model_is_final(name: str, providers: ProviderServer, build: Build, question: Question) -> None:
    said = {"error": {"message": "The model `a-model` does not exist", "type": "invalid_request_error", "code": "model_not_found"}}
    providers.will(VENDOR_OF[name], Reply(404, said))
    with pytest.raises(AskFailed) as failed:
        build(name).ask(question)
    assert failed.value.code == "unknown_model"


@pytest.mark.parametrize("name", WITH_KEY)
@pytest.mark.parametrize(
    "reply",
    [
        None,
        Reply(400, {"error": {"message": f"Something about {WRONG} and sk-wrong***tail"}}),
        Reply(404, {"error": {"message": f"No model for {WRONG}"}}),
        Reply(422, f"key={WRONG}"),
        Reply(429, {"error": {"message": WRONG}}),
        Reply(500, {"error": {"message": WRONG}}),
        Reply(200, WRONG),
        Reply(200, {"error": {"message": WRONG}}),
        Reply(302, "", {"Location": f"https://elsewhere.example/?api_key={WRONG}"}),
        Reply(hangs=True),
    ],
)
def test_the_key_is_in_no_error_and_in_no_log(
    name: str, reply: Reply | None, providers: ProviderServer, build: Build, question: Question, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    if reply is not None:
        providers.will(VENDOR_OF[name], reply)
    engine = build(name, key=lambda: WRONG)
    with pytest.raises((AskLater, AskFailed)) as raised:
        engine.ask(replace(question, timeout=0.3))
    told = [str(raised.value), repr(raised.value), "".join(traceback.format_exception(raised.value)), caplog.text, repr(engine)]
    for secret in (WRONG, KEY, "sk-wrong", "-tail"):
        assert not [text for text in told if secret in text]
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
