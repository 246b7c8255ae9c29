"""What native code asks of where it runs, read from its own files (ELF: the System V ABI, and the Linux Standard Base on versions)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

_MAGIC = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class SharedObject:
    """A library or an extension module: its own name, the libraries that it needs, and the versions of symbols that it needs."""

    path: Path
    soname: str
    needed: tuple[str, ...]
    versions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Image:
    """What is there for native code: libraries by name, and the newest version of each family of symbols (`GLIBC`: 2.34)."""

    libraries: frozenset[str]
    newest: Mapping[str, tuple[int, ...]]


@cache
def lambda_image() -> Image:
    """Lambda's own, which lambda_image.json describes with its sources."""
    described = json.loads((Path(__file__).parent / "lambda_image.json").read_text())
    newest = {family: _numbers(version) for family, version in described["newest_symbols"].items()}
    return Image(frozenset(described["libraries"]), newest)


def read(path: Path) -> SharedObject | None:
    """What one file asks for; None where it is no ELF file, or asks nothing of anybody."""
    with path.open("rb") as file:
        if file.read(4) != _MAGIC:
            return None
        elf: Any = ELFFile(file)
        dynamic: Any = next((section for section in elf.iter_sections() if isinstance(section, DynamicSection)), None)
        if dynamic is None:
            return None
        tags = list(dynamic.iter_tags())
        soname = next((tag.soname for tag in tags if tag.entry.d_tag == "DT_SONAME"), path.name)
        needed = tuple(tag.needed for tag in tags if tag.entry.d_tag == "DT_NEEDED")
        wanted = [section for section in elf.iter_sections() if isinstance(section, GNUVerNeedSection)]
        versions = frozenset(version.name for section in wanted for _, each in section.iter_versions() for version in each)
        return SharedObject(path, soname, needed, versions)


def objects(tree: Path) -> list[SharedObject]:
    """All native code of a folder."""
    candidates = (path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink())
    return [found for path in candidates if (found := read(path)) is not None]


def faults(tree: Path, image: Image) -> list[str]:
    """What the native code of `tree` would not find in `image`, or finds there too old. Empty where all would load."""
    all_objects = objects(tree)
    there = image.libraries | {each.soname for each in all_objects} | {each.path.name for each in all_objects}
    return [f"{each.path.relative_to(tree)} {fault}" for each in all_objects for fault in _faults(each, there, image)]


def _faults(each: SharedObject, there: frozenset[str], image: Image) -> Iterator[str]:
    for library in sorted(set(each.needed) - there):
        yield f"needs {library}, which is neither bundled nor in Lambda's image"
    for version in sorted(each.versions):
        family, _, number = version.rpartition("_")
        if family in image.newest and number[:1].isdigit():
            if _numbers(number) > image.newest[family]:
                yield f"needs {version}; Lambda's image ends at {family}_{'.'.join(map(str, image.newest[family]))}"
        elif version.startswith(tuple(image.newest)):
            yield f"needs {version}, which nothing is known of"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
