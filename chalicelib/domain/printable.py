"""Printable: text that a page can show and UTF-8 can carry."""

import unicodedata

# Not `str.isprintable`: it also refuses no-break spaces, and the joiners and direction marks that real names are written with.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def is_printable(text: str) -> bool:
    """Whether `text` has no control characters, no line or paragraph breaks and no lone surrogates."""
    return text.isprintable() or not any(unicodedata.category(character) in _UNPRINTABLE for character in text)


def shown(text: str, length: int = 60) -> str:
    """What a caller sent, fit for being quoted back: no longer than `length`, and nothing in it that can't be printed."""
    cut = text if len(text) <= length else f"{text[: length - 1]}…"
    return "".join(character if is_printable(character) else "\N{REPLACEMENT CHARACTER}" for character in cut)
