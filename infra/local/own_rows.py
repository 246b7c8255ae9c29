"""What the demo must know of a person's CSV before the API reads it: its currency and its days, by the API's own reader and judge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chalicelib.domain.errors import InvalidBody
from chalicelib.domain.row_judgement import RawRow, judge_all
from chalicelib.imports import read_rows

DEFAULT_CURRENCY = "EUR"


class NoRows(Exception):
    """The file can't be read as rows; the message is what the API would say, in one line."""


@dataclass(frozen=True, slots=True)
class OwnRows:
    """A file as it will be sent. `days` are those of the rows that an account in `currency` takes."""

    content: bytes
    currency: str
    days: frozenset[date]


def read(path: Path, currency: str | None) -> OwnRows:
    """Reads a file for an account in `currency`; None: in its first row's, or in euro. OSError or NoRows where it can't be read."""
    content = path.read_bytes()
    try:
        rows = read_rows(content)
    except InvalidBody as refusal:
        raise NoRows(_explained(refusal)) from refusal
    currency = (currency or _currency(rows) or DEFAULT_CURRENCY).upper()
    return OwnRows(content, currency, frozenset(row.day for row in judge_all(rows, currency).accepted))


def _currency(rows: Sequence[RawRow]) -> str | None:
    fields = rows[0].fields if rows else None
    return str(fields.get("currency") or "").strip() if isinstance(fields, Mapping) else None


def _explained(refusal: InvalidBody) -> str:
    places: dict[str, list[str]] = {}
    for fault in refusal.faults:
        places.setdefault(fault.msg, []).extend(map(str, fault.loc[1:]))
    return "; ".join(f"{', '.join(names)}: {message}" if names else message for message, names in places.items())
