"""What an operator writes into a stage's parameters: read as its functions will read it, before anything is deployed."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.packaging.failure import PackagingFailed
from infra.packaging.parameters import LONGEST, parameters, stages

OPENAI = {"platforms": {"chatgpt": {"secret": "folio/dev/openai"}}}


def given(folder: Path, **values: Any) -> Path:
    (folder / "dev.json").write_text(json.dumps({"Stage": "dev", "BedrockModel": "anthropic.claude-sonnet-5"} | values))
    return folder


@pytest.mark.parametrize("stage", stages())
def test_those_of_the_checkout_can_be_used(stage: str) -> None:
    assert all(isinstance(value, str) for value in parameters(stage).values())


def test_engines_may_be_written_as_the_object_they_are(tmp_path: Path) -> None:
    values = parameters("dev", given(tmp_path, Engines=OPENAI))
    assert values["Stage"] == "dev"
    assert json.loads(values["Engines"]) == OPENAI


@pytest.mark.parametrize(
    "values",
    [
        {"Engines": {"platforms": {"chatgpt": {"engine": "bedrock_converse"}}}},
        {"Narrative": {"api": "bedrock", "model": "eu.anthropic.claude-sonnet-5-20260901-v1:0"}},
        {"Narrative": {"api": "bedrock", "model": "anthropic.claude-sonnet-5"}},
        {"Narrative": {"api": "openai_compatible", "model": "m", "endpoint": "https://x.example/v1", "secret": "folio/dev/narrative"}},
    ],
)
def test_what_the_functions_may_use_is_taken(tmp_path: Path, values: dict[str, Any]) -> None:
    assert parameters("dev", given(tmp_path, **values))


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"Stage": "prod"}, "Stage is 'prod', and the file is of 'dev'"),
        ({"Engines": "{"}, "Engines: the engines' configuration is no JSON"),
        ({"Engines": {"platforms": {"chatgtp": {}}}}, "there is no platform chatgtp"),
        ({"Engines": {"platforms": {"chatgpt": {"engine": "recorded"}}}}, "recorded answers are samples"),
        ({"Engines": {"platforms": {"chatgpt": {"secret": "folio/prod/openai"}}}}, "Engines: chatgpt: the function may read no secret but"),
        (
            {"Engines": {"platforms": {"claude": {"engine": "bedrock_converse", "model": "eu.meta"}}}},
            "Engines: claude: the function may ask no model on Bedrock but anthropic.claude-sonnet-5… (BedrockModel), and not eu.meta",
        ),
        ({"Narrative": "yes"}, "Narrative: the narrative's configuration is no JSON"),
        ({"Narrative": {"api": "bedrock"}}, "Narrative: model: Field required"),
        ({"Narrative": {"api": "bedrock", "model": "amazon.nova"}}, "Narrative: the function may ask no model on Bedrock but"),
        ({"CorsOrigins": "é" * (LONGEST // 2 + 1)}, "CorsOrigins has 4,098 bytes, and may have 4,096"),
    ],
)
def test_what_they_could_not_use_is_said_in_their_own_words(tmp_path: Path, values: dict[str, Any], fault: str) -> None:
    with pytest.raises(PackagingFailed) as told:
        parameters("dev", given(tmp_path, **values))
    assert str(told.value).startswith("infra/parameters/dev.json: ")
    assert fault in str(told.value)


@pytest.mark.parametrize("content", ["{", None])
def test_a_file_that_cant_be_read_is_said_to_be_so(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "dev.json").write_text(content)
    with pytest.raises(PackagingFailed, match=r"infra/parameters/dev\.json can't be read"):
        parameters("dev", tmp_path)
