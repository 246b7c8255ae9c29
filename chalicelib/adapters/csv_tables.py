"""CSV tables: a report's tables as one zip of CSV files (RFC 4180), the same bytes for the same tables.

Each file is UTF-8 with a byte order mark, without which Excel takes it for the machine's old code page and spoils every name. What
somebody wrote must never run as a formula in the spreadsheet of whoever opens it: such text gets an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from chalicelib.domain.clock import format_instant
from chalicelib.domain.exported_table import Entry, ExportedTable

_BEGINS_A_FORMULA = tuple("=+-@＝＋－＠")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell: a file's time must not change its bytes."""


def zipped_csv(tables: Iterable[ExportedTable]) -> bytes:
    """The zip, with a file `<name>.csv` for each table."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for table in tables:
            entry = zipfile.ZipInfo(f"{table.name}.csv", _EARLIEST)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, csv_file(table))
    return content.getvalue()


def csv_file(table: ExportedTable) -> bytes:
    """One table: a line of column names, then one for each row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_written(entry) for entry in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _written(entry: Entry) -> str:
    match entry:
        case None:
            return ""
        case bool():
            return "true" if entry else "false"
        case Decimal():
            return f"{entry:f}"
        case datetime():
            return format_instant(entry)
        case date():
            return entry.isoformat()
        case str():
            return f"'{entry}" if entry.lstrip().startswith(_BEGINS_A_FORMULA) or entry.startswith(("\t", "\r", "\n")) else entry
    return str(entry)
