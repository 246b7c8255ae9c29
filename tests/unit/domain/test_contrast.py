"""Contrast, held against WCAG's own examples and, over all colours, against what it promises."""

import colorsys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.domain.contrast import BLACK, TEXT, WHITE, contrast, legible, luminance, mixed

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
ratios = st.sampled_from([1.0, 3.0, 4.5])


def test_luminance_of_the_primaries_is_their_weight() -> None:
    assert [luminance(colour) for colour in (BLACK, "#ff0000", "#00ff00", "#0000ff", WHITE)] == pytest.approx(
        [0, 0.2126, 0.7152, 0.0722, 1]
    )


@pytest.mark.parametrize(
    ("colour", "ratio"),
    # As WebAIM's contrast checker and the W3C's techniques (G18) give them, on white.
    [("#767676", 4.54), ("#777777", 4.48), ("#ff0000", 4.00), ("#0000ff", 8.59), ("#000000", 21.0), ("#ffff00", 1.07)],
)
def test_contrast_on_white_is_as_published(colour: str, ratio: float) -> None:
    assert contrast(colour, WHITE) == contrast(WHITE, colour) == pytest.approx(ratio, abs=0.005)


@given(colours, colours, ratios)
@example("#fff3b0", WHITE, TEXT)
@example(WHITE, WHITE, TEXT)
@example(BLACK, BLACK, TEXT)
@example("#757575", "#767676", TEXT)
def test_any_colour_becomes_legible_on_any_other(colour: str, background: str, ratio: float) -> None:
    assert contrast(legible(colour, background, ratio), background) >= ratio


@given(colours, colours)
def test_what_is_legible_stays_as_it_was_chosen(colour: str, background: str) -> None:
    once = legible(colour, background)
    assert legible(once, background) == once
    if contrast(colour, background) >= TEXT:
        assert once == colour


@given(colours)
def test_on_white_a_colour_moves_no_further_than_it_must(colour: str) -> None:
    moved = legible(colour, WHITE)
    if moved != colour:
        lighter = "#" + "".join(f"{min(int(moved[place : place + 2], 16) + 1, 255):02x}" for place in (1, 3, 5))
        assert contrast(lighter, WHITE) < TEXT


@given(colours)
@example("#fff3b0")
def test_a_darkened_colour_keeps_its_hue(colour: str) -> None:
    was, now = (
        colorsys.rgb_to_hls(*(int(one[place : place + 2], 16) / 255 for place in (1, 3, 5))) for one in (colour, legible(colour, WHITE))
    )
    if was[2] > 0.2 and now[2] > 0.2:  # nearer to grey, a hue is a matter of rounding
        apart = abs(was[0] - now[0])
        assert min(apart, 1 - apart) < 0.06


@given(colours, colours)
def test_a_mixture_lies_between_what_it_is_mixed_of(one: str, other: str) -> None:
    assert (mixed(one, other, 0), mixed(one, other, 1)) == (one, other)
    of_mixture = mixed(one, other, 0.3)
    for place in (1, 3, 5):  # channel by channel: a mixture of two hues may well be darker than both
        low, high = sorted(int(colour[place : place + 2], 16) for colour in (one, other))
        assert low <= int(of_mixture[place : place + 2], 16) <= high
