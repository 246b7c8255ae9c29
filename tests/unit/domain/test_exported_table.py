from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.currency import CODES, minor_units
from chalicelib.domain.exported_table import amount, exported, exported_value
from chalicelib.domain.metric import Metric
from chalicelib.domain.totals import Totals


@pytest.mark.parametrize(
    ("value", "currency", "written"),
    [
        ("420.5", "EUR", "420.50"),
        ("420", "EUR", "420.00"),
        ("0", "EUR", "0.00"),
        ("-3.1", "USD", "-3.10"),
        ("420", "JPY", "420"),
        ("420.0000", "JPY", "420"),
        ("1E+3", "JPY", "1000"),
        ("420.5", "KWD", "420.500"),
        ("420.123456", "EUR", "420.123456"),
        ("420.1200", "EUR", "420.12"),
        ("0.25", "JPY", "0.25"),
    ],
)
def test_money_has_the_digits_of_its_minor_unit_and_those_that_it_has_beyond(value: str, currency: str, written: str) -> None:
    assert str(amount(Decimal(value), currency)) == written


def test_a_quotient_has_six_digits_at_most() -> None:
    assert str(amount(Decimal(1) / 3, "EUR", is_quotient=True)) == "0.333333"
    assert str(amount(Decimal(3) / 2, "EUR", is_quotient=True)) == "1.50"
    totals = Totals(cost=Decimal(100), clicks=3, conversions=Decimal(4))
    assert [str(exported(metric, totals, "EUR")) for metric in (Metric.SPEND, Metric.CPC, Metric.CPA)] == ["100.00", "33.333333", "25.00"]
    assert str(exported_value(Metric.SPEND, Decimal(100) / 3, "EUR", is_quotient=True)) == "33.333333"


def test_what_is_no_money_has_no_minor_unit() -> None:
    totals = Totals(cost=Decimal(100), impressions=1000, clicks=3, conversions=Decimal("4.5"), conversion_value=Decimal(250))
    metrics = (Metric.CONVERSIONS, Metric.CLICKS, Metric.CTR, Metric.ROAS)
    assert [str(exported(metric, totals, "EUR")) for metric in metrics] == ["4.5", "3", "0.003000", "2.500000"]


@given(st.decimals(-(10**15), 10**15, places=6), st.sampled_from(CODES))
def test_an_amount_is_never_changed_by_how_it_is_written(value: Decimal, currency: str) -> None:
    written = str(amount(value, currency))
    assert Decimal(written) == value
    assert "E" not in written
    assert len(written.partition(".")[2]) >= minor_units(currency)
