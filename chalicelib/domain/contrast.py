"""Contrast: how far two colours stand apart in light, and a colour moved just so far that it can be read.

Relative luminance and contrast ratio are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and
#dfn-contrast-ratio). Contrast is of light alone, so that what has it is readable printed in grey. Colours are `#rrggbb`, in sRGB.
"""

import math
from collections.abc import Callable

TEXT = 4.5
"""The least contrast of text: level AA (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""
MARK = 3.0
"""The least contrast of a mark that says something (https://www.w3.org/TR/WCAG22/#non-text-contrast)."""

WHITE = "#ffffff"
BLACK = "#000000"
_PARTS = (0.2126, 0.7152, 0.0722)

type _Light = tuple[float, float, float]


def luminance(colour: str) -> float:
    """From 0, black, to 1, white."""
    return sum(part * channel for part, channel in zip(_PARTS, _light(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """From 1, the same light, to 21, black and white; the order does not matter."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def legible(colour: str, background: str, ratio: float = TEXT) -> str:
    """The colour, if it has this contrast to the background (at most 4.5, which black or white has to any); else moved until it has.

    It moves away from the background, as little as it takes: darker by scaling its light, which keeps its hue and its colourfulness
    to the eye, or lighter by adding white.
    """
    if contrast(colour, background) >= ratio:
        return colour
    lighten = luminance(colour) >= luminance(background)
    if contrast(WHITE if lighten else BLACK, background) < ratio:
        lighten = not lighten
    return _lightened(colour, background, ratio) if lighten else _darkened(colour, background, ratio)


def mixed(colour: str, other: str, share: float) -> str:
    """The colour under a glaze of another, which covers this share (0 to 1) of it: as opacity does."""
    channels = (round(one + share * (two - one)) for one, two in zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True))
    return f"#{bytes(channels).hex()}"


def _darkened(colour: str, background: str, ratio: float) -> str:
    wanted = max((luminance(background) + 0.05) / ratio - 0.05, 0.0)
    scale = wanted / luminance(colour)
    return _written([channel * scale for channel in _light(colour)], math.floor)


def _lightened(colour: str, background: str, ratio: float) -> str:
    wanted = min((luminance(background) + 0.05) * ratio - 0.05, 1.0)
    was = luminance(colour)
    share = (wanted - was) / (1 - was)
    return _written([channel + share * (1 - channel) for channel in _light(colour)], math.ceil)


def _light(colour: str) -> _Light:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _written(light: list[float], rounded: Callable[[float], int]) -> str:
    """As `#rrggbb`; rounding goes the way that loses no contrast, but for what only floating point put beside a whole number."""
    channels = [rounded(round(_encoded(min(max(channel, 0.0), 1.0)) * 255, 9)) for channel in light]
    return "#" + "".join(f"{channel:02x}" for channel in channels)
