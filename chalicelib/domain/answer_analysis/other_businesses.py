"""Other businesses: names that nobody listed, found by where an answer sets them apart.

A candidate is what begins a list item (up to its first colon, dash or bracket) or a bold paragraph, a heading, or a cell of a table's
first column, without a number. It is a name if it has one to four words, each with a capital, and either is spelled as no word is
(`KeePass`), or is no ordinary word and stands in a list, table or row of numbered headings with a business that is known. Acronyms and
what the answer also writes in lower case are none. Rather one too few than one too many.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.answer_analysis.analysis import BrandNames
from chalicelib.domain.answer_analysis.folding import fold
from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.mentions import Mention
from chalicelib.domain.answer_analysis.ordinary_words import is_ordinary
from chalicelib.domain.answer_analysis.sentences import begins_sentence
from chalicelib.domain.answer_analysis.visible_text import Block, BlockKind, Place, VisibleText
from chalicelib.domain.citation import Citation, domain_of

_NUMBER = re.compile(r"\s*(?:[#(]?\d{1,3}[.):]\s*)?[^\w\n]*")
_REST = re.compile(r"\s*[:：–—|(（\[,;→=/]|\s-+\s|['’]s\b|\n")
_WORD = re.compile(r"\S+")
_ACRONYM = re.compile(r"[A-Z0-9&/+.-]{1,6}s?")
_COINED = re.compile(r"[a-z][A-Z]|\d[A-Z][a-z]|\w\.[a-z]{2,}")
"""Spelled as no word is: `KeePass`, `iCloud`, `1Password`, `Sync.com`."""
_PREFIXES = frozenset({"multi", "non", "pre", "anti", "auto", "semi", "sub", "co", "cross", "end", "un", "re"})
_JOINING = frozenset({"of", "the", "and", "&", "by", "for", "de", "la", "+"})
_MAX_WORDS, _MAX_LENGTH = 4, 40


@dataclass(frozen=True, slots=True)
class _Candidate:
    span: Span
    place: Place
    is_entry: bool
    """Whether it is an item, a cell or numbered: one of several of a kind."""
    url: str


def other_businesses(visible: VisibleText, known: Sequence[Mention], cited: Sequence[Citation]) -> tuple[BrandNames, ...]:
    """The businesses named besides those whose mentions are known, each once, in order; a website where a link or citation tells it."""
    candidates = list(_candidates(visible))
    known_spans = [mention.span for mention in known]
    lists_of_names = {candidate.place for candidate in candidates if candidate.is_entry and _is_one_of(candidate.span, known_spans)}
    names: dict[str, BrandNames] = {}
    for candidate in candidates:
        name = visible.text[candidate.span.start : candidate.span.end]
        among_names = candidate.is_entry and candidate.place in lists_of_names
        if not _touches(candidate.span, known_spans) and _is_name(name, among_names=among_names) and not _is_used_as_words(name, visible):
            names.setdefault(fold(name).text, BrandNames(name, _website(name, [candidate.url, *(citation.url for citation in cited)])))
    return tuple(names.values())


def _is_one_of(span: Span, spans: Sequence[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in spans)


def _touches(span: Span, spans: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in spans)


def _is_used_as_words(name: str, visible: VisibleText) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", visible.text) is not None


def _candidates(visible: VisibleText) -> Iterator[_Candidate]:
    for block in visible.blocks:
        for part, url in _set_apart(visible.text, block):
            number = _NUMBER.match(visible.text, part.start, part.end)
            start = number.end() if number else part.start
            if span := _name_span(visible.text, Span(start, part.end)):
                is_numbered = number is not None and any(map(str.isdigit, number.group()))
                yield _Candidate(span, block.place, is_numbered or block.place.kind in (BlockKind.ITEM, BlockKind.FIRST_CELL), url)


def _set_apart(text: str, block: Block) -> Iterator[tuple[Span, str]]:
    marks = [*block.bold, *(link for link, _ in block.links)]
    first = min((mark for mark in marks if begins_sentence(text, mark.start)), key=lambda mark: mark.start, default=None)
    if block.place.kind in (BlockKind.HEADING, BlockKind.FIRST_CELL) or (block.place.kind is BlockKind.ITEM and first is None):
        yield block.span, next((url for _, url in block.links), "")
    elif first is not None and block.place.kind is not BlockKind.HEAD_CELL:
        yield first, next((url for link, url in block.links if first.start <= link.start and link.end <= first.end), "")


def _name_span(text: str, part: Span) -> Span | None:
    rest = _REST.search(text, part.start, part.end)
    name = text[part.start : rest.start() if rest else part.end].rstrip(' .!?*"”®™')
    return Span(part.start, part.start + len(name)) if name else None


def _is_name(name: str, *, among_names: bool) -> bool:
    words = _WORD.findall(name)
    if not 1 <= len(words) <= _MAX_WORDS or len(name) > _MAX_LENGTH:
        return False
    naming = [word for word in words if word.lower() not in _JOINING]
    if not naming or not all(map(_is_name_like, naming)):
        return False
    return any(map(_COINED.search, naming)) or (among_names and any(map(_is_no_word, naming)))


def _is_name_like(word: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in word) and any(character.isalpha() for character in word)


def _is_no_word(word: str) -> bool:
    parts = [part for part in re.split(r"[-/]", word) if part and part.lower() not in _PREFIXES]
    return not all(is_ordinary(part.lower()) or _ACRONYM.fullmatch(part) for part in parts)


def _website(name: str, urls: Sequence[str]) -> str | None:
    """The address whose domain bears the name: another's article about it is not its website."""
    wanted = "".join(character for character in fold(name).text if character.isalnum())
    hosts = (domain_of(url) for url in urls)
    return next((f"https://{host}" for host in hosts if wanted and wanted == host.split(".")[0].replace("-", "")), None)
