"""Debian's libexpat, made to load on Amazon Linux 2023.

Of all that the render layer takes from Debian 12 it alone needs a symbol that came after glibc 2.34: `arc4random_buf` (2.36), with which it
seeds its hash tables, eight bytes at a time. `getentropy` (2.25) takes the same two arguments, fills the same buffer from the same source
in the kernel, and can't fail for so few bytes. So the name that is asked for is changed in place, and the version beside it: no byte of
the code, and no length, is another.
"""

import struct
from pathlib import Path
from typing import Any

from elftools.elf.elffile import ELFFile

SONAME = "libexpat.so.1"
_ASKED, _ASKED_VERSION = b"arc4random_buf", b"GLIBC_2.36"
_GIVEN, _GIVEN_VERSION = b"getentropy", b"GLIBC_2.25"


def ask_for_getentropy(library: Path) -> None:
    """Changes the file. ValueError where it does not ask for `arc4random_buf`, or asks for anything else of glibc 2.36."""
    content = bytearray(library.read_bytes())
    with library.open("rb") as file:
        elf: Any = ELFFile(file)
        strings, versions = elf.get_section_by_name(".dynstr"), elf.get_section_by_name(".gnu.version_r")
        symbols, indices = elf.get_section_by_name(".dynsym"), elf.get_section_by_name(".gnu.version")
        start, end = strings["sh_offset"], strings["sh_offset"] + strings["sh_size"]
        newer = [auxiliary for _, each in versions.iter_versions() for auxiliary in each if auxiliary.name == _ASKED_VERSION.decode()]
        of_newer = {str(auxiliary["vna_other"]) for auxiliary in newer}
        users = [symbol.name for number, symbol in enumerate(symbols.iter_symbols()) if str(indices.get_symbol(number)["ndx"]) in of_newer]
        table = slice(versions["sh_offset"], versions["sh_offset"] + versions["sh_size"])
    if users != [_ASKED.decode()]:
        raise ValueError(f"{library.name} asks glibc 2.36 for {users}, and not for {_ASKED.decode()} alone")
    _replace(content, start, end, _ASKED, _GIVEN)
    _replace(content, start, end, _ASKED_VERSION, _GIVEN_VERSION)
    hashed = bytes(content[table]).replace(struct.pack("<I", _elf_hash(_ASKED_VERSION)), struct.pack("<I", _elf_hash(_GIVEN_VERSION)))
    content[table] = hashed
    library.write_bytes(content)


def _replace(content: bytearray, start: int, end: int, old: bytes, new: bytes) -> None:
    """One string of the table by one that is no longer; the rest of its place is filled with nothing."""
    at = content.index(b"\0" + old + b"\0", start, end) + 1
    content[at : at + len(old)] = new.ljust(len(old), b"\0")


def _elf_hash(name: bytes) -> int:
    """The System V ABI's hash of a name, which stands beside each version."""
    value = 0
    for byte in name:
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return value
