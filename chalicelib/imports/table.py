"""Table: a delimited text file as a header and records, whatever its encoding and delimiter."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = "\t;,|"
_LOOK_AT = 2_000
_LONGEST_CELL = 100_000


class UnreadableFile(Exception):
    """The bytes can't be read as a table; the message says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record and the line of the file that it begins on."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The first record that is not empty is the header; empty ones are passed over."""

    header: tuple[str, ...]
    records: tuple[Record, ...]


def read_table(content: bytes) -> Table:
    """The table in these bytes; `UnreadableFile` where there is none."""
    text = _decode(content)
    records = list(_records(text))
    if not records:
        raise UnreadableFile("The file is empty: there is no header")
    return Table(tuple(cell.strip() for cell in records[0].cells), tuple(records[1:]))


def _decode(content: bytes) -> str:
    """A byte-order mark decides; without one, UTF-16 shows by its zero bytes, and what is no UTF-8 was saved by an older Excel."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None) or _guess(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"The file can't be read as {encoding}: byte {error.start} is not part of a character") from error


def _guess(content: bytes) -> str:
    head = content[:_LOOK_AT]
    if b"\x00" in head[1::2]:
        return "utf-16-le"
    if b"\x00" in head[::2]:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _records(text: str) -> Iterator[Record]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Record(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(f"Line {line} can't be read: {error}") from error


def _delimiter(text: str) -> str:
    """The one that the first line with any has most of: a header has no numbers that could mislead."""
    first = next((line for line in text[:_LOOK_AT].splitlines() if any(mark in line for mark in _DELIMITERS)), "")
    return max(_DELIMITERS, key=first.count) if first else ","
