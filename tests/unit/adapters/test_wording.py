from datetime import date
from decimal import Decimal

import pytest

from chalicelib.adapters.wording import BabelWording

ENGLISH = BabelWording("en_GB")


def test_money_is_written_to_the_minor_unit_half_up() -> None:
    assert ENGLISH.money(Decimal("4210.405"), "EUR") == "€4,210.41"
    assert ENGLISH.money(Decimal("4210.5"), "JPY") == "JP¥4,211"
    assert ENGLISH.money(Decimal("1.0005"), "KWD").endswith("1.001")
    assert ENGLISH.amount(Decimal("1234567.1"), "EUR") == "1,234,567.10"


@pytest.mark.parametrize(
    ("currency", "text"), [("RSD", "RSD 463.20"), ("IQD", "IQD 463.200"), ("CHF", "CHF 463.20"), ("MGA", "MGA 463.20")]
)
def test_money_has_the_digits_of_iso_4217_and_a_space_after_a_letter_code(currency: str, text: str) -> None:
    assert ENGLISH.money(Decimal("463.2"), currency) == text.replace(" ", "\u00a0")
    assert ENGLISH.signed_money(Decimal("-463.2"), currency) == "−" + text.replace(" ", "\u00a0")


def test_every_currency_is_written_with_its_own_digits_in_every_pattern() -> None:
    for locale in ("en_GB", "de_DE", "fr_CH", "pt_BR", "ja_JP"):
        for currency, digits in (("JPY", 0), ("EUR", 2), ("LBP", 2), ("KWD", 3)):
            written = BabelWording(locale).money(Decimal("1234.5"), currency)
            figures = "".join(character for character in written if character.isdigit())
            assert figures == f"{Decimal('1234.5').quantize(Decimal(1).scaleb(-digits), 'ROUND_HALF_UP')}".replace(".", "")


def test_a_minus_is_a_minus_sign_and_a_rounded_zero_has_none() -> None:
    assert ENGLISH.signed_money(Decimal(-3), "EUR") == "−€3.00"
    assert ENGLISH.signed_percent(Decimal("-0.03")) == "−3.0\u202f%"
    assert ENGLISH.signed_percent(Decimal("-0.0001")) == "0.0\u202f%"
    assert ENGLISH.signed_amount(Decimal("0.001"), "EUR") == "0.00"
    assert ENGLISH.signed_count(47) == "+47"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_GB", "3.8\u202f%"),
        ("en_US", "3.8\u202f%"),
        ("de_AT", "3,8\u202f%"),
        ("fr_FR", "3,8\u202f%"),
        ("pt_BR", "3,8%"),
        ("ja_JP", "3.8%"),
        ("de_CH", "3.8\u202f%"),  # by language and not by region: the sentences around it have the space
        ("es_419", "3.8\u202f%"),
    ],
)
def test_a_percent_sign_has_a_space_before_it_where_the_language_has_one(locale: str, text: str) -> None:
    assert BabelWording(locale).percent(Decimal("0.038")) == text


def test_counts_keep_at_most_two_digits() -> None:
    assert [ENGLISH.count(Decimal(number)) for number in ("12483", "96.5", "0.125")] == ["12,483", "96.5", "0.13"]
    assert ENGLISH.ratio(Decimal("4.615")) == "4.62"


def test_axis_figures_are_short() -> None:
    assert [ENGLISH.compact(Decimal(number)) for number in (12_500, 3_000_000)] == ["12.5K", "3M"]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 4, 15), date(2026, 4, 21), "15 – 21 April 2026"),
        (date(2026, 3, 29), date(2026, 4, 4), "29 March – 4 April 2026"),
        (date(2026, 12, 29), date(2027, 1, 4), "29 December 2026 – 4 January 2027"),
        (date(2026, 4, 15), date(2026, 4, 15), "15 April 2026"),
    ],
)
def test_days_are_written_once_as_far_as_they_agree(start: date, end: date, text: str) -> None:
    assert ENGLISH.days(start, end).replace("\u00a0", " ") == text
    assert ENGLISH.short_day(date(2026, 4, 15)) == "Wed\u00a015"


def test_another_locale_writes_its_own_way() -> None:
    german = BabelWording("de_DE")
    assert german.money(Decimal("4210.4"), "EUR").replace("\u00a0", " ") == "4.210,40 €"
    assert german.days(date(2026, 4, 15), date(2026, 4, 21)).replace("\u00a0", " ") == "15. – 21. April 2026"
    assert (german.language, ENGLISH.language) == ("de-DE", "en-GB")


@pytest.mark.parametrize(
    ("locale", "number", "written"),
    [
        ("de_DE", 40_000, "40.000"),
        ("de_DE", 1_000, "1.000"),
        ("de_DE", 2_500_000, "2,5\u00a0Mio."),
        ("de_DE", 500, "500"),
        ("ja_JP", 40_000, "4万"),
        ("fr_FR", 40_000, "40\u00a0k"),
    ],
)
def test_an_axis_has_every_digit_where_the_language_has_no_short_word(locale: str, number: int, written: str) -> None:
    assert BabelWording(locale).compact(Decimal(number)) == written
