"""The port `Narrator`: what holds for the fake, for Bedrock's Converse and for the Chat Completions API, both over HTTP on this machine."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest

from chalicelib.adapters.narrators import bedrock
from chalicelib.adapters.narrators.configuration import NarratorConfiguration
from chalicelib.adapters.narrators.openai_compatible import CompatibleNarrator
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.passage import Passage
from chalicelib.domain.prose import Name
from chalicelib.domain.rewording.lexicon import lexicon
from chalicelib.domain.rewording.request import INSTRUCTIONS, SCHEMA, Request, plan
from chalicelib.usecases.ports.narrators import Narrator, NotReworded
from tests.fakes.narrators import FakeNarrator, worded
from tests.fakes.providers.secrets import FakeSecrets
from tests.fakes.providers.server import KEY, ProviderServer, Received, Reply, Vendor

SECRET = "folio/test/narrative"
TEXTS = {"p1": "Spend rose 11.4 %", "p2": "{N1} comes first."}


class World(Protocol):
    """A model, and what it is made to do next."""

    @property
    def narrator(self) -> Narrator: ...

    def writes(self, text: str) -> None: ...

    def fails(self, code: str) -> None: ...


class InMemory:
    def __init__(self) -> None:
        self.narrator = FakeNarrator()

    def writes(self, text: str) -> None:
        self.narrator.write = lambda content: text

    def fails(self, code: str) -> None:
        self.narrator.failure = code


class OnBedrock:
    """In the shapes of https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html."""

    FAILURES = {  # noqa: RUF012 - read only
        "throttled": Reply(429, {"message": "Too many requests"}, {"x-amzn-ErrorType": "ThrottlingException"}),
        "access_refused": Reply(403, {"message": "not you"}, {"x-amzn-ErrorType": "AccessDeniedException"}),
        "unknown_model": Reply(404, {"message": "no model"}, {"x-amzn-ErrorType": "ResourceNotFoundException"}),
        "request_refused": Reply(400, {"message": "no outputConfig"}, {"x-amzn-ErrorType": "ValidationException"}),
        "server_error": Reply(500, {"message": "oh"}, {"x-amzn-ErrorType": "InternalServerException"}),
        "timed_out": Reply(408, {"message": "slow"}, {"x-amzn-ErrorType": "ModelTimeoutException"}),
    }

    def __init__(self, server: ProviderServer, client: Any, configuration: NarratorConfiguration) -> None:
        self.server, self.vendor = server, Vendor.BEDROCK
        self.narrator = bedrock.BedrockNarrator(configuration, client)

    def writes(self, text: str) -> None:
        self._answers([{"text": text[:5]}, {"text": text[5:]}], "end_turn")

    def fails(self, code: str) -> None:
        stops = {"refused": "guardrail_intervened", "cut": "max_tokens"}
        if code in stops:
            self._answers([{"text": '{"passages": ['}], stops[code])
        else:
            self.server.rule(Vendor.BEDROCK, lambda _: self.FAILURES[code])

    def _answers(self, content: list[dict[str, str]], stop: str) -> None:
        usage = {"inputTokens": 21, "outputTokens": 34, "totalTokens": 55}
        body = {
            "output": {"message": {"role": "assistant", "content": content}},
            "stopReason": stop,
            "usage": usage,
            "metrics": {"latencyMs": 8},
        }
        self.server.rule(Vendor.BEDROCK, lambda _: Reply(body=body))


class OnCompatible:
    """In the shapes of https://developers.openai.com/api/reference/resources/chat."""

    FAILURES = {  # noqa: RUF012 - read only
        "throttled": Reply(429, {"error": {"message": "slow down", "type": "rate_limit_exceeded"}}, {"Retry-After": "3600"}),
        "access_refused": Reply(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}),
        "unknown_model": Reply(404, {"error": {"message": "The model does not exist", "code": "model_not_found"}}),
        "request_refused": Reply(400, {"error": {"message": "response_format is not supported"}}),
        "server_error": Reply(500, {"error": {"message": "oh"}}),
        "timed_out": Reply(504, "<html>Gateway Time-out</html>"),
    }

    def __init__(self, server: ProviderServer, configuration: NarratorConfiguration) -> None:
        self.server, self.vendor = server, Vendor.COMPATIBLE
        self.narrator = CompatibleNarrator(configuration, FakeSecrets({SECRET: KEY}))

    def writes(self, text: str) -> None:
        self._answers({"role": "assistant", "content": text, "refusal": None}, "stop")

    def fails(self, code: str) -> None:
        match code:
            case "refused":
                self._answers({"role": "assistant", "content": None, "refusal": "I can't."}, "stop")
            case "cut":
                self._answers({"role": "assistant", "content": '{"passages": ['}, "length")
            case _:
                self.server.rule(Vendor.COMPATIBLE, lambda _: self.FAILURES[code])

    def _answers(self, message: dict[str, Any], finish: str) -> None:
        choice = {"index": 0, "message": message, "finish_reason": finish}
        body = {"id": "chatcmpl-1", "object": "chat.completion", "model": "a-model", "choices": [choice]}
        self.server.rule(Vendor.COMPATIBLE, lambda _: Reply(body=body))


