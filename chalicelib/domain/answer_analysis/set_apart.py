"""Set apart: what begins a list item, a heading, a table's row or a bold paragraph, up to its first colon, dash or bracket."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.sentences import begins_sentence
from chalicelib.domain.answer_analysis.visible_text import Block, BlockKind, Place, VisibleText

_NUMBER = re.compile(r"\s*(?:[#(]?\d{1,3}[.):]\s*)?[^\w\n]*")
_AWARD = re.compile(
    r"(?:(?:the|our|my)\s+)?(?:best|top|most|winner|runner|editor|overall|budget|easiest|cheapest|strongest|safest|premium|excellent|great"
    r"|good|solid|for|if|be cautious|avoid|meilleure?|bester?|beste|mejor|migliore?|melhor)\b[^:：\n]{0,80}[:：]\s*",
    re.IGNORECASE,
)
"""`Best overall: Acme` names Acme."""
_REST = re.compile(r"\s*[:：–—|(（\[,;→=/]|\s-+\s|['’]s\s+(?=\w)|\n")


@dataclass(frozen=True, slots=True)
class SetApart:
    """What may be a name, where; `is_entry` where it is one of several of a kind: an item, a cell or numbered."""

    span: Span
    place: Place
    is_entry: bool
    url: str


def set_apart(visible: VisibleText) -> Iterator[SetApart]:
    """Every piece, in order."""
    for block in visible.blocks:
        for part, url in _pieces(visible.text, block):
            number = _NUMBER.match(visible.text, part.start, part.end)
            start = number.end() if number else part.start
            if span := _name_span(visible.text, _after_award(visible.text, Span(start, part.end), block)):
                is_numbered = number is not None and any(map(str.isdigit, number.group()))
                yield SetApart(span, block.place, is_numbered or block.place.kind in (BlockKind.ITEM, BlockKind.FIRST_CELL), url)


def _after_award(text: str, part: Span, block: Block) -> Span:
    """What follows `Best overall:`, also where that alone is bold."""
    award = _AWARD.match(text, part.start, block.span.end)
    if award is None:
        return part
    return Span(award.end(), block.span.end if award.end() >= part.end else part.end)


def _pieces(text: str, block: Block) -> Iterator[tuple[Span, str]]:
    marks = [*block.bold, *(link for link, _ in block.links)]
    first = min((mark for mark in marks if begins_sentence(text, mark.start)), key=lambda mark: mark.start, default=None)
    if block.place.kind in (BlockKind.HEADING, BlockKind.FIRST_CELL) or (block.place.kind is BlockKind.ITEM and first is None):
        yield block.span, next((url for _, url in block.links), "")
    elif first is not None and block.place.kind is not BlockKind.HEAD_CELL:
        yield first, next((url for link, url in block.links if first.start <= link.start and link.end <= first.end), "")


def _name_span(text: str, part: Span) -> Span | None:
    rest = _REST.search(text, part.start, part.end)
    whole = text[part.start : rest.start() if rest else part.end]
    start = part.start + len(whole) - len(whole.lstrip(' *"“”'))
    name = whole.strip(' .!?*"“”®™')
    return Span(start, start + len(name)) if name else None
