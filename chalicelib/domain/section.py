"""Section: one part of a report, and the protocol that every folder of `chalicelib/sections` follows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from chalicelib.domain.prose import Prose
from chalicelib.domain.report import ReportKind
from chalicelib.domain.translation import Value


class Wording(Protocol):
    """How a report's words, figures and dates are written in its locale. Every result is plain text or prose, not HTML.

    A message is the English sentence, a literal where it is said (or marked with `translatable`), so that it is found for the catalogues.
    What differs is a placeholder by name: `wording.say("{campaign} took {share} of spend.", campaign=Name(…), share=wording.percent(…))`.
    """

    def say(self, message: str, /, **values: Value) -> Prose:
        """The message in the report's language."""
        ...

    def say_in(self, context: str, message: str, /, **values: Value) -> Prose:
        """The same, of a message that means something else elsewhere: `context` says to a translator what is meant."""
        ...

    def say_many(self, one: str, many: str, number: int | Decimal, /, **values: Value) -> Prose:
        """The message for so many, which is `{number}` in it: `say_many("{number} campaign", "{number} campaigns", 3)`."""
        ...

    def text(self, message: str, /, **values: Value) -> str:
        """As `say`, as plain text: for headings, and what is read aloud of a chart. Names in it are isolated."""
        ...

    def text_in(self, context: str, message: str, /, **values: Value) -> str:
        """As `say_in`, as plain text."""
        ...

    def text_many(self, one: str, many: str, number: int | Decimal, /, **values: Value) -> str:
        """As `say_many`, as plain text."""
        ...

    def text_many_in(self, context: str, one: str, many: str, number: int, /, **values: Value) -> str:
        """As `text_many`, of a message that means something else elsewhere."""
        ...

    def listed(self, items: Sequence[Value]) -> Prose:
        """`a`, `a and b`, `a, b and c`."""
        ...

    def one_of(self, items: Sequence[Value]) -> Prose:
        """`a, b or c`."""
        ...

    def series(self, items: Sequence[Value]) -> Prose:
        """`a, b, c`."""
        ...

    def clauses(self, items: Sequence[Value]) -> Prose:
        """`a; b; c`: what stands on its own, in one line."""
        ...

    def paragraph(self, sentences: Sequence[Prose]) -> Prose:
        """Sentences one after the other, without those that are empty."""
        ...

    def place(self, timezone: str) -> str:
        """`Berlin` of `Europe/Berlin`: the place that a zone is named after."""
        ...

    def language_name(self, english: str) -> str:
        """`German` of `German`: a language by its English name, as the report's language calls it within a list."""
        ...

    def inner(self, label: str) -> str:
        """`spend` of `Spend`, `CPA` of `CPA`: a label, in the report's language, as it stands inside a sentence."""
        ...

    def money(self, amount: Decimal, currency: str) -> str:
        """`€4,210.40`, to the currency's minor unit, half up."""
        ...

    def amount(self, amount: Decimal, currency: str) -> str:
        """`4,210.40`: money where a table's head names the currency."""
        ...

    def signed_amount(self, amount: Decimal, currency: str) -> str:
        """`+452.10`: signed money where a table's head names the currency."""
        ...

    def plain(self, number: Decimal, digits: int) -> str:
        """`1,250` or `0.25`: a number on an axis, with exactly `digits` digits."""
        ...

    def compact(self, number: Decimal) -> str:
        """`12.5K`, `3M`: a large number on an axis."""
        ...

    def count(self, number: Decimal | int) -> str:
        """`12,483`, or `96.5` where there is a fraction (at most two digits)."""
        ...

    def ratio(self, number: Decimal) -> str:
        """`4.62`: two digits."""
        ...

    def percent(self, fraction: Decimal, digits: int = 1) -> str:
        """`3.8 %` of the fraction 0.038."""
        ...

    def signed_percent(self, fraction: Decimal, digits: int = 1) -> str:
        """`+12.1 %` or `−3.0 %`, with a real minus sign."""
        ...

    def signed_money(self, amount: Decimal, currency: str) -> str:
        """`+€452.10` or `−€3.00`."""
        ...

    def signed_count(self, number: Decimal | int) -> str:
        """`+47` or `−3`."""
        ...

    def day(self, day: date) -> str:
        """`15 April 2026`."""
        ...

    def weekday(self, day: date) -> str:
        """`Saturday`."""
        ...

    def short_day(self, day: date) -> str:
        """`Wed 15`."""
        ...

    def days(self, start: date, end: date) -> str:
        """`15 – 21 April 2026`."""
        ...

    def day_of_year(self, day: date) -> str:
        """`15 Apr`."""
        ...


@dataclass(frozen=True, slots=True)
class Omitted:
    """The section can't be computed from these facts; `reason` is a message, marked `translatable`, that the report prints.

    Without a reason a reader misses nothing: it would say again what the report says already, and the page is silent about it.
    """

    reason: str | None


class Need(StrEnum):
    """What a section reads beside the accounts' rows."""

    TARGETS = "targets"
    DECISIONS = "decisions"


def none(_length: int) -> int:
    """No days."""
    return 0


@dataclass(frozen=True, slots=True)
class Section[F]:
    """A section as the registry knows it. `F` is the facts that it takes: `Facts`, or `VisibilityFacts` where `kind` says so.

    `name` is a message, marked `translatable`; the description is the API's and stays English.
    `days_before` is how many days before the report's period it needs rows of, given the period's length;
    `context_days` is how many days before it needs as whole days of the accounts, without their campaigns;
    `view` makes its view model (a mapping for its `section.html`) or says why it is left out; it is pure;
    `prose` is where in that view sentences stand that may be put into other words (`blocks.*.lede`: of each block); all else are labels.
    """

    key: str
    name: str
    description: str
    days_before: Callable[[int], int]
    view: Callable[[F, Wording], Mapping[str, Any] | Omitted]
    kind: ReportKind = ReportKind.PERFORMANCE
    context_days: Callable[[int], int] = none
    needs: tuple[Need, ...] = ()
    prose: tuple[str, ...] = ()
