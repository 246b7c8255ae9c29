"""Passages: what an answer says of one business, in the sentences that name it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.sentences import parts, sentences

_WORDS_OF_ITS_OWN = 2
_WORD = re.compile(r"[^\W\d_]{2,}")


def passages(text: str, own: Sequence[Span], others: Sequence[Span]) -> Iterator[str]:
    """Each sentence that names the business, without the parts that are about others only; with the next one where it is only the name.

    `own` and `others` are the mentions of this business and of all others, in order. A part after `but` that names nobody goes on.
    """
    whole = sentences(text)
    everyone = sorted([*own, *others], key=lambda span: span.start)
    for position, sentence in enumerate(whole):
        if not _within(sentence, own):
            continue
        said = " ".join(text[part.start : part.end] for part in _parts_about(parts(text, sentence), own, others, text))
        names = sum(len(_WORD.findall(text[span.start : span.end])) for span in _within(sentence, everyone))
        if len(_WORD.findall(said)) - names < _WORDS_OF_ITS_OWN and position + 1 < len(whole):
            following = whole[position + 1]
            said += "" if _within(following, everyone) else text[following.start : following.end]
        yield said


def _parts_about(of_sentence: Sequence[Span], own: Sequence[Span], others: Sequence[Span], text: str) -> Iterator[Span]:
    is_about = False
    for part in of_sentence:
        is_about = bool(_within(part, own)) or (is_about and not _within(part, others))
        if is_about and text[part.start : part.end].strip():
            yield part


def _within(whole: Span, spans: Sequence[Span]) -> Sequence[Span]:
    first, end = (bisect_left(spans, position, key=lambda span: span.start) for position in (whole.start, whole.end))
    return spans[first:end]
