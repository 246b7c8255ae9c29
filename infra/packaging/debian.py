"""Debian's packages, of pinned versions and contents: the native libraries and fonts that no wheel brings.

`python -m infra.packaging.debian` pins what Debian has now.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from infra.packaging.building import CACHE, ROOT, alone
from infra.packaging.failure import PackagingFailed

LOCK = ROOT / "infra" / "layers" / "render" / "debian.txt"
_PINNED = re.compile(r"(?P<name>[a-z0-9][a-z0-9.+-]+)=(?P<version>\S+) sha256:(?P<sha256>[0-9a-f]{64}) sha1:(?P<sha1>[0-9a-f]{40})")
ARCHIVES = Path("/var/cache/apt/archives")
"""What apt itself has kept of this machine's packages."""
SNAPSHOT = "https://snapshot.debian.org/file"
"""Every file that Debian ever had, by its SHA-1: https://salsa.debian.org/snapshot-team/snapshot/-/raw/master/API."""


@dataclass(frozen=True, slots=True)
class Deb:
    """A package of Debian 12 for amd64. `sha256` is what its file is held against, `sha1` its name in the archive of what Debian had."""

    name: str
    version: str
    sha256: str
    sha1: str

    def __str__(self) -> str:
        return f"{self.name}={self.version}"


def pinned(lock: Path = LOCK) -> list[Deb]:
    """What the lock names. PackagingFailed for a line that pins nothing."""
    lines = [line for line in lock.read_text().splitlines() if line and not line.startswith("#")]
    found = [(line, _PINNED.fullmatch(line)) for line in lines]
    if unreadable := [line for line, match in found if match is None]:
        raise PackagingFailed(f"{lock} pins nothing with {unreadable[0]!r}")
    return [Deb(**match.groupdict()) for _, match in found if match is not None]


def fetched(debs: Sequence[Deb], cache: Path = CACHE / "debian", *, archives: Path = ARCHIVES, snapshot: str = SNAPSHOT) -> list[Path]:
    """The files of the packages, each held against its SHA-256; fetched once.

    From this machine's apt, Debian's mirror, or, where that has moved on to a newer version, from Debian's snapshots. PackagingFailed where
    none of them has one.
    """
    cache.mkdir(parents=True, exist_ok=True)
    paths = [cache / f"{deb.sha256}.deb" for deb in debs]
    with alone(cache / "lock"):
        missing = [(deb, path) for deb, path in zip(debs, paths, strict=True) if not path.exists() and not _copied(deb, archives, path)]
        if missing:
            downloads = cache / "downloads"
            gone = _download([deb for deb, _ in missing], downloads)
            for deb, path in missing:
                content = _from_snapshot(deb, snapshot, gone[deb]) if deb in gone else _file(deb, downloads).read_bytes()
                _keep(deb, content, path)
            shutil.rmtree(downloads)
    return paths


def unpack(packages: Sequence[Path], folder: Path) -> None:
    """All files of the packages, as they would lie under /."""
    for package in packages:
        subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)


def _copied(deb: Deb, archives: Path, path: Path) -> bool:
    """Whether this machine's apt has kept that very file."""
    kept = _file(deb, archives)
    if not kept.exists() or hashlib.sha256(kept.read_bytes()).hexdigest() != deb.sha256:
        return False
    _keep(deb, kept.read_bytes(), path)
    return True


def _download(debs: Sequence[Deb], folder: Path) -> dict[Deb, str]:
    """Those that the mirror does not give, and what apt-get said of each."""
    folder.mkdir(exist_ok=True)
    if not _apt(["download", *map(str, debs)], folder):
        return {}
    own = _own_lists(folder)  # one by one: apt-get downloads all or none
    return {deb: said for deb in debs if (said := _apt([*own, "download", str(deb)], folder))}


def _own_lists(folder: Path) -> list[str]:
    """apt-get's options for lists as new as Debian's: this machine's may be older, and are left as they are."""
    lists = folder.parent / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    own = ["-o", f"Dir::State::Lists={lists}"]
    if said := _apt([*own, "update"], folder):
        sys.stderr.write(f"Debian's lists could not be read: {said}\n")
    return own


def _from_snapshot(deb: Deb, snapshot: str, said: str) -> bytes:
    try:
        content = httpx.get(f"{snapshot}/{deb.sha1}", follow_redirects=True, timeout=60).raise_for_status().content
    except httpx.HTTPError as error:
        raise PackagingFailed(
            f"Debian 12 no longer gives {deb}: {said}\nNor do its snapshots: {error}\n"
            "Where it has moved on to a newer version: `make lock-debian`, look through the difference, and run the tests."
        ) from error
    sys.stderr.write(f"Debian 12 has moved on from {deb}, which comes from its snapshots: `make lock-debian` pins the newer one\n")
    return content


def _apt(arguments: Sequence[str], folder: Path) -> str:
    """What went wrong; nothing where all is well."""
    try:
        run = subprocess.run(["apt-get", "-qq", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "this machine has no apt-get; the render layer is built on Debian 12"
    return (run.stderr.strip() or "no reason given") if run.returncode else ""


def _file(deb: Deb, folder: Path) -> Path:
    """Files of epochs are named with `%3a`: `zlib1g_1%3a1.2.13.dfsg-1_amd64.deb`."""
    named = folder / f"{deb.name}_{deb.version.replace(':', '%3a')}"
    return next((path for kind in ("amd64", "all") if (path := Path(f"{named}_{kind}.deb")).exists()), named)


def _keep(deb: Deb, content: bytes, path: Path) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != deb.sha256:
        raise PackagingFailed(f"{deb.name} {deb.version} is not what {LOCK.name} pins: sha256 {found}")
    whole = path.with_suffix(".part")  # whoever finds the file finds all of it
    whole.write_bytes(content)
    whole.rename(path)


def lock_newest(lock: Path = LOCK, cache: Path = CACHE / "debian") -> None:
    """Pins the newest version of each package of the lock; what is said above them stays. PackagingFailed where Debian gives none."""
    lines = lock.read_text().splitlines()
    names = {line: re.split("[= ]", line)[0] for line in lines if line and not line.startswith("#")}
    downloads = cache / "newest"
    shutil.rmtree(downloads, ignore_errors=True)
    downloads.mkdir(parents=True)
    if said := _apt([*_own_lists(downloads), "download", *names.values()], downloads):
        raise PackagingFailed(f"Debian 12 does not give them: {said}")
    newest = dict(_pin(path) for path in downloads.iterdir())
    lock.write_text("\n".join(newest[names[line]] if line in names else line for line in lines) + "\n")


def _pin(path: Path) -> tuple[str, str]:
    name, version = path.name.split("_")[:2]
    content = path.read_bytes()
    sha256, sha1 = hashlib.sha256(content).hexdigest(), hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return name, f"{name}={version.replace('%3a', ':')} sha256:{sha256} sha1:{sha1}"


if __name__ == "__main__":
    lock_newest()
