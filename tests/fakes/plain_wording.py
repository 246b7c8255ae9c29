"""A Wording without a locale: figures as short as they can be, for tests of what is said rather than of how it is written."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.adapters.words import ENGLISH, Words


class PlainWording(Words):
    """English, two digits, ASCII signs."""

    def __init__(self) -> None:
        super().__init__("en_GB", ENGLISH)

    def money(self, amount: Decimal, currency: str) -> str:
        return f"{currency} {amount:.2f}"

    def amount(self, amount: Decimal, currency: str) -> str:  # noqa: ARG002 # the port's signature
        return f"{amount:.2f}"

    def signed_amount(self, amount: Decimal, currency: str) -> str:  # noqa: ARG002 # the port's signature
        return f"{amount:+.2f}"

    def plain(self, number: Decimal, digits: int) -> str:
        return f"{number:.{digits}f}"

    def compact(self, number: Decimal) -> str:
        return f"{number / 1000:.1f}K"

    def count(self, number: Decimal | int) -> str:
        return f"{Decimal(number).normalize():f}"

    def ratio(self, number: Decimal) -> str:
        return f"{number:.2f}"

    def percent(self, fraction: Decimal, digits: int = 1) -> str:
        return f"{(fraction * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}%"

    def signed_percent(self, fraction: Decimal, digits: int = 1) -> str:
        return f"{'+' if fraction > 0 else ''}{self.percent(fraction, digits)}"

    def signed_money(self, amount: Decimal, currency: str) -> str:
        return f"{'+' if amount > 0 else ''}{amount:.2f} {currency}"

    def signed_count(self, number: Decimal | int) -> str:
        return f"{'+' if number > 0 else ''}{self.count(number)}"

    def day(self, day: date) -> str:
        return day.isoformat()

    def day_of_year(self, day: date) -> str:
        return f"{day.day} {day:%b}"

    def weekday(self, day: date) -> str:
        return f"{day:%A}"

    def short_day(self, day: date) -> str:
        return f"{day:%a} {day.day}"

    def days(self, start: date, end: date) -> str:
        return f"{start} to {end}"
