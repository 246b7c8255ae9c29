"""Own columns: a file whose header has our own names, in any order. Columns of other names are passed over."""

from chalicelib.domain.row_judgement import FIELDS, REQUIRED_FIELDS, RawRow
from chalicelib.imports.table import Record

WANTED = REQUIRED_FIELDS


def row(record: Record, columns: tuple[str, ...]) -> RawRow:
    """The record's cells under our fields' names, which are the columns' own."""
    if any(cell.strip() for cell in record.cells[len(columns) :]):
        # An unquoted delimiter has moved the cells, and no figure of the row can be trusted.
        return RawRow(record.line, {}, f"has {len(record.cells)} cells, and the header has {len(columns)}")
    return RawRow(record.line, {column: cell for column, cell in zip(columns, record.cells, strict=False) if column in FIELDS})
