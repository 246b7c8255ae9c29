"""Pinned packages of Debian, from an apt-get that stands in for the real one."""

import hashlib
import os
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from infra.packaging import debian
from infra.packaging.debian import Deb
from infra.packaging.failure import PackagingFailed
from infra.packaging.native import CONFIGURATION

CONTENT = b"a package\n"
SHA256, SHA1 = hashlib.sha256(CONTENT).hexdigest(), hashlib.sha1(CONTENT, usedforsecurity=False).hexdigest()
PIN = Deb("libfoo1", "1:2.0-1", SHA256, SHA1)
GONE = Deb("libfoo1", "1.0", SHA256, SHA1)


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
  *"download libfoo1") printf 'a package\\n' > libfoo1_4.0_amd64.deb ;;
  *) echo "E: Version for that was not found" >&2; exit 100 ;;
esac
"""
    )
    (programs / "apt-get").chmod(0o700)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return log


@pytest.fixture
def snapshot() -> Iterator[str]:
    """Where Debian's snapshots stand in: they have the file of `CONTENT` by its SHA-1, moved once, as any file there may be."""

    class Snapshots(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = {f"/file/{SHA1}": 302, "/moved": 200}
            self.send_response(known.get(self.path, 404))
            self.send_header("Location", "/moved")
            self.end_headers()
            if self.path == "/moved":
                self.wfile.write(CONTENT)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own signature
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Snapshots)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/file"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_package_is_downloaded_once(said: Path, tmp_path: Path) -> None:
    (path,) = debian.fetched([PIN], tmp_path / "cache", archives=tmp_path)
    assert path.read_bytes() == CONTENT
    assert debian.fetched([PIN], tmp_path / "cache", archives=tmp_path) == [path]
    assert said.read_text() == "-qq download libfoo1=1:2.0-1\n"


def test_what_the_machine_has_kept_to_the_byte_is_not_downloaded(said: Path, tmp_path: Path) -> None:
    (tmp_path / "libfoo1_1%3a2.0-1_amd64.deb").write_bytes(CONTENT)
    (path,) = debian.fetched([PIN], tmp_path / "cache", archives=tmp_path)
    assert path.read_bytes() == CONTENT
    assert not said.exists()


def test_what_the_machine_has_kept_under_that_name_with_other_bytes_is_not_taken(said: Path, tmp_path: Path) -> None:
    (tmp_path / "libfoo1_1%3a2.0-1_amd64.deb").write_bytes(b"another\n")
    (path,) = debian.fetched([PIN], tmp_path / "cache", archives=tmp_path)
    assert path.read_bytes() == CONTENT


def test_lists_that_are_too_old_are_asked_for_anew_and_apart_from_the_machines(said: Path, tmp_path: Path) -> None:
    debian.fetched([Deb("libfoo1", "3.0", SHA256, SHA1)], tmp_path / "cache", archives=tmp_path)
    lists = f"-qq -o Dir::State::Lists={tmp_path}/cache/lists"
    assert said.read_text().splitlines() == ["-qq download libfoo1=3.0", f"{lists} update", f"{lists} download libfoo1=3.0"]


def test_a_version_that_debian_has_no_longer_comes_from_its_snapshots(
    said: Path, tmp_path: Path, snapshot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = tmp_path / "cache"
    paths = debian.fetched([GONE, Deb("libfoo1", "3.0", SHA256, SHA1)], cache, archives=tmp_path, snapshot=snapshot)
    assert [path.read_bytes() for path in paths] == [CONTENT, CONTENT]
    assert "moved on from libfoo1=1.0" in capsys.readouterr().err
    assert "libfoo1=3.0" in said.read_text().splitlines()[-1], "what Debian still has comes from there"


def test_a_version_that_is_nowhere_says_what_to_do(said: Path, tmp_path: Path, snapshot: str) -> None:
    nowhere = Deb("libfoo1", "1.0", SHA256, "0" * 40)
    with pytest.raises(PackagingFailed, match=r"libfoo1=1\.0.*not found(.|\n)*404(.|\n)*make lock-debian"):
        debian.fetched([nowhere], tmp_path / "cache", archives=tmp_path, snapshot=snapshot)


def test_another_content_than_was_pinned_is_refused(said: Path, tmp_path: Path) -> None:
    with pytest.raises(PackagingFailed, match=r"libfoo1 1:2\.0-1 is not what debian\.txt pins"):
        debian.fetched([Deb("libfoo1", "1:2.0-1", "0" * 64, SHA1)], tmp_path / "cache", archives=tmp_path)


def test_another_content_than_was_pinned_is_refused_of_the_snapshots_too(said: Path, tmp_path: Path, snapshot: str) -> None:
    with pytest.raises(PackagingFailed, match=r"libfoo1 1\.0 is not what debian\.txt pins"):
        debian.fetched([Deb("libfoo1", "1.0", "0" * 64, SHA1)], tmp_path / "cache", archives=tmp_path, snapshot=snapshot)


def test_the_newest_is_pinned_with_both_of_its_hashes(said: Path, tmp_path: Path) -> None:
    lock = tmp_path / "debian.txt"
    lock.write_text(f"# Libraries.\nlibfoo1=1.0 sha256:{'0' * 64} sha1:{'0' * 40}\n")
    debian.lock_newest(lock, tmp_path / "cache")
    assert lock.read_text() == f"# Libraries.\nlibfoo1=4.0 sha256:{SHA256} sha1:{SHA1}\n"
    assert debian.pinned(lock) == [Deb("libfoo1", "4.0", SHA256, SHA1)]


def test_every_line_of_the_lock_pins_a_version_and_a_content(tmp_path: Path) -> None:
    pinned = debian.pinned()
    assert {"libpango-1.0-0", "libharfbuzz-subset0", "fonts-inter", "fontconfig"} <= {deb.name for deb in pinned}
    lock = tmp_path / "debian.txt"
    lock.write_text(f"# what\nlibfoo1=2.0 sha256:{SHA256}\n")
    with pytest.raises(PackagingFailed, match=r"pins nothing with 'libfoo1=2\.0"):
        debian.pinned(lock)


def test_the_fonts_of_the_layer_are_those_of_the_machine() -> None:
    """One file says which, here and there."""
    folders = re.findall(r"<dir>(.*)</dir>", CONFIGURATION.read_text())
    assert "/opt/fonts" in folders
    assert "<cachedir>/opt/fontconfig</cachedir>" in CONFIGURATION.read_text()
