"""Printable: text that a page can show and UTF-8 can carry."""

import unicodedata

# Not `str.isprintable`: it also refuses no-break spaces, and the joiners and direction marks that real names are written with.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})

# Explicit embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9, 2.1 to 2.5). The marks (LRM, RLM, ALM) stay:
# they turn nothing round.
_DIRECTION_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def is_printable(text: str) -> bool:
    """Whether `text` has no control characters, no line or paragraph breaks and no lone surrogates."""
    return text.isprintable() or not any(unicodedata.category(character) in _UNPRINTABLE for character in text)


def width(text: str) -> int:
    """In narrow characters; a wide one (Chinese, Japanese, Korean) is two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def without_direction_controls(text: str) -> str:
    """`text` without the characters that set or override the direction of what follows, which a name could turn a page's own text with."""
    return text if text.isascii() else text.translate(_DIRECTION_CONTROLS)


def shown(text: str, length: int = 60) -> str:
    """What a caller sent, fit for being quoted back: no longer than `length`, and nothing in it that can't be printed."""
    cut = text if len(text) <= length else f"{text[: length - 1]}…"
    return "".join(character if is_printable(character) else "\N{REPLACEMENT CHARACTER}" for character in cut)
