from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.errors import Unavailable
from chalicelib.engines.configuration import EnginesConfiguration, load
from chalicelib.engines.configured import ConfiguredEngines
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Question
from tests.fakes.providers.secrets import FakeSecrets
from tests.fakes.providers.server import KEY, ProviderServer, Vendor


@pytest.fixture
def configuration(providers: ProviderServer) -> EnginesConfiguration:
    grok = {"secret": "folio/xai", "endpoint": providers.endpoint(Vendor.XAI)}
    gemini = {"secret": "folio/google", "endpoint": providers.endpoint(Vendor.GEMINI)}
    return EnginesConfiguration.model_validate({"platforms": {"grok": grok, "gemini": gemini}})


@pytest.fixture
def secrets() -> FakeSecrets:
    return FakeSecrets({"folio/xai": KEY, "folio/google": "an-old-key"})


@pytest.fixture
def ask(configuration: EnginesConfiguration, secrets: FakeSecrets, question: Question) -> Callable[[AiPlatform], str]:
    configured = ConfiguredEngines(configuration, secrets)
    return lambda platform: configured.of(platform).ask(replace(question, platform=platform)).text


def test_a_platform_is_asked_as_it_is_configured(ask: Callable[[AiPlatform], str], providers: ProviderServer) -> None:
    assert ask(AiPlatform.GROK) == "Hello from xai."
    assert providers.requests[0].body["model"] == "grok-4.5"


def test_a_platform_that_is_not_configured_fails_with_a_clear_reason(ask: Callable[[AiPlatform], str]) -> None:
    with pytest.raises(AskFailed) as failed:
        ask(AiPlatform.CLAUDE)
    assert failed.value.code == "platform_not_configured"
    assert failed.value.message == "This deployment has no way of asking claude"


def test_a_new_key_is_used_without_a_new_process(ask: Callable[[AiPlatform], str], secrets: FakeSecrets) -> None:
    with pytest.raises(AskFailed):
        ask(AiPlatform.GEMINI)
    secrets.values["folio/google"] = KEY
    assert ask(AiPlatform.GEMINI) == "Hello from gemini."


def test_a_key_that_is_not_there_is_final_and_one_that_cannot_be_read_is_for_later(
    ask: Callable[[AiPlatform], str], secrets: FakeSecrets
) -> None:
    del secrets.values["folio/xai"]
    with pytest.raises(AskFailed) as failed:
        ask(AiPlatform.GROK)
    assert (failed.value.code, failed.value.message) == ("key_missing", "There is no secret named folio/xai")
    secrets.condition = Unavailable("the secrets", retry_after=3)
    with pytest.raises(AskLater) as later:
        ask(AiPlatform.GROK)
    assert later.value.retry_after == 3


def test_an_engine_is_made_once(configuration: EnginesConfiguration, secrets: FakeSecrets) -> None:
    configured = ConfiguredEngines(configuration, secrets)
    assert configured.of(AiPlatform.GROK) is configured.of(AiPlatform.GROK)
    assert configured.of(AiPlatform.GROK) is not configured.of(AiPlatform.GEMINI)


def test_without_any_configuration_the_local_stage_answers_everything(secrets: FakeSecrets, question: Question) -> None:
    configured = ConfiguredEngines(load(None, "local"), secrets)
    for platform in AiPlatform:
        assert configured.of(platform).ask(replace(question, platform=platform)).is_recorded_sample
