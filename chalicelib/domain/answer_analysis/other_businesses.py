"""Other businesses: names that nobody listed, found by where an answer sets them apart or side by side.

A candidate is what begins a list item (up to its first colon, dash or bracket) or a bold paragraph, a heading, or a cell of a table's
first column, without a number; or a member of an enumeration in running text. It is a name if it has one to four words, each with a
capital, and either is set apart and spelled as no word is (`KeePass`), or is no ordinary word and stands in a list, table, row of numbered
headings or enumeration with a business that is known or was found (or in an enumeration after `such as` and the like). An ordinary word
is one only within a sentence, in such an enumeration. Acronyms, platforms, countries, months and what the answer also writes in lower
case are none. Rather one too few than one too many.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chalicelib.domain.answer_analysis.analysis import BrandNames
from chalicelib.domain.answer_analysis.folding import fold
from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.mentions import Mention
from chalicelib.domain.answer_analysis.ordinary_words import is_ordinary
from chalicelib.domain.answer_analysis.prose_names import SideBySide, side_by_side
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
_NO_BUSINESSES_LISTED = """
    android chrome chromebook chromeos chromium edge firefox ios ipad ipados iphone kubernetes linux mac macos macbook opera powershell
    safari ubuntu unix watchos windows web wi-fi wifi bluetooth nfc javascript typescript python
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    america asia australia austria belgium brazil britain canada china denmark england europe finland france germany india ireland italy
    japan korea mexico netherlands norway poland portugal russia scotland singapore spain sweden switzerland turkey ukraine
    english french german spanish italian portuguese dutch european american british
"""
"""Platforms, months, days, countries and languages: capitalised, side by side, and nobody's rival."""
_NO_BUSINESSES = frozenset(_NO_BUSINESSES_LISTED.split())
_MAX_WORDS, _MAX_LENGTH = 4, 40
_MAX_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class _Candidate:
    span: Span
    place: Place
    is_entry: bool
    """Whether it is an item, a cell or numbered: one of several of a kind."""
    url: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Candidates of a kind: where one is a business, the others are likelier to be."""

    members: tuple[_Candidate, ...]
    is_cued: bool = False
    is_enumeration: bool = False
    is_strict: bool = False
    """Whether no ordinary word may stand in a name: lost line breaks mix features with names."""


def other_businesses(visible: VisibleText, known: Sequence[Mention], cited: Sequence[Citation]) -> tuple[BrandNames, ...]:
    """The businesses named besides those whose mentions are known, each once, in order; a website where a link or citation tells it."""
    known_spans = [mention.span for mention in known]
    groups = list(_groups(visible))
    found: dict[str, _Candidate] = {}
    for _ in range(_MAX_ROUNDS):  # who was found in one place vouches for those beside it in another
        before = len(found)
        for group in groups:
            for candidate in _named(group, visible, known_spans, found):
                first = found.setdefault(_key(candidate, visible), candidate)
                if candidate.url and not first.url:
                    found[_key(candidate, visible)] = candidate
        if len(found) == before:
            break
    cited_urls = [citation.url for citation in cited]
    editions = {key for key in found if any(key.startswith(f"{other} ") for other in found)}  # `Acme Business`, where `Acme` is found
    named = sorted((found[key] for key in found.keys() - editions), key=lambda candidate: candidate.span.start)
    return tuple(BrandNames(name, _website(name, [at.url, *cited_urls])) for at in named for name in [_words(at, visible)])


def _groups(visible: VisibleText) -> Iterator[_Group]:
    entries: dict[Place, list[_Candidate]] = {}
    for candidate in _candidates(visible):
        if candidate.is_entry:
            entries.setdefault(candidate.place, []).append(candidate)
        else:
            yield _Group((candidate,))
    yield from (_Group(tuple(members)) for members in entries.values())
    yield from map(_group_of, side_by_side(visible))


def _group_of(prose: SideBySide) -> _Group:
    place = Place(BlockKind.PARAGRAPH, 0)
    members = tuple(_Candidate(span, place, not prose.is_enumeration, "") for span in prose.members)
    return _Group(members, prose.is_cued, prose.is_enumeration, is_strict=not prose.is_enumeration)


def _named(group: _Group, visible: VisibleText, known: Sequence[Span], found: Mapping[str, _Candidate]) -> Iterator[_Candidate]:
    """The members that are names, given who is known and who was found so far."""
    vouching = [member for member in group.members if _is_known(group, member, known) or _key(member, visible) in found]
    is_vouched = _any_known(group, known) or (bool(vouching) and (group.is_enumeration or _is_mostly_names(group, vouching, visible)))
    among_names = group.is_cued or (is_vouched and (group.is_enumeration or group.members[0].is_entry))
    for member in group.members:
        name = _words(member, visible)
        if (
            (_key(member, visible) in found and not member.url)
            or _touches(member.span, known)
            or name.lower() in _NO_BUSINESSES
            or (group.is_enumeration and not among_names)
        ):
            continue
        if not _COINED.search(name) and (
            (group.is_enumeration and _opens_with_a_comma(member, visible.text))
            or (group.is_strict and not all(map(_is_no_word, _WORD.findall(name))))
        ):
            continue
        within = group.is_enumeration and bool(vouching) and not begins_sentence(visible.text, member.span.start)
        if _is_name(name, among_names=among_names, may_be_words=within) and not _is_used_as_words(name, visible):
            yield member


def _opens_with_a_comma(member: _Candidate, text: str) -> bool:
    """`Historically, Acme …`: an adverb looks like the first of an enumeration."""
    return text.startswith(",", member.span.end) and begins_sentence(text, member.span.start)


def _is_mostly_names(group: _Group, vouching: Sequence[_Candidate], visible: VisibleText) -> bool:
    """Whether half of a list, and two at least, were found or have no ordinary word: one found name may stand among features."""
    likely = [at for at in group.members if at in vouching or all(map(_is_no_word, _WORD.findall(_words(at, visible))))]
    return len(likely) >= max(2, len(group.members) / 2)


def _any_known(group: _Group, known: Sequence[Span]) -> bool:
    return any(_is_known(group, member, known) for member in group.members)


def _is_known(group: _Group, member: _Candidate, known: Sequence[Span]) -> bool:
    """An enumeration's `Acme Families` vouches as `Acme` does; what begins an item must be the name itself."""
    return _touches(member.span, known) if group.is_enumeration else _is_one_of(member.span, known)


