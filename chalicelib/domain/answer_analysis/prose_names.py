"""Prose names: what running text sets side by side as names are: enumerations, and list items whose line breaks were lost.

What is read here is only a candidate. A member has one to four words with a capital; whether it names a business is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.spelling import NAME, shape
from chalicelib.domain.answer_analysis.visible_text import Block, BlockKind, VisibleText

_ASIDE = r"(?:[ ]\([^()\n]{1,60}\))?"
_AND = r"(?:and|or|vs\.?|versus|und|oder|sowie|et|ou|y|e|o|och|eller|og|ve|veya)"
_BETWEEN = rf"(?:,[ ](?:{_AND}[ ])?|[ ]{_AND}(?:,[ ][a-z]+,)?[ ]|[ ]?/[ ]?|、|(?<=§)·(?=§))"
_COMMA = re.compile(rf"{_ASIDE},")
_ENUMERATION = re.compile(rf"(?<![@/-])(?<!\w)(?<!\w\.){NAME}{_ASIDE}(?:{_BETWEEN}{NAME}{_ASIDE})+(?!-?\w)")
_LEADING = re.compile(
    r"(?:Both|Either|Like|Unlike|Use|Try|Choose|Pick|Consider|Compare|Supports?|While|Although|If|For|And|But|Or|See|With|In|On|Get"
    r"|Only|Also|Rather|Why|What|How|When|Is|Are|Does|Do|Can)[ ]"
)
"""Words that open a sentence and are no part of the name after them."""
_MEMBER = re.compile(rf"({NAME}){_ASIDE}(?:{_BETWEEN}|$)")
_CUE = re.compile(
    r"\b(?:alternatives?|competitors?|rivals?|options?|choices?|picks?|recommend(?:ed|s)?|consider(?:ing)?"
    r"|compared?[ ](?:to|with)|versus|vs\.?|than|unlike|competes[ ]with|switch(?:ing)?[ ](?:to|from)"
    r"|(?P<kind>[\w'’-]+),?[ ](?:such[ ]as|like|including))"
    r"(?:[ ](?:are|is|include|includes|to[ ]consider))?[ ]?[:–—-]?[ ]?(?:either[ ]|both[ ])?\(?$",
    re.IGNORECASE,
)
_KINDS_LISTED = """
    features functions methods algorithms ciphers standards protocols formats languages frameworks techniques tasks things details terms
    cities towns regions areas countries states neighbourhoods neighborhoods suburbs districts places airports stations streets
    people experts authors founders chefs artists devices systems browsers publications magazines newspapers guides blogs reviewers awards
    dishes drinks beans varieties ingredients grapes materials colours colors plans tiers editions views modes keys tags topics seasons
    days months holidays words titles events laws degrees subjects skills sports
"""
_NO_BUSINESSES = frozenset(_KINDS_LISTED.split())
"""Kinds whose examples are no businesses: `features such as Travel Mode and Watchtower`."""
_CUE_LENGTH = 60
_LOST_BREAK = re.compile(r"(?<![-•*–])(?<!\d[.)])\s{2,}")
_ITEM = re.compile(rf"(?:^|(?<=\s))(?:[-•*–]|(?P<number>\d{{1,2}}[.)]))[ ]{{1,4}}(?P<name>{NAME})(?=[ ]?[:–—(]|[ ]-[ ]|\s{{2,}}|$)")
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Candidates that stand as equals; `is_cued` where the words before them recommend or compare."""

    members: tuple[Span, ...]
    is_cued: bool
    is_enumeration: bool


def side_by_side(visible: VisibleText) -> Iterator[SideBySide]:
    """Every enumeration of two or more (`A, B or C`), and every run of `- Name: …` within one block."""
    text = shape(visible.text)
    for block in visible.blocks:
        if block.place.kind in _RUNNING:
            yield from _enumerations(text, block)
            yield from _runs_of_items(text, block)


def _enumerations(text: str, block: Block) -> Iterator[SideBySide]:
    """Two names with a comma between are none (`In Rome, Brewtown …`, `… Rome, and Brewtown is`), unless a cue stands before them."""
    for found in _ENUMERATION.finditer(text, block.span.start, block.span.end):
        start, end = found.span()
        members = tuple(_without_leading(text, Span(*member.span(1))) for member in _MEMBER.finditer(text, start, end))
        is_cued = _is_cued(text[max(block.span.start, start - _CUE_LENGTH) : start])
        if is_cued or len(members) > 2 or _COMMA.match(text, members[0].end) is None:
            yield SideBySide(members, is_cued, is_enumeration=True)


def _is_cued(before: str) -> bool:
    cue = _CUE.search(before)
    return cue is not None and (cue["kind"] or "").lower() not in _NO_BUSINESSES


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
