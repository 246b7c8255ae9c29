"""Own columns: a file whose header has our own names, in any order. Columns of other names are passed over."""

from chalicelib.domain.row_judgement import FIELDS, REQUIRED_FIELDS, RawRow
from chalicelib.imports.table import Table

WANTED = REQUIRED_FIELDS


def read(table: Table) -> list[RawRow] | None:
    """The file's rows, or None where one of the required columns is missing or there twice."""
    columns = [column.casefold().replace(" ", "_") for column in table.header]
    if any(columns.count(field) > 1 for field in FIELDS) or not set(REQUIRED_FIELDS) <= set(columns):
        return None
    return [RawRow(record.line, _fields(columns, record.cells)) for record in table.records]


def _fields(columns: list[str], cells: tuple[str, ...]) -> dict[str, str]:
    fields = {column: cell for column, cell in zip(columns, cells, strict=False) if column in FIELDS}
    if len(cells) > len(columns):
        # More cells than columns: an unquoted delimiter has moved them, and no figure of the row can be trusted.
        fields[f"cell {len(columns) + 1}"] = cells[len(columns)]
    return fields