def _words(candidate: _Candidate, visible: VisibleText) -> str:
    return visible.text[candidate.span.start : candidate.span.end]


def _key(candidate: _Candidate, visible: VisibleText) -> str:
    return _folded(_words(candidate, visible))


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return fold(name).text


def _is_one_of(span: Span, spans: Sequence[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in spans)


def _touches(span: Span, spans: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in spans)


def _is_used_as_words(name: str, visible: VisibleText) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w|\.\w)", visible.text) is not None


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


def _is_name(name: str, *, among_names: bool, may_be_words: bool) -> bool:
    words = _WORD.findall(name)
    if not 1 <= len(words) <= _MAX_WORDS or len(name) > _MAX_LENGTH:
        return False
    naming = [word for word in words if word.lower() not in _JOINING]
    if not naming or not all(map(_is_name_like, naming)):
        return False
    if may_be_words:
        return not all(map(_ACRONYM.fullmatch, naming))
    return any(map(_COINED.search, naming)) or (among_names and any(map(_is_no_word, naming)))


def _is_name_like(word: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in word) and any(character.isalpha() for character in word)


def _is_no_word(word: str) -> bool:
    parts = [part for part in re.split(r"[-/]", word) if part and part.lower() not in _PREFIXES]
    return not all(_ACRONYM.fullmatch(part) or any(map(is_ordinary, _stems(part.lower()))) for part in parts)


def _stems(word: str) -> tuple[str, ...]:
    return word, word.removesuffix("ly"), word.removesuffix("s")


def _website(name: str, urls: Sequence[str]) -> str | None:
    """The address whose domain bears the name: another's article about it is not its website."""
    wanted = "".join(character for character in fold(name).text if character.isalnum())
    hosts = (domain_of(url) for url in urls)
    return next((f"https://{host}" for host in hosts if wanted and wanted == host.split(".")[0].replace("-", "")), None)
