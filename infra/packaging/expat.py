"""Debian's libexpat, made to load on Amazon Linux 2023, beside whatever expat Python has there.

Of all that the render layer takes from Debian 12 it alone needs a symbol that came after glibc 2.34: `arc4random_buf` (2.36), with which it
seeds its hash tables, eight bytes at a time. `getentropy` (2.25) takes the same two arguments, fills the same buffer from the same source
in the kernel, and can't fail for so few bytes. So the name that is asked for is changed in place, and the version beside it.

It gets a name of its own too, as libraries in wheels do: a Python that was built against a newer libexpat.so.1 would be given this one,
once fontconfig has loaded it. No byte of the code is another, and no length.
"""

import struct
from pathlib import Path
from typing import Any

from elftools.elf.elffile import ELFFile

SONAME = "libexpat.so.1"
OWN_NAME = "libexpat-f.so"
_ASKED, _ASKED_VERSION = b"arc4random_buf", b"GLIBC_2.36"
_GIVEN, _GIVEN_VERSION = b"getentropy", b"GLIBC_2.25"


def ask_for_getentropy(library: Path) -> None:
    """Changes the file. ValueError where it asks glibc 2.36 for anything but `arc4random_buf`."""
    content = bytearray(library.read_bytes())
    with library.open("rb") as file:
        elf: Any = ELFFile(file)
        table = _place(elf.get_section_by_name(".gnu.version_r"))
        users, strings = _users(elf, _ASKED_VERSION.decode()), _place(elf.get_section_by_name(".dynstr"))
    if users != [_ASKED.decode()]:
        raise ValueError(f"{library.name} asks glibc 2.36 for {users}, and not for {_ASKED.decode()} alone")
    _replace(content, strings, _ASKED, _GIVEN)
    _replace(content, strings, _ASKED_VERSION, _GIVEN_VERSION)
    asked, given = (struct.pack("<I", _elf_hash(version)) for version in (_ASKED_VERSION, _GIVEN_VERSION))
    content[table] = content[table].replace(asked, given)
    library.write_bytes(content)


def rename(library: Path) -> None:
    """`SONAME` becomes `OWN_NAME` in a library that is called so, or that needs it. ValueError where it says nothing of it."""
    content = bytearray(library.read_bytes())
    with library.open("rb") as file:
        elf: Any = ELFFile(file)
        strings = _place(elf.get_section_by_name(".dynstr"))
    _replace(content, strings, SONAME.encode(), OWN_NAME.encode())
    library.write_bytes(content)


def _users(elf: Any, version: str) -> list[str]:
    """The symbols that are asked for in one version."""
    needed = elf.get_section_by_name(".gnu.version_r")
    numbers = {auxiliary["vna_other"] for _, each in needed.iter_versions() for auxiliary in each if auxiliary.name == version}
    of_symbols = elf.get_section_by_name(".gnu.version")
    symbols = enumerate(elf.get_section_by_name(".dynsym").iter_symbols())
    return [symbol.name for number, symbol in symbols if of_symbols.get_symbol(number)["ndx"] in numbers]


def _place(section: Any) -> slice:
    return slice(section["sh_offset"], section["sh_offset"] + section["sh_size"])


def _replace(content: bytearray, table: slice, old: bytes, new: bytes) -> None:
    """One string of a table by one that is no longer; the rest of its place is filled with nothing."""
    at = content.index(b"\0" + old + b"\0", table.start, table.stop) + 1
    content[at : at + len(old)] = new.ljust(len(old), b"\0")


def _elf_hash(name: bytes) -> int:
    """The System V ABI's hash of a name, which stands beside each version."""
    value = 0
    for byte in name:
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return value
