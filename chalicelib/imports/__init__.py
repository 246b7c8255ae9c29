"""Imports: one file per shape of ad data. A shape is recognised from the header of a file, and hands on rows under our own names.

A shape is a module with `WANTED` (the columns that its header must have) and `row(record, columns) -> RawRow`. A new one is a new
file here and a name below.
"""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from chalicelib.domain.errors import Fault, InvalidBody
from chalicelib.domain.printable import shown
from chalicelib.domain.row_judgement import MAX_ROWS, RawRow
from chalicelib.imports.encoding import decode
from chalicelib.imports.table import Table, UnreadableFile, read_table

SHAPES = ("own_columns",)


def read_rows(content: bytes, charset: str | None = None) -> Sequence[RawRow]:
    """The rows of a file in one of the known shapes, unjudged; `InvalidBody` where it can't be read as rows.

    `charset` is what the sender says of its encoding.
    """
    try:
        table = read_table(decode(content, charset))
    except UnreadableFile as error:
        raise InvalidBody((Fault(("body",), str(error), "unreadable_file"),)) from error
    shape = _recognised(table)
    if len(table.records) > MAX_ROWS:
        message = f"The file has {len(table.records):,} rows; {MAX_ROWS:,} are the most for one request"
        raise InvalidBody((Fault(("body",), message, "too_many_rows"),))
    return [shape.row(record, table.columns) for record in table.records]


def _recognised(table: Table) -> ModuleType:
    shapes = [import_module(f"{__name__}.{name}") for name in SHAPES]
    nearest = min(shapes, key=lambda shape: len(_missing(shape, table)))
    missing = _missing(nearest, table)
    if missing:
        found = shown(", ".join(table.columns), 600)
        message = f"No such column in the file. Found: {found}. Wanted: {', '.join(nearest.WANTED)}"
        raise InvalidBody(tuple(Fault(("body", column), message, "missing_column") for column in missing))
    return nearest


def _missing(shape: ModuleType, table: Table) -> list[str]:
    return [column for column in shape.WANTED if column not in table.columns]
