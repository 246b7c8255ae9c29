import json
from pathlib import Path

import pytest

from infra.local import own_engines

KEY = "sk-not-to-be-shown"


def _file(path: Path, content: str, mode: int = 0o600) -> Path:
    path.write_text(content)
    path.chmod(mode)
    return path


def test_without_files_nothing_is_configured() -> None:
    assert own_engines.read(None, None) == (None, {})


def test_a_configuration_and_its_keys_are_read(tmp_path: Path) -> None:
    engines = json.dumps({"platforms": {"chatgpt": {"secret": "openai"}}})
    read = own_engines.read(_file(tmp_path / "engines.json", engines), _file(tmp_path / "secrets.json", json.dumps({"openai": KEY})))
    assert read == (engines, {"openai": KEY})


@pytest.mark.parametrize(
    ("engines", "secrets", "mode"),
    [
        ("{", "{}", 0o600),
        ('{"platforms": {"bing": {}}}', "{}", 0o600),
        ('{"platforms": {"chatgpt": {}}}', "{}", 0o600),
        ('{"platforms": {}}', f'["{KEY}"]', 0o600),
        ('{"platforms": {}}', f'{{"openai": "{KEY}"}}', 0o644),
    ],
    ids=["no JSON", "unknown platform", "no secret", "no object", "readable by others"],
)
def test_what_can_not_be_used_is_said_in_one_line_without_a_key(tmp_path: Path, engines: str, secrets: str, mode: int) -> None:
    with pytest.raises(own_engines.Unusable) as reason:
        own_engines.read(_file(tmp_path / "engines.json", engines), _file(tmp_path / "secrets.json", secrets, mode))
    assert "\n" not in str(reason.value)
    assert KEY not in str(reason.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(own_engines.Unusable, match="can't be read"):
        own_engines.read(tmp_path / "nowhere.json", None)


def test_a_language_models_configuration_is_read(tmp_path: Path) -> None:
    narrative = json.dumps({"api": "bedrock", "model": "a-model"})
    assert own_engines.read_narrative(None) is None
    assert own_engines.read_narrative(_file(tmp_path / "narrative.json", narrative)) == narrative


@pytest.mark.parametrize("narrative", ["{", '{"api": "bedrock"}', '{"api": "openai_compatible", "model": "m"}'])
def test_one_that_can_not_be_used_is_said_in_one_line(tmp_path: Path, narrative: str) -> None:
    with pytest.raises(own_engines.Unusable) as reason:
        own_engines.read_narrative(_file(tmp_path / "narrative.json", narrative))
    assert str(reason.value).startswith(f"{tmp_path / 'narrative.json'}: ")
    assert "\n" not in str(reason.value)
