"""Languages: whether a text is English, by its words in lower case."""

import re

from chalicelib.domain.answer_analysis.ordinary_words import ordinary_words

_ENGLISH_SHARE = 0.6
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}|[^\W\d_A-Za-z\u00c0-\u024f]+")
"""A run of Latin letters, or of others: `LastPassは` is two."""


def is_english(text: str) -> bool:
    """Whether most of its words are English; names, with their capitals, are of no language."""
    words = [word.lower() for word in _WORD.findall(text) if not word[0].isupper()]
    return sum(word in ordinary_words() for word in words) >= _ENGLISH_SHARE * len(words)