@pytest.fixture(autouse=True)
def _aws(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "eu-central-1"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def server() -> Iterator[ProviderServer]:
    with ProviderServer() as server:
        yield server


@pytest.fixture
def on_bedrock(server: ProviderServer) -> Iterator[Callable[..., OnBedrock]]:
    clients = []

    def make(**fields: Any) -> OnBedrock:
        configuration = NarratorConfiguration.model_validate(
            {"api": "bedrock", "model": "a-model", "endpoint": server.endpoint(Vendor.BEDROCK)} | fields
        )
        clients.append(bedrock.client(configuration))
        return OnBedrock(server, clients[-1], configuration)

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def on_compatible(server: ProviderServer) -> Callable[..., OnCompatible]:
    def make(**fields: Any) -> OnCompatible:
        given = {"api": "openai_compatible", "model": "a-model", "endpoint": server.endpoint(Vendor.COMPATIBLE), "secret": SECRET}
        return OnCompatible(server, NarratorConfiguration.model_validate(given | fields))

    return make


@pytest.fixture(params=["memory", "bedrock", "compatible"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "memory":
        return InMemory()
    made: World = request.getfixturevalue(f"on_{request.param}")()
    return made


@pytest.fixture
def asked() -> Request:
    words = lexicon("en")
    assert words is not None
    request = plan([Passage("a", ("Spend rose 11.4\u202f%",)), Passage("b", (Name("Acme"), " comes first."))], words)
    assert request is not None
    return request


def _reply(texts: dict[str, str]) -> str:
    return json.dumps({"passages": [{"id": number, "text": text} for number, text in texts.items()]})


def test_the_texts_are_answered_by_id(world: World, asked: Request) -> None:
    world.writes(_reply(TEXTS))
    assert world.narrator.reword(asked) == TEXTS
    assert world.narrator.model == "a-model"


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "```\n{}\n```", "<think>Spend, hm.</think>\n\n{}\n"])
def test_what_stands_around_the_object_is_read_over(around: str, world: World, asked: Request) -> None:
    world.writes(around.replace("{}", _reply(TEXTS)))
    assert world.narrator.reword(asked) == TEXTS


def test_a_text_may_be_missing(world: World, asked: Request) -> None:
    world.writes(_reply({"p2": "First."}))
    assert world.narrator.reword(asked) == {"p2": "First."}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Here are your passages.",
        "[]",
        '{"passages": "p1"}',
        '{"passages": [{"id": "p1"}]}',
        '{"passages": [{"id": "p1", "text": 3}]}',
        '{"passages": [{"id": "p9", "text": "x"}]}',
        '{"passages": [{"id": "p1", "text": "x"}, {"id": "p1", "text": "y"}]}',
        _reply(TEXTS)[:-4],
        "```",
    ],
)
def test_anything_else_is_malformed(text: str, world: World, asked: Request) -> None:
    world.writes(text)
    with pytest.raises(NotReworded) as reason:
        world.narrator.reword(asked)
    assert reason.value.code == "malformed"


