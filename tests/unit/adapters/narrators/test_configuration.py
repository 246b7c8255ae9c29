import json
from typing import Any

import pytest

from chalicelib.adapters.narrators.configuration import Api, LimitField, NarrativeMisconfigured, load


def _load(stage: str = "prod", **fields: Any) -> Any:
    return load(json.dumps(fields), stage)


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_model_is_a_normal_state(text: str | None) -> None:
    assert load(text, "prod") is None


def test_a_model_on_bedrock_needs_nothing_but_its_name() -> None:
    known = _load(api="bedrock", model="eu.anthropic.claude-sonnet-5-v1:0")
    assert (known.api, known.secret, known.endpoint, known.structured) == (Api.BEDROCK, None, "", True)


def test_a_compatible_endpoint_is_used_with_its_own_key_and_ways() -> None:
    known = _load(
        api="openai_compatible",
        model="llama3.3",
        endpoint="https://llm.example/v1",
        secret="folio/prod/narrative",
        structured=False,
        seconds=20,
        max_tokens=2000,
        limit_field="max_tokens",
    )
    assert (known.limit_field, known.seconds, known.max_tokens, known.structured) == (LimitField.OLD, 20, 2000, False)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"api": "bedrock"}, "model: Field required"),
        ({"api": "smoke_signals", "model": "m"}, "api: "),
        ({"api": "bedrock", "model": "m", "secret": "folio/prod/narrative"}, "bedrock takes no secret"),
        ({"api": "openai_compatible", "model": "m"}, "the endpoint must be an http(s) address"),
        ({"api": "openai_compatible", "model": "m", "endpoint": "http://llm.example", "secret": "folio/prod/narrative"}, "must be https"),
        ({"api": "openai_compatible", "model": "m", "endpoint": "https://u:p@llm.example"}, "without credentials"),
        (
            {"api": "openai_compatible", "model": "m", "endpoint": "https://llm.example", "secret": "folio/prod/openai"},
            "folio/prod/narrative",
        ),
        (
            {"api": "openai_compatible", "model": "m", "endpoint": "https://llm.example", "secret": "folio/dev/narrative"},
            "folio/prod/narrative",
        ),
        ({"api": "bedrock", "model": "m", "seconds": 300}, "seconds: "),
        ({"api": "bedrock", "model": "m", "max_tokens": 1}, "max_tokens: "),
        ({"api": "bedrock", "model": "two words"}, "model: "),
        ({"api": "bedrock", "model": "m", "temperature": 1}, "temperature: "),
    ],
)
def test_what_can_not_be_used_is_said(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(NarrativeMisconfigured) as reason:
        _load(**fields)
    assert said in str(reason.value)


@pytest.mark.parametrize("text", ["{", "[]", "3"])
def test_what_is_no_object_is_said(text: str) -> None:
    with pytest.raises(NarrativeMisconfigured):
        load(text, "prod")


def test_what_is_wrong_is_said_without_what_was_given() -> None:
    with pytest.raises(NarrativeMisconfigured) as reason:
        load(json.dumps({"api": "bedrock", "model": "m", "secret": "sk-a-key-by-mistake"}), "prod")
    assert "sk-a-key" not in str(reason.value)
