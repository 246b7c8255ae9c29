"""What the demo must know of a person's CSV before the API reads it: its currency and its days. The API judges the rows themselves."""

import codecs
import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class OwnRows:
    """A file as it will be sent. `currency` is its first row's, where it has that column; `days` are those that can be read."""

    content: bytes
    content_type: str
    currency: str | None
    days: frozenset[date]


def read(path: Path) -> OwnRows:
    """Reads a CSV or TSV. OSError where it can't be read; text that makes no sense has no days."""
    content = path.read_bytes()
    lines = _decoded(content).splitlines()
    delimiter = max("\t;,", key=(lines[0] if lines else "").count)
    rows = list(csv.DictReader(lines, delimiter=delimiter))
    return OwnRows(
        content=content,
        content_type="text/tab-separated-values" if delimiter == "\t" else "text/csv",
        currency=(rows[0].get("currency") or "").strip() or None if rows else None,
        days=frozenset(day for day in map(_day, rows) if day is not None),
    )


def _decoded(content: bytes) -> str:
    encoding = next((encoding for bom, encoding in _BOMS if content.startswith(bom)), "utf-8")
    return content.decode(encoding, errors="replace")


def _day(row: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat((row.get("date") or "").strip())
    except ValueError:
        return None
