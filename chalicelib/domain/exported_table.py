"""Exported table: rows under named columns, as they leave in a file for a spreadsheet or a program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.domain.metric import Metric
from chalicelib.domain.totals import Totals

type Entry = str | int | bool | Decimal | date | datetime | None

RATIO_DIGITS = Decimal("0.000001")
"""Quotients are rounded half up to so many digits; sums are exact."""


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table: each row has an entry for every column, in the columns' order; None is an empty cell."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


def exported(metric: Metric, totals: Totals) -> Decimal | None:
    """A metric of these totals; None where the divisor is zero. Shares are fractions 0–1."""
    value = metric.of(totals)
    if metric.is_ratio or value is None:
        return rounded(value)
    return Decimal(f"{value:f}")  # 1E+3 is no figure for a reader


def rounded(quotient: Decimal | None) -> Decimal | None:
    """A quotient as it leaves."""
    return None if quotient is None else quotient.quantize(RATIO_DIGITS, ROUND_HALF_UP)


def table(name: str, rows: list[Mapping[str, Entry]], columns: tuple[str, ...]) -> ExportedTable:
    """The table of rows by column; KeyError where one lacks a column."""
    return ExportedTable(name, columns, tuple(tuple(row[column] for column in columns) for row in rows))
