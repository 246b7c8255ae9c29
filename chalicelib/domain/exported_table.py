"""Exported table: rows under named columns, as they leave in a file for a spreadsheet or a program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.domain.currency import minor_units
from chalicelib.domain.metric import Metric
from chalicelib.domain.totals import Totals

type Entry = str | int | bool | Decimal | date | datetime | None

RATIO_DIGITS = Decimal("0.000001")
"""Quotients are rounded half up to so many digits; sums are exact. Money has its currency's minor units (`amount`)."""


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table: each row has an entry for every column, in the columns' order; None is an empty cell."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


def exported(metric: Metric, totals: Totals, currency: str) -> Decimal | None:
    """A metric of these totals, money in `currency`; None where the divisor is zero. Shares are fractions 0–1."""
    return exported_value(metric, metric.of(totals), currency)


def exported_value(metric: Metric, value: Decimal | None, currency: str | None, *, is_quotient: bool = False) -> Decimal | None:
    """A metric's value as it leaves; `currency` may be None where there is no money in it. A sum that was divided is a quotient too."""
    if value is None:
        return None
    if metric.is_money and currency is not None:
        return amount(value, currency, is_quotient=is_quotient or metric.is_ratio)
    return rounded(value) if is_quotient or metric.is_ratio else Decimal(f"{value:f}")  # 1E+3 is no figure for a reader


def amount(value: Decimal, currency: str, *, is_quotient: bool = False) -> Decimal:
    """Money with at least the digits of its currency's minor unit (`420.50`, in yen `420`), and no zero behind them.

    An exact amount keeps every digit that it has beyond those; a quotient has six at most.
    """
    exact = (value.quantize(RATIO_DIGITS, ROUND_HALF_UP) if is_quotient else value).normalize()
    digits = max(minor_units(currency), -int(exact.as_tuple().exponent))
    return exact.quantize(Decimal(1).scaleb(-digits))


def rounded(quotient: Decimal | None) -> Decimal | None:
    """A quotient as it leaves."""
    return None if quotient is None else quotient.quantize(RATIO_DIGITS, ROUND_HALF_UP)


def table(name: str, rows: list[Mapping[str, Entry]], columns: tuple[str, ...]) -> ExportedTable:
    """The table of rows by column; KeyError where one lacks a column."""
    return ExportedTable(name, columns, tuple(tuple(row[column] for column in columns) for row in rows))
