import json
from typing import Any

import pytest

from chalicelib import engines
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.engines.configuration import ENDPOINT_OF, MODEL_OF, EnginesMisconfigured, load
from chalicelib.engines.wire.way import WebSearch


def given(**platforms: Any) -> str:
    return json.dumps({"platforms": platforms})


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_with_nothing_configured_the_local_stage_answers_all_eight_from_the_recording(nothing: str | None) -> None:
    configuration = load(nothing, "local")
    assert set(configuration.platforms) == set(AiPlatform)
    assert {platform.engine for platform in configuration.platforms.values()} == {"recorded"}
    assert configuration.has_recorded


def test_with_nothing_configured_a_deployed_stage_can_ask_nobody() -> None:
    assert load(None, "prod").platforms == {}


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_a_deployed_stage_refuses_recorded_answers(stage: str) -> None:
    with pytest.raises(EnginesMisconfigured, match="recorded answers are samples"):
        load(given(chatgpt={"engine": "recorded"}), stage)


def test_a_platform_needs_only_the_name_of_its_secret() -> None:
    platforms = load(given(**{platform: {"secret": f"folio/{platform.value}"} for platform in AiPlatform}), "prod").platforms
    assert {platform: configured.engine for platform, configured in platforms.items()} == {
        AiPlatform.CHATGPT: "openai_responses",
        AiPlatform.CHATGPT_SEARCH: "openai_responses",
        AiPlatform.CLAUDE: "anthropic_messages",
        AiPlatform.CLAUDE_SEARCH: "anthropic_messages",
        AiPlatform.PERPLEXITY: "perplexity",
        AiPlatform.GEMINI: "gemini",
        AiPlatform.GROK: "xai",
        AiPlatform.AI_OVERVIEWS: "ai_overviews",
    }
    assert platforms[AiPlatform.CHATGPT].endpoint == "https://api.openai.com/v1"
    assert platforms[AiPlatform.CHATGPT].web_search is WebSearch.AUTO
    assert platforms[AiPlatform.CHATGPT_SEARCH].web_search is WebSearch.ALWAYS
    assert platforms[AiPlatform.CLAUDE].web_search is WebSearch.OFF
    assert platforms[AiPlatform.CLAUDE_SEARCH].web_search is WebSearch.AUTO
    assert all(configured.model for configured in platforms.values())


def test_what_is_given_goes_before_the_defaults() -> None:
    chatgpt = load(given(chatgpt={"secret": "s", "model": "gpt-9", "endpoint": "https://eu.example/v1", "web_search": "off"}), "prod")
    configured = chatgpt.platforms[AiPlatform.CHATGPT]
    assert (configured.model, configured.endpoint, configured.web_search) == ("gpt-9", "https://eu.example/v1", WebSearch.OFF)


def test_claude_can_be_asked_on_bedrock_without_a_key() -> None:
    claude = load(given(claude={"engine": "bedrock_converse"}), "prod").platforms[AiPlatform.CLAUDE]
    assert (claude.secret, claude.endpoint) == (None, "")
    assert "anthropic" in claude.model


def test_a_model_on_this_machine_needs_an_address_and_a_name() -> None:
    local = {"engine": "openai_compatible", "model": "llama", "endpoint": "http://localhost:11434/v1"}
    assert load(given(chatgpt=local), "local").platforms[AiPlatform.CHATGPT].model == "llama"
    assert load(given(chatgpt=local | {"secret": "s"}), "local").platforms
    for missing in ("model", "endpoint"):
        with pytest.raises(EnginesMisconfigured):
            load(given(chatgpt={key: value for key, value in local.items() if key != missing}), "local")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "no JSON"),
        ("[]", "engines"),
        ('{"platforms": []}', "platforms"),
        ('{"platforms": {"chatgpt": 1}}', "chatgpt"),
        ('{"platforms": {}, "keys": {}}', "keys"),
        (given(bing={"secret": "s"}), "there is no platform bing"),
        (given(chatgpt={"engine": "telepathy", "model": "m", "secret": "s"}), "there is no engine 'telepathy'"),
        (given(chatgpt={}), "needs the name of a secret"),
        (given(chatgpt={"secret": "s", "key": "sk-12345678"}), "key"),
        (given(chatgpt={"secret": "s", "endpoint": "ftp://a.example"}), "http"),
        (given(chatgpt={"secret": "s", "endpoint": "https://user:pass@a.example"}), "without credentials"),
        (given(chatgpt={"secret": "s", "endpoint": "http://a.example/v1"}), "must be https"),
        (given(chatgpt={"secret": "s", "web_search": "sometimes"}), "web_search"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(EnginesMisconfigured, match=reason) as refused:
        load(text, "prod")
    assert "sk-12345678" not in str(refused.value)


def test_every_engine_but_the_operators_own_has_a_model_and_an_address() -> None:
    assert set(MODEL_OF) == set(ENDPOINT_OF) == set(engines.names()) - {"openai_compatible"}
