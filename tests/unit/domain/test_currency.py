from babel.core import get_global

from chalicelib.domain import currency
from chalicelib.domain.currency import is_currency, minor_units, similar_currencies, units_to_a_dollar


def test_codes_in_use_are_currencies_and_others_are_not() -> None:
    assert all(map(is_currency, ("EUR", "USD", "VND", "KWD", "SLE")))
    assert not any(map(is_currency, ("eur", "EURO", "XXX", "XAU", "DEM", "")))


def test_a_yen_has_no_minor_unit_and_a_dinar_thousandths() -> None:
    assert (minor_units("JPY"), minor_units("EUR"), minor_units("KWD")) == (0, 2, 3)


def test_every_currency_that_is_tender_somewhere_is_known() -> None:
    # BGN left ISO 4217 with 2026, when Bulgaria took the euro.
    tender = {code for uses in get_global("territory_currencies").values() for code, _, end, legal in uses if end is None and legal}
    assert {code for code in tender if not is_currency(code)} <= {"BGN"}


def test_a_slip_finds_what_was_meant() -> None:
    assert "EUR" in similar_currencies("euro")


def test_a_unit_of_large_numbers_is_known_by_its_order_of_magnitude() -> None:
    scales = {code: units_to_a_dollar(code) for code in ("EUR", "GBP", "SEK", "INR", "JPY", "KRW", "VND", "IDR", "nobody's")}
    assert list(scales.values()) == [1, 1, 1, 10, 100, 1_000, 10_000, 10_000, 1]


def test_each_order_of_magnitude_is_of_a_currency_and_told_once() -> None:
    told = [code for codes in currency._BY_UNITS_TO_A_DOLLAR.values() for code in codes.split()]
    assert all(map(is_currency, told))
    assert len(set(told)) == len(told)
