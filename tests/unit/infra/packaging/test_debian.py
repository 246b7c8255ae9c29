"""Pinned packages of Debian, from an apt-get that stands in for the real one."""

import hashlib
import os
import re
from pathlib import Path

import pytest

from infra.packaging import debian
from infra.packaging.debian import Deb
from infra.packaging.failure import PackagingFailed
from infra.packaging.native import CONFIGURATION

CONTENT = b"a package\n"
PIN = Deb("libfoo1", "1:2.0-1", hashlib.sha256(CONTENT).hexdigest())


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What apt-get was asked, a line a call. It has libfoo1 2.0, and once its lists are new, 3.0."""
    programs, log = tmp_path / "bin", tmp_path / "said"
    programs.mkdir()
    (programs / "apt-get").write_text(
        f"""#!/bin/sh
echo "$@" >> {log}
case "$*" in
  *update*) touch {tmp_path}/new ;;
  *libfoo1=1:2.0-1*) printf 'a package\\n' > 'libfoo1_1%3a2.0-1_amd64.deb' ;;
  *libfoo1=3.0*) [ -e {tmp_path}/new ] || exit 100; printf 'a package\\n' > libfoo1_3.0_amd64.deb ;;
  *) echo "E: Version for that was not found" >&2; exit 100 ;;
esac
"""
    )
    (programs / "apt-get").chmod(0o700)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return log


def test_a_package_is_downloaded_once(said: Path, tmp_path: Path) -> None:
    (path,) = debian.fetched([PIN], tmp_path / "cache")
    assert path.read_bytes() == CONTENT
    assert debian.fetched([PIN], tmp_path / "cache") == [path]
    assert said.read_text() == "-qq download libfoo1=1:2.0-1\n"


def test_lists_that_are_too_old_are_asked_for_anew_and_apart_from_the_machines(said: Path, tmp_path: Path) -> None:
    debian.fetched([Deb("libfoo1", "3.0", PIN.sha256)], tmp_path / "cache")
    lists = f"-qq -o Dir::State::Lists={tmp_path}/cache/lists"
    assert said.read_text().splitlines() == ["-qq download libfoo1=3.0", f"{lists} update", f"{lists} download libfoo1=3.0"]


def test_a_version_that_debian_has_no_longer_says_what_to_do(said: Path, tmp_path: Path) -> None:
    with pytest.raises(PackagingFailed, match=r"libfoo1=1\.0.*not found(.|\n)*make lock-debian"):
        debian.fetched([Deb("libfoo1", "1.0", PIN.sha256)], tmp_path / "cache")


def test_another_content_than_was_pinned_is_refused(said: Path, tmp_path: Path) -> None:
    with pytest.raises(PackagingFailed, match=r"libfoo1 1:2\.0-1 is not what debian\.txt pins"):
        debian.fetched([Deb("libfoo1", "1:2.0-1", "0" * 64)], tmp_path / "cache")


def test_every_line_of_the_lock_pins_a_version_and_a_content(tmp_path: Path) -> None:
    pinned = debian.pinned()
    assert {"libpango-1.0-0", "libharfbuzz-subset0", "fonts-inter", "fontconfig"} <= {deb.name for deb in pinned}
    lock = tmp_path / "debian.txt"
    lock.write_text("# what\nlibfoo1=2.0\n")
    with pytest.raises(PackagingFailed, match=r"pins nothing with 'libfoo1=2\.0'"):
        debian.pinned(lock)


def test_the_fonts_of_the_layer_are_those_of_the_machine() -> None:
    """One file says which, here and there."""
    folders = re.findall(r"<dir>(.*)</dir>", CONFIGURATION.read_text())
    assert "/opt/fonts" in folders
    assert "<cachedir>/opt/fontconfig</cachedir>" in CONFIGURATION.read_text()