@pytest.mark.parametrize(
    "code", ["throttled", "access_refused", "unknown_model", "request_refused", "server_error", "timed_out", "refused", "cut"]
)
def test_a_failure_is_one_code_and_nothing_else(code: str, world: World, asked: Request) -> None:
    world.fails(code)
    with pytest.raises(NotReworded) as reason:
        world.narrator.reword(asked)
    assert str(reason.value) == code
    assert (reason.value.__cause__, reason.value.__context__) == (None, None)


@pytest.mark.parametrize(("code", "times"), [("throttled", 2), ("server_error", 2), ("access_refused", 1), ("request_refused", 1)])
@pytest.mark.parametrize("of", ["on_bedrock", "on_compatible"])
def test_what_may_pass_is_asked_once_more_and_the_rest_is_not(
    of: str, code: str, times: int, request: pytest.FixtureRequest, asked: Request, server: ProviderServer
) -> None:
    world = request.getfixturevalue(of)()
    world.fails(code)
    with pytest.raises(NotReworded):
        world.narrator.reword(asked)
    assert len(server.requests) == times


@pytest.mark.parametrize("of", ["on_bedrock", "on_compatible"])
def test_what_passed_is_answered(of: str, request: pytest.FixtureRequest, asked: Request, server: ProviderServer) -> None:
    world = request.getfixturevalue(of)()
    world.writes(_reply(TEXTS))
    server.will(world.vendor, world.FAILURES["throttled"])
    assert world.narrator.reword(asked) == TEXTS


@pytest.mark.parametrize("of", ["on_bedrock", "on_compatible"])
def test_nobody_there_is_away(of: str, request: pytest.FixtureRequest, asked: Request) -> None:
    world = request.getfixturevalue(of)(endpoint="http://127.0.0.1:9/v1")
    with pytest.raises(NotReworded) as reason:
        world.narrator.reword(asked)
    assert reason.value.code == "away"


def test_bedrock_is_asked_in_converses_shape(on_bedrock: Callable[..., OnBedrock], asked: Request, server: ProviderServer) -> None:
    world = on_bedrock(max_tokens=900)
    world.writes(_reply(TEXTS))
    world.narrator.reword(asked)
    (sent,) = server.requests
    assert sent.path == "/bedrock/model/a-model/converse"
    form = sent.body.pop("outputConfig")["textFormat"]
    assert (form["type"], json.loads(form["structure"]["jsonSchema"]["schema"])) == ("json_schema", SCHEMA)
    assert sent.body == {
        "system": [{"text": INSTRUCTIONS}],
        "messages": [{"role": "user", "content": [{"text": asked.content}]}],
        "inferenceConfig": {"maxTokens": 900},
    }


