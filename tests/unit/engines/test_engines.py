import json
import subprocess
import sys

import pytest

from chalicelib import engines

SDKS = {"openai", "anthropic", "boto3", "httpx2", "babel"}


def _loaded_by(statement: str) -> set[str]:
    code = f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_an_engine_is_found_by_the_name_of_its_file() -> None:
    assert engines.names() == (
        "ai_overviews",
        "anthropic_messages",
        "bedrock_converse",
        "gemini",
        "gemini_interactions",
        "openai_compatible",
        "openai_responses",
        "perplexity",
        "recorded",
        "xai",
    )
    for name in engines.names():
        assert callable(engines.load(name))


@pytest.mark.parametrize("name", ["configuration", "wire", "", "no_such"])
def test_what_is_no_engine_is_not_found(name: str) -> None:
    with pytest.raises(KeyError):
        engines.load(name)


def test_the_registry_and_the_configuration_load_no_sdk() -> None:
    assert SDKS.isdisjoint(_loaded_by("from chalicelib.engines import configuration, configured"))


def test_only_the_sdk_of_the_engine_that_is_asked_for_is_loaded() -> None:
    assert SDKS.isdisjoint(_loaded_by("from chalicelib import engines; engines.load('recorded')"))
    assert {"openai", "boto3"}.isdisjoint(_loaded_by("from chalicelib import engines; engines.load('anthropic_messages')"))
    assert {"openai", "anthropic", "boto3"}.isdisjoint(_loaded_by("from chalicelib import engines; engines.load('gemini')"))
    assert {"anthropic", "boto3"}.isdisjoint(_loaded_by("from chalicelib import engines; engines.load('xai')"))
    assert {"openai", "anthropic"}.isdisjoint(_loaded_by("from chalicelib import engines; engines.load('bedrock_converse')"))
