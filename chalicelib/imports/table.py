"""Table: a delimited text as a header and records that know their line."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.printable import shown

_DELIMITERS = ",;\t|"


class UnreadableFile(Exception):
    """The file can't be read as a table; the message says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record. `line` is where it begins in the file as an editor numbers it: from 1, quoted line breaks counted."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The first record that is not empty is the header, its names in lower case with `_` for spaces; empty ones are passed over."""

    columns: tuple[str, ...]
    records: tuple[Record, ...]


def read_table(text: str) -> Table:
    """The text as a table; `UnreadableFile` where there is no header, a column is there twice, or a quote never ends."""
    records = list(_records(text))
    if not records:
        raise UnreadableFile("The file is empty: there is no header")
    columns = tuple("_".join(cell.casefold().split()) for cell in records[0].cells)
    repeated = [column for column, times in Counter(columns).items() if column and times > 1]
    if repeated:
        raise UnreadableFile(f"The file has a column more than once: {shown(', '.join(repeated), 300)}")
    return Table(columns, tuple(records[1:]))


def _records(text: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Record(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(f"The file can't be read from line {line} on: {error}") from error


def _delimiter(text: str) -> str:
    """The one that the first line with any has most of: a header has no numbers that could mislead."""
    first = next((line for line in io.StringIO(text, newline="") if any(mark in line for mark in _DELIMITERS)), "")
    return max(_DELIMITERS, key=first.count)
