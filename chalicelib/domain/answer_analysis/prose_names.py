"""Prose names: what running text sets side by side as names are: enumerations, and list items whose line breaks were lost.

What is read here is only a candidate. A member has one to four words with a capital; whether it names a business is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.visible_text import Block, BlockKind, VisibleText

_CAPITALISED = r"(?:[a-z]{1,3}[A-Z]\w+|[^\W_a-z][\w+]*(?:[.&]\w+|-[^\W_a-z]\w*)*)"
_NAME = rf"{_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}}"
_ASIDE = r"(?:[ ]\([^()\n]{1,60}\))?"
_AND = r"(?:and|or|&|vs\.?|versus)"
_BETWEEN = rf"(?:,[ ](?:{_AND}[ ])?|[ ]{_AND}(?:,[ ][a-z]+,)?[ ]|[ ]?/[ ]?)"
_ENUMERATION = re.compile(rf"(?<![\w.@/-]){_NAME}{_ASIDE}(?:{_BETWEEN}{_NAME}{_ASIDE})+(?![\w-])")
_LEADING = re.compile(
    r"(?:Both|Either|Like|Unlike|Use|Try|Choose|Pick|Consider|Compare|Supports?|While|Although|If|For|And|But|Or|See|With|In|On|Get"
    r"|Only|Also|Rather)[ ]"
)
"""Words that open a sentence and are no part of the name after them."""
_MEMBER = re.compile(rf"({_NAME}){_ASIDE}(?:{_BETWEEN}|$)")
_CUE = re.compile(
    r"\b(?:such[ ]as|like|alternatives?|competitors?|rivals?|options?|choices?|picks?|recommend(?:ed|s)?|consider(?:ing)?"
    r"|compared?[ ](?:to|with)|than|versus|vs\.?|unlike|competes[ ]with|switch(?:ing)?[ ](?:to|from))"
    r"(?:[ ](?:are|is|include|includes|to[ ]consider))?[ ]?[:–—-]?[ ]?(?:either[ ]|both[ ])?\(?$",
    re.IGNORECASE,
)
_CUE_LENGTH = 40
_LOST_BREAK = re.compile(r"(?<![-•*–])(?<!\d[.)])\s{2,}")
_ITEM = re.compile(rf"(?:^|(?<=\s))(?:[-•*–]|(?P<number>\d{{1,2}}[.)]))[ ]{{1,4}}(?P<name>{_NAME})(?=[ ]?[:–—(]|[ ]-[ ]|\s{{2,}}|$)")
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Candidates that stand as equals; `is_cued` where the words before them recommend or compare."""

    members: tuple[Span, ...]
    is_cued: bool
    is_enumeration: bool


def side_by_side(visible: VisibleText) -> Iterator[SideBySide]:
    """Every enumeration of two or more (`A, B or C`), and every run of `- Name: …` within one block."""
    for block in visible.blocks:
        if block.place.kind in _RUNNING:
            yield from _enumerations(visible.text, block)
            yield from _runs_of_items(visible.text, block)


def _enumerations(text: str, block: Block) -> Iterator[SideBySide]:
    for found in _ENUMERATION.finditer(text, block.span.start, block.span.end):
        start, end = found.span()
        members = tuple(_without_leading(text, Span(*member.span(1))) for member in _MEMBER.finditer(text, start, end))
        yield SideBySide(members, _CUE.search(text[max(block.span.start, start - _CUE_LENGTH) : start]) is not None, is_enumeration=True)


def _without_leading(text: str, name: Span) -> Span:
    leading = _LEADING.match(text, name.start, name.end)
    return Span(leading.end(), name.end) if leading else name


def _runs_of_items(text: str, block: Block) -> Iterator[SideBySide]:
    """A piece between lost line breaks that begins with no bullet ends a run of bulleted items; numbered ones go on across it."""
    runs: list[list[Span]] = [[]]
    numbered: list[Span] = []
    for piece in _pieces(text, block.span):
        items = list(_ITEM.finditer(text, piece.start, piece.end))
        if not items or items[0].start() > piece.start:
            runs.append([])
        for item in items:
            (numbered if item["number"] else runs[-1]).append(Span(*item.span("name")))
    yield from (SideBySide(tuple(run), is_cued=False, is_enumeration=False) for run in (*runs, numbered) if run)


def _pieces(text: str, whole: Span) -> Iterator[Span]:
    start = whole.start
    for gap in _LOST_BREAK.finditer(text, whole.start, whole.end):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, whole.end)
