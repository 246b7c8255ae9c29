"""A theme can be read, whatever colours its owner chose."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.domain.contrast import MARK, TEXT, WHITE, contrast
from chalicelib.domain.theme import DEFAULT, INK, Theme, theme

chosen = st.none() | st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(chosen, chosen)
@example(None, None)
@example("#fff3b0", "#ffffff")
@example("#8d8200", None)
@example("#767676", "#767676")
def test_all_that_stands_on_a_ground_can_be_read_there(primary: str | None, secondary: str | None) -> None:
    made = theme(primary, secondary)
    assert contrast(made.accent, WHITE) >= TEXT
    assert contrast(made.minor, WHITE) >= MARK
    for text in (made.on_masthead, made.quiet_on_masthead, made.accent_on_masthead):
        assert contrast(text, made.masthead) >= TEXT
    assert [contrast(INK, tint) >= TEXT for tint in made.tints] == [True] * 4


def test_without_a_colour_it_is_the_house_s_own() -> None:
    assert theme(None, None) == DEFAULT


def test_a_dark_colour_is_worn_as_it_is() -> None:
    assert theme("#7a0019", None) == Theme(
        "#7a0019", "#7a0019", "#7a0019", WHITE, theme("#7a0019", None).quiet_on_masthead, theme("#7a0019", None).quiet_on_masthead
    )


def test_a_pale_colour_is_the_ground_of_dark_text_and_is_darkened_on_white() -> None:
    made = theme("#fff3b0", None)
    assert (made.masthead, made.on_masthead) == ("#fff3b0", INK)
    assert made.accent != "#fff3b0"


@pytest.mark.parametrize("between", ["#808080", "#e2574c"])
def test_a_colour_that_neither_white_nor_ink_can_be_read_on_is_darkened_for_white(between: str) -> None:
    made = theme(between, None)
    assert made.masthead != between
    assert made.on_masthead == WHITE


def test_a_second_colour_alone_leaves_the_masthead_as_it_is() -> None:
    made = theme(None, "#c2410c")
    assert (made.masthead, made.accent, made.minor) == (DEFAULT.masthead, DEFAULT.accent, "#c2410c")
