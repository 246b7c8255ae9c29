"""Anchors: what of a passage has to stand in any other wording of it, in the same order: figures as printed, names, what is set apart.

A figure is taken as its locale prints it, with sign, currency and unit: `€4,210.40`, `12,5 %`, `Thu 16`, `15 – 21`. So nothing here knows
how any language writes numbers.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.prose import Fragment, Name, Prose, Strong

_LATIN = "A-Za-z\u00c0-\u024f"
_NO_BREAK = "\u00a0\u202f"
_CURRENCIES = "".join(chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Sc")
_PART = rf"[\d{_LATIN}{_NO_BREAK}{_CURRENCIES}.,'’/:%‰+−–-]"
_FIGURE = re.compile(rf"(?:(?<![{_LATIN}])[+−-]?[{_LATIN}{_CURRENCIES}.]+[{_NO_BREAK}])?[{_LATIN}{_CURRENCIES}+−-]*\d{_PART}*")
_TRAILING = f".,:;'’/–+-{_NO_BREAK}"
_LOOSE = {"−": "[−–-]", "–": "[–-]", "’": "['’]", "'": "['’]"} | dict.fromkeys(_NO_BREAK, r"\s?") | {" ": r"\s"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is printed of it, and how it is found in another wording, which may space and sign it otherwise."""

    fragment: Fragment
    pattern: re.Pattern[str]

    @property
    def is_figure(self) -> bool:
        """Whether it stands in running text."""
        return isinstance(self.fragment, str)


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut at its anchors: `gaps` are the words before, between and after them."""

    anchors: tuple[Anchor, ...]
    gaps: tuple[str, ...]

    def prose(self) -> Prose:
        """The text with its anchors as they are printed."""
        parts: list[Fragment] = [self.gaps[0]]
        for anchor, gap in zip(self.anchors, self.gaps[1:], strict=True):
            parts.extend((anchor.fragment, gap))
        return tuple(part for part in parts if part)


def cut(prose: Prose) -> Cut:
    """A passage at its own anchors."""
    anchors: list[Anchor] = []
    gaps = [""]
    for part in _pieces(prose):
        if isinstance(part, Anchor):
            anchors.append(part)
            gaps.append("")
        else:
            gaps[-1] += part
    return Cut(tuple(anchors), tuple(gaps))


def cut_alike(text: str, anchors: tuple[Anchor, ...]) -> Cut | None:
    """Another wording at the same anchors, each looked for behind the one before; None where one is not there."""
    gaps, position = [], 0
    for anchor in anchors:
        found = anchor.pattern.search(text, position)
        if found is None:
            return None
        gaps.append(text[position : found.start()])
        position = found.end()
    return Cut(anchors, (*gaps, text[position:]))


def _pieces(prose: Prose) -> Iterator[str | Anchor]:
    names = 0
    for part in prose:
        if isinstance(part, Name):
            names += 1
            yield Anchor(part, re.compile(rf"\{{N{names}\}}"))
        elif isinstance(part, Strong):
            yield Anchor(part, _pattern(part.text, re.IGNORECASE))
        else:
            yield from _figures(part)


def _figures(text: str) -> Iterator[str | Anchor]:
    end = 0
    for found in _FIGURE.finditer(text):
        figure = found.group().rstrip(_TRAILING)
        yield text[end : found.start()]
        yield Anchor(figure, _pattern(figure))
        end = found.start() + len(figure)
    yield text[end:]


def _pattern(printed: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Without bounds: what stands at either side is among the words between, where no digit and no sign passes."""
    return re.compile("".join(_LOOSE.get(letter, re.escape(letter)) for letter in printed), flags)
