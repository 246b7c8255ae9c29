"""Zips that are the same bytes whenever they are made of the same files."""

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path

EPOCH = 315532800
"""The time of all that is in a zip, where it is read as UTC: the first that a zip can say."""

_TIME = (1980, 1, 1, 0, 0, 0)
_FILE, _PROGRAM, _FOLDER = 0o100644, 0o100755, 0o40755


def write(tree: Path, archive: Path) -> None:
    """All of a folder, in the order of the names, with no time, owner or mode of this machine."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(tree.rglob("*")):
            name = path.relative_to(tree).as_posix()
            if path.is_dir():
                made.writestr(_entry(f"{name}/", _FOLDER), b"")
            else:
                is_program = bool(path.stat().st_mode & 0o100)
                made.writestr(_entry(name, _PROGRAM if is_program else _FILE), path.read_bytes())


def _entry(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = mode << 16
    entry.compress_type = zipfile.ZIP_STORED if name.endswith("/") else zipfile.ZIP_DEFLATED
    return entry


def unzipped_size(archive: Path) -> int:
    """Bytes on Lambda's disk."""
    with zipfile.ZipFile(archive) as opened:
        return sum(entry.file_size for entry in opened.infolist())


def digest(paths: Iterable[Path], *more: str) -> str:
    """One hash of files, by their names and contents, and of texts."""
    sha = hashlib.sha256()
    for path in sorted(paths):
        sha.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        sha.update(path.read_bytes())
    for text in more:
        sha.update(f"\0{text}".encode())
    return sha.hexdigest()
