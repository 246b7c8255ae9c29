"""Row judgement: which rows of an import are daily metrics, and why the others are not. The same judge for JSON and for files."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.period import FIRST_YEAR, LAST_YEAR
from chalicelib.domain.printable import is_printable, shown

REQUIRED_FIELDS = ("date", "campaign_id", "campaign_name", "cost", "impressions", "clicks", "conversions", "conversion_value")
OPTIONAL_FIELDS = ("rank_lost_impression_share", "budget_lost_impression_share", "currency")
FIELDS = REQUIRED_FIELDS + OPTIONAL_FIELDS

MAX_ROWS = 10_000
"""In one import."""
MAX_ID_LENGTH = 100
MAX_NAME_LENGTH = 300
# A day's figure of one campaign: beyond a million million it is a slip of the unit, in any currency.
MAX_FIGURE = Decimal(10) ** 12
# Sums below 10^16 are exact in decimal's 28 digits; larger ones are rounded at the 28th, far behind what is printed.
FINEST = Decimal("1e-12")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it came: where it stands (a file's line, its header being line 1; a JSON row's place, from 1), and its fields.

    `broken` says why its fields can't be told, where they can't.
    """

    line: int
    fields: object
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not stored, and the first reason for that; `field` is None where the row as a whole is the matter."""

    line: int
    field: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """All rows of an import: the good ones, ordered by day, then campaign id, and the refused ones, ordered by line."""

    accepted: tuple[DailyMetrics, ...]
    refused: tuple[Refusal, ...]


class _Unfit(Exception):
    """A value that breaks a rule; its text ends the sentence that begins with the field's name."""


class _Refused(Exception):
    def __init__(self, field: str | None, reason: str) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason


def judge_all(rows: Iterable[RawRow], currency: str) -> Judgement:
    """Judge the rows of an account in this currency. Rows that share a day and campaign are all refused: none is the right one."""
    accepted: list[tuple[RawRow, DailyMetrics]] = []
    refused: list[Refusal] = []
    for row in rows:
        verdict = judge(row, currency)
        if isinstance(verdict, Refusal):
            refused.append(verdict)
        else:
            accepted.append((row, verdict))
    times = Counter(metrics.key for _, metrics in accepted)
    refused += [_repeated(row, metrics) for row, metrics in accepted if times[metrics.key] > 1]
    good = (metrics for _, metrics in accepted if times[metrics.key] == 1)
    return Judgement(
        tuple(sorted(good, key=lambda metrics: metrics.key)),
        tuple(sorted(refused, key=lambda refusal: refusal.line)),
    )


def judge(row: RawRow, currency: str) -> DailyMetrics | Refusal:
    """One row of an account in this currency. Figures are whole numbers, Decimals or decimal text; finer than 1e-12 is rounded."""
    if row.broken:
        return Refusal(row.line, None, row.broken)
    try:
        return _metrics(row.fields, currency)
    except _Refused as refused:
        return Refusal(row.line, refused.field, refused.reason)


def _metrics(fields: object, currency: str) -> DailyMetrics:
    if not isinstance(fields, Mapping):
        raise _Refused(None, "is not an object with fields")
    unknown = next((name for name in fields if name not in FIELDS), None)
    if unknown is not None:
        raise _Refused(shown(str(unknown)), "is not a field of a row")
    metrics = DailyMetrics(
        day=_required(fields, "date", _day),
        campaign_id=_required(fields, "campaign_id", _id),
        campaign_name=_required(fields, "campaign_name", _name),
        cost=_required(fields, "cost", _figure),
        impressions=_required(fields, "impressions", _count),
        clicks=_required(fields, "clicks", _count),
        conversions=_required(fields, "conversions", _figure),
        conversion_value=_required(fields, "conversion_value", _figure),
        rank_lost_impression_share=_optional(fields, "rank_lost_impression_share", _share),
        budget_lost_impression_share=_optional(fields, "budget_lost_impression_share", _share),
    )
    _require_currency(_optional(fields, "currency", _code), currency)
    return metrics


def _repeated(row: RawRow, metrics: DailyMetrics) -> Refusal:
    return Refusal(row.line, "campaign_id", f"has more than one row on {metrics.day}")


def _required[Value](fields: Mapping[Any, object], name: str, read: Callable[[object], Value]) -> Value:
    value = _optional(fields, name, read)
    if value is None:
        raise _Refused(name, "is missing")
    return value


def _optional[Value](fields: Mapping[Any, object], name: str, read: Callable[[object], Value]) -> Value | None:
    value = fields.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return read(value)
    except _Unfit as unfit:
        raise _Refused(name, str(unfit)) from None


def _require_currency(code: str | None, currency: str) -> None:
    if code not in (None, currency):
        raise _Refused("currency", f"is {code}, and the ad account's is {currency}")


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise _Unfit("is not text")
    text = value.strip()
    if len(text) > longest:
        raise _Unfit(f"is longer than {longest} characters")
    if not is_printable(text):
        raise _Unfit("has control characters or line breaks")
    return text


def _id(value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return _text(str(value) if is_number else value, MAX_ID_LENGTH)


def _name(value: object) -> str:
    return _text(value, MAX_NAME_LENGTH)


def _code(value: object) -> str:
    return shown(_text(value, MAX_ID_LENGTH).upper(), 10)


def _day(value: object) -> date:
    text = value.strip() if isinstance(value, str) else ""
    if not _DAY.fullmatch(text):
        raise _Unfit("is not a day written YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _Unfit(f"is not a day of the calendar: {text}") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _Unfit(f"is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _figure(value: object) -> Decimal:
    number = _number(value)
    if not number.is_finite():
        raise _Unfit("is not a finite number")
    if number < 0:
        raise _Unfit("is negative")
    if number > MAX_FIGURE:
        raise _Unfit(f"is larger than {MAX_FIGURE:,}")
    rounded = number.quantize(FINEST, ROUND_HALF_EVEN).copy_abs().normalize()
    return Decimal(f"{rounded:f}")


def _number(value: object) -> Decimal:
    if isinstance(value, str):
        text = value.strip()
        if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
            raise _Unfit(f"is not a number written like 1234.5: {shown(text, 30)}")
        return Decimal(text)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise _Unfit("is not a number")


def _count(value: object) -> int:
    number = _figure(value)
    if number != number.to_integral_value():
        raise _Unfit("is not a whole number")
    return int(number)


def _share(value: object) -> Decimal:
    number = _figure(value)
    if number > 1:
        raise _Unfit("is not a fraction from 0 to 1")
    return number
