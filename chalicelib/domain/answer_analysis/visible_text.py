"""Visible text: what a reader of a Markdown answer sees, block by block, without URLs, footnotes, source labels and code."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from chalicelib.domain.answer_analysis import source_notes
from chalicelib.domain.answer_analysis.addresses import without_urls
from chalicelib.domain.answer_analysis.inline_text import Inline, Span, inline, is_html_prose

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PROSE_FENCES = frozenset({"", "markdown", "md", "text", "txt", "plaintext"})
_FENCES_WITHIN = 2
_MAX_NESTING = 100
_GROUPS_OPEN, _GROUPS_CLOSE = (tuple(f"{group}_{end}" for group in ("bullet_list", "ordered_list", "table")) for end in ("open", "close"))
_PLACES_OPEN, _PLACES_CLOSE = (tuple(f"{place}_{end}" for place in ("heading", "list_item", "th", "td")) for end in ("open", "close"))


class BlockKind(StrEnum):
    """Where a piece of text stands."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    HEAD_CELL = "head_cell"
    FIRST_CELL = "first_cell"
    CELL = "cell"


class Place(NamedTuple):
    """Where a block stands; of one kind and `group` are the items of one list, the cells of one table, the headings of one level."""

    kind: BlockKind
    group: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of visible text; its spans count from the beginning of the whole text."""

    place: Place
    span: Span
    bold: tuple[Span, ...]
    links: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class VisibleText:
    """All blocks as one text (NFC), a line break between two."""

    text: str
    blocks: tuple[Block, ...]

    def block_at(self, position: int) -> Block:
        """The block that a position is in."""
        return self.blocks[bisect_right(self.blocks, position, key=lambda block: block.span.start) - 1]


def visible_text(markdown: str) -> VisibleText:
    """Read CommonMark with tables and strikethrough; whatever can't be read as Markdown is text."""
    text = ""
    blocks: list[Block] = []
    for place, piece in source_notes.without_source_lists(_pieces(normalize("NFC", markdown))):
        start = len(text)
        text += source_notes.without_markers(without_urls(_without_source_labels(piece))) + "\n"
        blocks.append(
            Block(
                place,
                Span(start, len(text) - 1),
                tuple(span.moved(start) for span in piece.bold),
                tuple((span.moved(start), url) for span, url in piece.links),
            )
        )
    return VisibleText(text, tuple(blocks))


def _without_source_labels(piece: Inline) -> str:
    return source_notes.without_labels(piece.text, piece.links)


@cache
def _parser() -> "MarkdownIt":
    """CommonMark, but for indented code: a deep list is more likely."""
    from markdown_it import MarkdownIt  # here, so that who only needs the types does not pay for the parser

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    return parser.enable(["table", "strikethrough"]).disable("code")


def _pieces(markdown: str, fences: int = 0) -> Iterator[tuple[Place, Inline]]:
    reading = _Nesting()
    for token in _parser().parse(markdown):
        reading.passes(token)
        if token.type == "inline":
            yield reading.place, inline(token.children or ())
        elif token.type == "html_block" and is_html_prose(token.content):
            yield from ((reading.place, piece) for piece in _html_pieces(token.content))
        elif token.type == "fence" and fences < _FENCES_WITHIN and token.info.strip().lower() in _PROSE_FENCES:
            yield from _pieces(token.content, fences + 1)


def _html_pieces(content: str) -> Iterator[Inline]:
    children: Sequence[Token] = [child for token in _parser().parseInline(content) for child in token.children or ()]
    yield inline(children)


class _Nesting:
    """Where the parser's tokens stand."""

    def __init__(self) -> None:
        self._open: list[Place] = [Place(BlockKind.PARAGRAPH, 0)]
        self._groups: list[int] = []
        self._opened_groups = 0
        self._in_head = False
        self._column = 0

    @property
    def place(self) -> Place:
        return self._open[-1]

    def passes(self, token: "Token") -> None:
        if token.type in _GROUPS_OPEN:
            self._opened_groups += 1
            self._groups.append(self._opened_groups)
        elif token.type in _GROUPS_CLOSE:
            self._groups.pop()
        elif token.type in ("thead_open", "thead_close"):
            self._in_head = token.type == "thead_open"
        elif token.type == "tr_open":
            self._column = 0
        elif token.type in _PLACES_OPEN:
            self._open.append(self._opened(token))
        elif token.type in _PLACES_CLOSE:
            self._open.pop()

    def _opened(self, token: "Token") -> Place:
        if token.type == "heading_open":
            return Place(BlockKind.HEADING, int(token.tag[1:]))
        if token.type == "list_item_open":
            return Place(BlockKind.ITEM, self._groups[-1])
        self._column += 1
        if self._in_head:
            return Place(BlockKind.HEAD_CELL, self._groups[-1])
        return Place(BlockKind.FIRST_CELL if self._column == 1 else BlockKind.CELL, self._groups[-1])
