"""Imports: one file per shape of ad data. A shape is recognised from the header of a file, and hands on rows under our own names.

A shape is a module with `WANTED` (the columns that it needs, for an error to name) and
`read(header, records) -> list[RawRow] | None`, None where the header is not of this shape.
"""

from collections.abc import Sequence
from importlib import import_module

from chalicelib.domain.errors import Fault, InvalidBody
from chalicelib.domain.printable import shown
from chalicelib.domain.row_judgement import RawRow
from chalicelib.imports.table import Table, UnreadableFile, read_table

MAX_ROWS = 10_000
SHAPES = ("own_columns",)


def read_rows(content: bytes) -> Sequence[RawRow]:
    """The rows of a file in one of the known shapes; `InvalidBody` where it can't be read as rows."""
    try:
        table = read_table(content)
    except UnreadableFile as error:
        raise _refused(str(error), "unreadable_file") from error
    wanted = []
    for name in SHAPES:
        shape = import_module(f"chalicelib.imports.{name}")
        rows: list[RawRow] | None = shape.read(table)
        if rows is not None:
            return _counted(rows)
        wanted.append(shape.WANTED)
    raise _refused(_unknown_shape(table, wanted), "unknown_columns")


def _counted(rows: list[RawRow]) -> list[RawRow]:
    if len(rows) > MAX_ROWS:
        raise _refused(f"The file has {len(rows):,} rows; {MAX_ROWS:,} are the most for one request", "too_many_rows")
    return rows


def _unknown_shape(table: Table, wanted: Sequence[Sequence[str]]) -> str:
    found = ", ".join(shown(column) for column in table.header)
    known = "; or ".join(", ".join(columns) for columns in wanted)
    return f"The file's columns are in no known shape. Found: {shown(found, 600)}. Wanted: {known}"


def _refused(message: str, kind: str) -> InvalidBody:
    return InvalidBody((Fault(("body",), message, kind),))
