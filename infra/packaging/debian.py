"""Debian's packages, of pinned versions and contents: the native libraries and fonts that no wheel brings.

`python -m infra.packaging.debian` pins what Debian has now.
"""

import hashlib
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.packaging.building import CACHE, ROOT, alone
from infra.packaging.failure import PackagingFailed

LOCK = ROOT / "infra" / "layers" / "render" / "debian.txt"
_PINNED = re.compile(r"(?P<name>[a-z0-9][a-z0-9.+-]+)=(?P<version>\S+) sha256:(?P<sha256>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Deb:
    """A package of Debian 12 for amd64."""

    name: str
    version: str
    sha256: str


def pinned(lock: Path = LOCK) -> list[Deb]:
    """What the lock names. PackagingFailed for a line that pins nothing."""
    lines = [line for line in lock.read_text().splitlines() if line and not line.startswith("#")]
    found = [(line, _PINNED.fullmatch(line)) for line in lines]
    if unreadable := [line for line, match in found if match is None]:
        raise PackagingFailed(f"{lock} pins nothing with {unreadable[0]!r}")
    return [Deb(**match.groupdict()) for _, match in found if match is not None]


def fetched(debs: Sequence[Deb], cache: Path = CACHE / "debian") -> list[Path]:
    """The files of the packages, each held against its hash; downloaded once. PackagingFailed where Debian no longer has one."""
    cache.mkdir(parents=True, exist_ok=True)
    paths = [cache / f"{deb.sha256}.deb" for deb in debs]
    with alone(cache / "lock"):
        missing = [(deb, path) for deb, path in zip(debs, paths, strict=True) if not path.exists()]
        if missing:
            downloads = cache / "downloads"
            _download([f"{deb.name}={deb.version}" for deb, _ in missing], downloads)
            for deb, path in missing:
                _keep(deb, downloads, path)
    return paths


def unpack(packages: Sequence[Path], folder: Path) -> None:
    """All files of the packages, as they would lie under /."""
    for package in packages:
        subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)


def _download(wanted: Sequence[str], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    said = _apt(["download", *wanted], folder)
    if said:  # this machine's lists may be older than what Debian has
        lists = folder.parent / "lists"
        (lists / "partial").mkdir(parents=True, exist_ok=True)
        own = ["-o", f"Dir::State::Lists={lists}"]
        said = _apt([*own, "update"], folder) or _apt([*own, "download", *wanted], folder)
    if said:
        raise PackagingFailed(
            f"Debian 12 gives none of {', '.join(wanted)}: {said}\n"
            "Where it has moved on to newer versions: `make lock-debian`, look through the difference, and run the tests."
        )


def _apt(arguments: Sequence[str], folder: Path) -> str:
    """What went wrong; nothing where all is well."""
    try:
        run = subprocess.run(["apt-get", "-qq", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "this machine has no apt-get; the render layer is built on Debian 12"
    return (run.stderr.strip() or "no reason given") if run.returncode else ""


def _keep(deb: Deb, downloads: Path, path: Path) -> None:
    """Files of epochs are named with `%3a`: `zlib1g_1%3a1.2.13.dfsg-1_amd64.deb`."""
    (downloaded,) = downloads.glob(f"{deb.name}_{deb.version.replace(':', '%3a')}_*.deb")
    found = hashlib.sha256(downloaded.read_bytes()).hexdigest()
    if found != deb.sha256:
        raise PackagingFailed(f"{deb.name} {deb.version} is not what {LOCK.name} pins: sha256 {found}")
    downloaded.rename(path)


def _main() -> int:
    """Pins the newest version of each package of the lock; what is said above them stays."""
    lines = LOCK.read_text().splitlines()
    names = [re.split("[= ]", line)[0] for line in lines if line and not line.startswith("#")]
    downloads = CACHE / "debian" / "newest"
    downloads.mkdir(parents=True, exist_ok=True)
    for old in downloads.iterdir():
        old.unlink()
    _download(names, downloads)
    newest = dict(_pin(path) for path in downloads.iterdir())
    LOCK.write_text("\n".join(line if line.startswith("#") or not line else newest[re.split("[= ]", line)[0]] for line in lines) + "\n")
    return 0


def _pin(path: Path) -> tuple[str, str]:
    name, version = path.name.split("_")[:2]
    return name, f"{name}={version.replace('%3a', ':')} sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


if __name__ == "__main__":
    sys.exit(_main())
