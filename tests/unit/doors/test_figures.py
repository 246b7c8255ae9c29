from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import StrictInt, TypeAdapter, ValidationError

from chalicelib.doors.figures import Figure, PositiveFigure, Whole

FIGURE: TypeAdapter[Decimal] = TypeAdapter(Figure)
WHOLE: TypeAdapter[int] = TypeAdapter(Annotated[StrictInt, Whole])
POSITIVE: TypeAdapter[Decimal] = TypeAdapter(PositiveFigure)


@pytest.mark.parametrize("sent", [0, 1, 5000, Decimal("12.50"), "12.50", "0", "9999999999999", "9999999999999.99", "0.000001"])
def test_a_number_comes_in_as_it_was_sent(sent: object) -> None:
    assert FIGURE.validate_python(sent) == Decimal(str(sent))


@pytest.mark.parametrize(
    "sent",
    [-1, Decimal("-0.01"), 10**13, 10**4000, Decimal("1e999"), True, None, "", "-1", "1e3", " 1", "1,5", "1" * 14, "1.0000001", [], {}],
)
def test_what_is_no_figure_is_refused(sent: object) -> None:
    with pytest.raises(ValidationError):
        FIGURE.validate_python(sent)


@pytest.mark.parametrize("sent", [0, "0", "0.00", Decimal("0.0000001")])
def test_nothing_is_no_positive_figure(sent: object) -> None:
    with pytest.raises(ValidationError):
        POSITIVE.validate_python(sent)


def test_the_noise_of_a_double_is_cut_off() -> None:
    assert FIGURE.validate_python(Decimal("0.30000000000000004")) == Decimal("0.3")


@given(st.decimals(0, 9_999_999_999_999, places=6))
def test_whatever_comes_in_has_fifteen_digits_and_goes_out_again(sent: Decimal) -> None:
    taken = FIGURE.validate_python(sent)
    assert Decimal(repr(float(taken))) == taken


@pytest.mark.parametrize("sent", [15, Decimal("15.0"), Decimal("1.5E+1")])
def test_a_whole_number_may_be_written_with_a_point(sent: object) -> None:
    assert WHOLE.validate_python(sent) == 15


@pytest.mark.parametrize("sent", [Decimal("15.5"), "15", True, None, Decimal("1e999")])
def test_what_is_no_whole_number_is_refused(sent: object) -> None:
    with pytest.raises(ValidationError):
        WHOLE.validate_python(sent)
