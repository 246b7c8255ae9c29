"""Sentences: where one begins and ends, in prose and in lists whose line breaks were lost."""

import re
from collections.abc import Iterable
from itertools import pairwise

from chalicelib.domain.answer_analysis.inline_text import Span

_END = re.compile(
    r"(?<![ .](?:e\.g|i\.e|U\.S|a\.k))(?<!\b(?:vs|Mr|Dr|St|No))(?<!\b(?:Mrs|Inc|etc))[.!?]['\"”’)\]]*\s+(?=[^\s a-z])"
    r"|[。！？]['\"」』）]*|\n\s*|(?<!\s)\s{2,}(?=\S)|[;；]\s*"
)
_TURN = re.compile(r"(?<!\s),?\s+(?:but|however|while|whereas|although|though|unlike)\b,?\s*", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[.!?…。！？]|\n|\s\s)[\s\"'“‘(\[*•·–—-]*(?:\d{1,3}[.)]\s+)?$")


def sentences(text: str) -> tuple[Span, ...]:
    """Every sentence; together they cover the text."""
    return _cut(Span(0, len(text)), (found.end() for found in _END.finditer(text)))


def parts(text: str, sentence: Span) -> tuple[Span, ...]:
    """What `but`, `while` and their like set against each other in a sentence; together they cover it."""
    return _cut(sentence, (found.start() for found in _TURN.finditer(text, sentence.start, sentence.end)))


def _cut(whole: Span, ends: Iterable[int]) -> tuple[Span, ...]:
    inner = sorted({end for end in ends if whole.start < end < whole.end})
    return tuple(Span(start, end) for start, end in pairwise([whole.start, *inner, whole.end]) if start < end)


def begins_sentence(text: str, position: int) -> bool:
    """Whether nothing of the same sentence stands before a position; a list's number or bullet is nothing."""
    return _OPENING.search(text[max(0, position - 12) : position] if position > 12 else text[:position]) is not None