def test_a_compatible_endpoint_is_asked_in_chat_completions_shape(
    on_compatible: Callable[..., OnCompatible], asked: Request, server: ProviderServer
) -> None:
    world = on_compatible(max_tokens=900)
    world.writes(_reply(TEXTS))
    world.narrator.reword(asked)
    (sent,) = server.requests
    assert (sent.path, sent.headers["authorization"]) == ("/compatible/v1/chat/completions", f"Bearer {KEY}")
    assert sent.body == {
        "model": "a-model",
        "messages": [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": asked.content}],
        "max_completion_tokens": 900,
        "response_format": {"type": "json_schema", "json_schema": {"name": "passages", "strict": True, "schema": SCHEMA}},
    }


@pytest.mark.parametrize("of", ["on_bedrock", "on_compatible"])
def test_a_model_without_structured_output_is_not_asked_for_it(
    of: str, request: pytest.FixtureRequest, asked: Request, server: ProviderServer
) -> None:
    world = request.getfixturevalue(of)(structured=False)
    world.writes(_reply(TEXTS))
    assert world.narrator.reword(asked) == TEXTS
    assert not {"outputConfig", "response_format"} & server.requests[0].body.keys()


def test_an_older_server_takes_its_limit_by_the_old_name(
    on_compatible: Callable[..., OnCompatible], asked: Request, server: ProviderServer
) -> None:
    world = on_compatible(limit_field="max_tokens", secret=None)
    world.writes(_reply(TEXTS))
    world.narrator.reword(asked)
    assert server.requests[0].body["max_tokens"] == 6000
    assert "authorization" not in server.requests[0].headers


class _Clock:
    """Seconds that pass only by being asked for."""

    def __init__(self, step: float) -> None:
        self.now, self._step = 0.0, step

    def __call__(self) -> float:
        self.now += self._step
        return self.now


def test_an_answer_that_comes_drop_by_drop_is_ended(asked: Request, server: ProviderServer) -> None:
    given = {"api": "openai_compatible", "model": "a-model", "endpoint": server.endpoint(Vendor.COMPATIBLE), "seconds": 5}
    server.will(Vendor.COMPATIBLE, Reply(drips=True))
    narrator = CompatibleNarrator(NarratorConfiguration.model_validate(given), FakeSecrets(), monotonic=_Clock(4))
    with pytest.raises(NotReworded) as reason:
        narrator.reword(asked)
    assert reason.value.code == "timed_out"


def test_an_answer_without_end_is_not_read_to_its_end(
    on_compatible: Callable[..., OnCompatible], asked: Request, server: ProviderServer
) -> None:
    world = on_compatible()
    choice = {"message": {"content": _reply(TEXTS)}}
    server.will(Vendor.COMPATIBLE, Reply(body={"choices": [choice], "padding": "x" * 3_000_000}))
    with pytest.raises(NotReworded) as reason:
        world.narrator.reword(asked)
    assert reason.value.code == "malformed"


@pytest.mark.parametrize(
    "body", ["<html>", "[" * 100_000, {"choices": []}, {"choices": [{"message": {"content": ["x"]}}]}, {"choices": [3]}]
)
def test_a_success_that_is_none_is_malformed(
    body: Any, on_compatible: Callable[..., OnCompatible], asked: Request, server: ProviderServer
) -> None:
    world = on_compatible()
    server.will(Vendor.COMPATIBLE, Reply(body=body))
    with pytest.raises(NotReworded) as reason:
        world.narrator.reword(asked)
    assert reason.value.code == "malformed"


def test_an_error_within_a_success_is_the_servers(
    on_compatible: Callable[..., OnCompatible], asked: Request, server: ProviderServer
) -> None:
    world = on_compatible()
    server.will(Vendor.COMPATIBLE, Reply(body={"error": {"message": "upstream", "code": 502}}))
    with pytest.raises(NotReworded) as reason:
        world.narrator.reword(asked)
    assert reason.value.code == "server_error"


def test_no_redirect_is_followed_with_a_key(on_compatible: Callable[..., OnCompatible], asked: Request, server: ProviderServer) -> None:
    world = on_compatible()
    server.will(Vendor.COMPATIBLE, Reply(307, "", {"Location": server.endpoint(Vendor.OPENAI)}))
    with pytest.raises(NotReworded) as reason:
        world.narrator.reword(asked)
    assert reason.value.code == "request_refused"
    assert len(server.requests) == 1


@pytest.mark.parametrize("condition", [None, Unavailable("the secrets")])
def test_without_its_key_nobody_is_asked(condition: Unavailable | None, asked: Request, server: ProviderServer) -> None:
    given = {"api": "openai_compatible", "model": "a-model", "endpoint": server.endpoint(Vendor.COMPATIBLE), "secret": SECRET}
    secrets = FakeSecrets()
    secrets.condition = condition
    with pytest.raises(NotReworded) as reason:
        CompatibleNarrator(NarratorConfiguration.model_validate(given), secrets).reword(asked)
    assert reason.value.code == "key_missing"
    assert server.requests == []


def test_the_server_of_these_tests_words_what_it_is_sent(
    on_compatible: Callable[..., OnCompatible], asked: Request, server: ProviderServer
) -> None:
    world = on_compatible()

    def rule(received: Received) -> Reply:
        content = worded(received.body["messages"][1]["content"], str.upper)
        return Reply(body={"choices": [{"message": {"content": content}}]})

    server.rule(Vendor.COMPATIBLE, rule)
    assert world.narrator.reword(asked) == {"p1": "SPEND ROSE 11.4\u202f%", "p2": "{N1} COMES FIRST."}
