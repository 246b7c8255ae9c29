"""Folding: text as names are compared, with the way back to where each character stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, combining, normalize

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
"""Letters with a stroke or joined: accents to a reader, and not to Unicode's decomposition."""
_SIGNS = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "ʹ": "'", "＇": "'", "−": "-", "™": " ", "℠": " ", "\u200b": " ", "\n": "\n"}
_MARKED_BY_NOTES = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; the character at `text[i]` came from `offsets[i]`, and `offsets[len(text)]` is the source's length."""

    text: str
    offsets: Sequence[int]


def fold(source: str) -> Folded:
    """Without case and accents, signs and spaces made alike; a line break stays one. `source` in NFC, so that Hangul stays whole."""
    if source.isascii() or all(len(_folded(character)) == 1 for character in set(source)):
        return Folded("".join(map(_folded, source)), range(len(source) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(source):
        piece = _folded(character)
        pieces.append(piece)
        offsets.extend([position] * len(piece))
    return Folded("".join(pieces), [*offsets, len(source)])


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isspace() or character in _MARKED_BY_NOTES:  # NFKD would turn `Acme²` into `acme2`, another word
        return " "
    kind = category(character)
    if kind in ("Cf", "Pd"):
        return "-" if kind == "Pd" else ""
    letters = (letter for letter in normalize("NFKD", character.casefold()) if not _is_accent(letter))
    return normalize("NFC", "".join(letters)).translate(_LETTERS).casefold()


def _is_accent(character: str) -> bool:
    """Marks above, below and through, and the points of Hebrew and Arabic; not what makes another letter of kana, Devanagari or Thai.

    By canonical combining class (Unicode Standard, table 4-3 and UAX #44).
    """
    place = combining(character)
    return place >= 200 or 10 <= place <= 36
