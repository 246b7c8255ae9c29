"""Reading: the evidence of one answer, from its visible text and the businesses known to be named in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from chalicelib.domain.answer_analysis.addresses import domains
from chalicelib.domain.answer_analysis.analysis import BrandNames, Tag
from chalicelib.domain.answer_analysis.evidence import Evidence, Group, GroupKind, KnownName, Member, Run
from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.languages import is_english
from chalicelib.domain.answer_analysis.mentions import Mention
from chalicelib.domain.answer_analysis.ordinary_words import is_ordinary, ordinary_words, stands_as_a_name
from chalicelib.domain.answer_analysis.prose_names import side_by_side
from chalicelib.domain.answer_analysis.sentences import begins_sentence
from chalicelib.domain.answer_analysis.set_apart import SetApart, set_apart
from chalicelib.domain.answer_analysis.spelling import COINED, RUN, shape
from chalicelib.domain.answer_analysis.visible_text import Place, VisibleText
from chalicelib.domain.answer_analysis.websites import Websites

_RUN = re.compile(RUN)
_LOWER = re.compile(r"[^\W\d_]{2,}")
_AND = re.compile(r" & ")


def evidence(visible: VisibleText, mentions: Sequence[Mention], tracked: Sequence[BrandNames]) -> Evidence:
    """What of an answer is kept. `tracked` are the brand and its competitors, whose mentions are known."""
    known = _Known([mention.span for mention in mentions])
    apart = list(set_apart(visible))
    groups = (*_set_apart_groups(visible, apart, known), *_prose_groups(visible, known))
    words = {word for word in _LOWER.findall(visible.text) if word.islower()}
    return Evidence(
        known=_known_names(mentions, tracked),
        runs=tuple(_runs(visible, [one.span for one in apart], known)),
        groups=tuple(group for group in groups if group.members),
        words=tuple(sorted(words - ordinary_words())),
        is_english=is_english(visible.text),
    )


class _Known:
    """Where the listed businesses are named."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def within(self, span: Span) -> Sequence[Span]:
        """Those that share a character with a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        return [at for at in self._spans[first : bisect_left(self._starts, span.end)] if at.end > span.start]

    def covers(self, span: Span) -> bool:
        """Whether a span is wholly a listed name."""
        return any(at.start <= span.start and span.end <= at.end for at in self.within(span))


def _known_names(mentions: Sequence[Mention], tracked: Sequence[BrandNames]) -> tuple[KnownName, ...]:
    starts: dict[int, list[int]] = {}
    for mention in mentions:
        starts.setdefault(mention.business, []).append(mention.span.start)
    return tuple(
        KnownName(tracked[at].name, tracked[at].website, Tag.COMPETITOR if at else Tag.MY_BRAND, first[0], len(first))
        for at, first in starts.items()
    )


def _runs(visible: VisibleText, apart: Sequence[Span], known: _Known) -> Iterator[Run]:
    """Every run of capitalised words, and whatever else stands apart; a listed name cuts a run in two."""
    text, seen = visible.text, dict[tuple[str, bool], list[int]]()
    spans = [Span(*found.span()) for found in _RUN.finditer(shape(text))]
    covered = [span.start for span in spans]
    addresses = [Span(*at) for at in domains(text) if "." in text]
    others = [span for span in (*apart, *addresses) if not _is_covered(span, spans, covered)]
    for span in sorted((*spans, *others), key=lambda span: span.start):
        for piece in _pieces_of(text, span, known):
            opens = begins_sentence(text, piece.start)
            if not opens or _may_open(visible, piece):
                seen.setdefault((text[piece.start : piece.end], opens), []).append(piece.start)
    yield from (Run(words, starts[0], len(starts), opens) for (words, opens), starts in seen.items())


def _is_covered(span: Span, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and spans[at].end >= span.end


def _pieces_of(text: str, span: Span, known: _Known) -> Iterator[Span]:
    start = span.start
    for at in (*known.within(span), Span(span.end, span.end)):
        piece = text[start : at.start]
        if piece.strip():
            yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        start = at.end


def _may_open(visible: VisibleText, span: Span) -> bool:
    """An ordinary word that begins a sentence owes its capital to that, unless it stands as names do."""
    words = visible.text[span.start : span.end]
    if " " in words or not is_ordinary(words.lower()):
        return True
    return stands_as_a_name(visible.text, span, visible.block_at(span.start))


def _set_apart_groups(visible: VisibleText, apart: Sequence[SetApart], known: _Known) -> Iterator[Group]:
    entries: dict[Place, list[SetApart]] = {}
    for one in apart:
        if one.is_entry:
            entries.setdefault(one.place, []).append(one)
        else:
            yield Group(GroupKind.LEAD, tuple(_members(visible, [one], known)), 0)
    for listed in entries.values():
        count = sum(known.covers(one.span) for one in listed)
        yield Group(GroupKind.LIST, tuple(_members(visible, listed, known)), count)


def _members(visible: VisibleText, apart: Sequence[SetApart], known: _Known) -> Iterator[Member]:
    for one in apart:
        name = visible.text[one.span.start : one.span.end]
        if not known.within(one.span):
            yield Member(name, opens=True, website=Websites([one.url]).of(name))


def _prose_groups(visible: VisibleText, known: _Known) -> Iterator[Group]:
    text = visible.text
    for prose in side_by_side(visible):
        spans = [part for span in prose.members for part in _split(text, span, known)]
        free = [span for span in spans if not known.within(span)]
        named = [Member(text[span.start : span.end], begins_sentence(text, span.start)) for span in free if _is_member(text, span)]
        if prose.is_enumeration:
            count = sum(bool(known.within(span)) for span in spans)
            yield Group(GroupKind.ENUMERATION, tuple(named), count, prose.is_cued)
        else:
            yield Group(GroupKind.LOST_BREAKS, tuple(named), sum(known.covers(span) for span in spans))


def _split(text: str, span: Span, known: _Known) -> Iterator[Span]:
    """`Acme & Brewtown` is two names where one of them is listed; otherwise nobody knows, and it is one."""
    start = span.start
    for sign in _AND.finditer(text, span.start, span.end) if known.within(span) else ():
        yield Span(start, sign.start())
        start = sign.end()
    yield Span(start, span.end)


def _is_member(text: str, span: Span) -> bool:
    """`Historically, Acme …`: an adverb looks like the first of an enumeration."""
    name = text[span.start : span.end]
    return COINED.search(name) is not None or not (text.startswith(",", span.end) and begins_sentence(text, span.start))
