"""The `Wording` port in Babel: figures, money and dates as CLDR writes them in a locale, words from its language's catalogue.

Imported by the render function only.
"""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent, get_currency_symbol

from chalicelib.adapters.words import Words, translations
from chalicelib.domain.currency import minor_units

MINUS = "−"
_NARROW = "\u202f"
_THOUSAND = 1000


class BabelWording(Words):
    """How a locale writes. One of these is made per report."""

    def __init__(self, locale: str, words: NullTranslations | None = None) -> None:
        super().__init__(locale, translations(Locale.parse(locale).language) if words is None else words)
        self._before_percent = _before_percent(self._locale.language)

    @property
    def language(self) -> str:
        """The BCP 47 tag: `en-GB`."""
        return str(self._locale).replace("_", "-")

    def money(self, amount: Decimal, currency: str) -> str:
        """`€4,210.40`, to the currency's minor unit, half up."""
        digits = minor_units(currency)
        written = format_currency(
            _rounded(amount, digits), currency, self._money_pattern(currency, digits), locale=self._locale, currency_digits=False
        )
        return _real_minus(written)

    def amount(self, amount: Decimal, currency: str) -> str:
        """`4,210.40`: money where the table's head names the currency."""
        return self.plain(amount, minor_units(currency))

    def signed_amount(self, amount: Decimal, currency: str) -> str:
        """`+452.10`: signed money where a table's head names the currency."""
        return _signed(self.amount(amount, currency), _rounded(amount, minor_units(currency)))

    def plain(self, number: Decimal, digits: int) -> str:
        """`1,250` or `0.25`: a number on an axis, with exactly `digits` digits."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return _real_minus(format_decimal(_rounded(number, digits), pattern, locale=self._locale))

    def compact(self, number: Decimal) -> str:
        """`12.5K`, `3M`: a large number on an axis; `40.000` where the language has no short word for it."""
        written = format_compact_decimal(number, format_type="short", fraction_digits=1, locale=self._locale)
        is_shortened = any(character.isalpha() for character in written)
        return _real_minus(written) if is_shortened or abs(number) < _THOUSAND else self.count(number)

    def count(self, number: Decimal | int) -> str:
        """`12,483`, or `96.5` where there is a fraction (at most two digits)."""
        return _real_minus(format_decimal(_rounded(Decimal(number), 2), "#,##0.##", locale=self._locale))

    def ratio(self, number: Decimal) -> str:
        """`4.62`: two digits."""
        return _real_minus(format_decimal(_rounded(number, 2), "#,##0.00", locale=self._locale))

    def percent(self, fraction: Decimal, digits: int = 1) -> str:
        """`3.8 %` of the fraction 0.038; `3,8%` in a language that has no space there."""
        zeros = "." + "0" * digits if digits else ""
        return _real_minus(format_percent(_rounded(fraction, digits + 2), f"#,##0{zeros}{self._before_percent}%", locale=self._locale))

    def signed_percent(self, fraction: Decimal, digits: int = 1) -> str:
        """`+12.1 %` or `−3.0 %`, with a real minus sign."""
        return _signed(self.percent(fraction, digits), _rounded(fraction, digits + 2))

    def signed_money(self, amount: Decimal, currency: str) -> str:
        """`+€452.10` or `−€3.00`."""
        return _signed(self.money(amount, currency), _rounded(amount, minor_units(currency)))

    def signed_count(self, number: Decimal | int) -> str:
        """`+47` or `−3`."""
        return _signed(self.count(number), _rounded(Decimal(number), 2))

    def day(self, day: date) -> str:
        """`15 April 2026`."""
        return format_date(day, "long", locale=self._locale)

    def weekday(self, day: date) -> str:
        """`Saturday`."""
        return format_date(day, "EEEE", locale=self._locale)

    def short_day(self, day: date) -> str:
        """`Wed 15`, with a space that does not break. CLDR's English of some regions has the day first, which reads as part of a date."""
        if self._locale.language == "en":
            written = format_date(day, "EEE d", locale=self._locale)
        else:
            written = format_skeleton("Ed", day, locale=self._locale)
        return written.replace(" ", "\u00a0")

    def day_of_year(self, day: date) -> str:
        """`15 Apr`."""
        return format_skeleton("MMMd", day, locale=self._locale)

    def days(self, start: date, end: date) -> str:
        """`15 – 21 April 2026`, with spaces around the dash that do not break."""
        field = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        if start == end:
            return self.day(start)
        patterns = [pattern.replace("MMM", "MMMM") for pattern in self._locale.interval_formats["yMMMd"][field]]
        text = "".join(format_date(day, pattern, locale=self._locale) for day, pattern in zip((start, end), patterns, strict=True))
        return re.sub(r"\s*–\s*", "\u00a0–\u00a0", text)

    def _money_pattern(self, currency: str, digits: int) -> str:
        """The locale's pattern with exactly `digits` digits, and CLDR's no-break space where a letter would touch a figure.

        Babel has neither: its digits are those in everyday use (none for RSD), and it leaves out CLDR's `currencySpacing`.
        """
        fraction = "." + "0" * digits if digits else ""
        pattern = re.sub(r"\.0+", fraction, self._locale.currency_formats["standard"].pattern)
        symbol = get_currency_symbol(currency, locale=self._locale)
        if unicodedata.category(symbol[-1])[0] not in "SZ":
            pattern = re.sub(r"¤(?=[#0])", "¤\u00a0", pattern)
        if unicodedata.category(symbol[0])[0] not in "SZ":
            pattern = re.sub(r"(?<=[#0])¤", "\u00a0¤", pattern)
        return pattern


def _before_percent(language: str) -> str:
    """By language and not by region, as the sentences of a catalogue are. English has the house's narrow space, which CLDR has not."""
    is_spaced = language == "en" or Locale.parse(language).percent_formats[None].pattern.endswith("\u00a0%")
    return _NARROW if is_spaced else ""


def _rounded(number: Decimal, digits: int) -> Decimal:
    """Half up, and zero without a sign: −0.004 prints `0.00`."""
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0


def _real_minus(text: str) -> str:
    return text.replace("-", MINUS)


def _signed(text: str, number: Decimal) -> str:
    return f"+{text}" if number > 0 else text
