"""What a person gives make reaches the command as it was typed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local.application import CHECKOUT

SAY = "import json, sys; print(json.dumps(sys.argv[1:]))"
ODD = ["my shop.csv", "it's mine.csv", 'a "b".csv', "$HOME.csv", "$(shell echo x).csv", "`id`.csv", "-x.csv", "a;b&c*.csv", "über.csv"]


def arguments(tmp_path: Path, target: str, *given: str) -> list[str]:
    """What the command of a target is given, `infra/setup.sh` aside."""
    say = tmp_path / "say.py"
    say.write_text(SAY)
    command = ["make", "-s", "-o", "setup", target, f"PY={sys.executable} {say}", *given]
    said = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    words: list[str] = json.loads(said)
    return words


@pytest.mark.parametrize("text", ODD)
def test_a_path_arrives_as_it_was_typed(tmp_path: Path, text: str) -> None:
    assert arguments(tmp_path, "demo", f"CSV={text}", "TO=2026-03-07") == ["-m", "infra.local", "demo", f"--csv={text}", "--to=2026-03-07"]


@pytest.mark.parametrize("text", ["x'y", "", "2026-03-01T10:00:00Z"])
def test_an_instant_arrives_as_it_was_typed(tmp_path: Path, text: str) -> None:
    assert arguments(tmp_path, "tick", f"AT={text}") == ["-m", "infra.local", "tick", f"--at={text}", "--port=8000"]


def test_what_is_not_given_is_left_out_or_has_its_default(tmp_path: Path) -> None:
    assert arguments(tmp_path, "demo") == ["-m", "infra.local", "demo"]
    assert arguments(tmp_path, "local", "PORT=9") == ["-m", "infra.local", "up", "--port=9", "--ticks=on"]


@pytest.mark.parametrize("text", ["beta", "$HOME", "`id`", "a'b", "$(shell echo x)", ""])
def test_what_a_key_is_asked_for_with_arrives_as_it_was_typed(tmp_path: Path, text: str) -> None:
    given = arguments(tmp_path, "key", f"ORG={text}", "SCOPES=*", "NAME=my key", "PORT=9")
    assert given == ["-m", "infra.local", "key", f"--organization={text}", "--port=9", "--scopes=*", "--name=my key"]
    given = arguments(tmp_path, "first-key", "STAGE=prod", f"ORG={text}")
    assert given == ["-m", "infra.issue_key", "--stage=prod", f"--organization={text}"]


@pytest.mark.parametrize("target", ["key", "first-key"])
def test_scopes_that_came_out_empty_are_none_and_not_all_of_them(tmp_path: Path, target: str) -> None:
    """As of `SCOPES="$wanted"`, where `wanted` was never set: a key that may do everything is not what that asks for."""
    assert arguments(tmp_path, target, "ORG=beta", "SCOPES=")[-1] == "--scopes="
    assert not any(word.startswith("--scopes") for word in arguments(tmp_path, target, "ORG=beta"))


def test_a_stage_that_is_packaged_arrives_as_it_was_typed(tmp_path: Path) -> None:
    assert arguments(tmp_path, "package") == ["-m", "infra.packaging"]
    assert arguments(tmp_path, "package", "STAGE=pr od'") == ["-m", "infra.packaging", "--stage=pr od'"]
