"""Mentions: where an answer names which business."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chalicelib.domain.answer_analysis.addresses import domains
from chalicelib.domain.answer_analysis.analysis import BrandNames
from chalicelib.domain.answer_analysis.folding import Folded, fold
from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.name_pattern import NamePattern
from chalicelib.domain.answer_analysis.ordinary_words import is_ordinary, is_written_as_a_name, stands_as_a_name
from chalicelib.domain.answer_analysis.visible_text import VisibleText
from chalicelib.domain.citation import bare_domain, domain_of

_PATTERNS = 64


@dataclass(frozen=True, slots=True)
class Mention:
    """One business, by its place among those looked for, named at a span of the visible text."""

    business: int
    span: Span


def mentions(visible: VisibleText, businesses: tuple[BrandNames, ...]) -> tuple[Mention, ...]:
    """Every mention, from left to right, none within another; longest name first. Ordinary words count only where they are names."""
    folded = fold(visible.text)
    found = [_mention(folded, *match) for match in _pattern(businesses).find(folded.text)]
    named = _named_by_address(visible.text, found)
    return tuple(_used_as_names(visible, [mention for mention in found if mention in named]))


@lru_cache(maxsize=_PATTERNS)
def _pattern(businesses: tuple[BrandNames, ...]) -> NamePattern:
    return NamePattern([tuple(_names(business)) for business in businesses])


def _names(business: BrandNames) -> Iterator[str]:
    yield business.name
    yield from business.aliases
    if business.website:
        yield domain_of(business.website) or bare_domain(business.website)
    elif business.name.isalnum():
        yield f"{business.name}.com"  # nobody said where else it lives


def _mention(folded: Folded, business: int, start: int, end: int) -> Mention:
    return Mention(business, Span(folded.offsets[start], folded.offsets[end - 1] + 1))


def _named_by_address(text: str, found: Sequence[Mention]) -> set[Mention]:
    """Without names that are only part of an address: `Notion` in `notion.example.com`; `Sync.com` as a whole is a name."""
    addresses = list(domains(text)) if "." in text else []
    starts = [start for start, _ in addresses]

    def is_free(span: Span) -> bool:
        at = bisect_right(starts, span.end - 1) - 1
        if at < 0 or addresses[at][1] <= span.start:
            return True
        return span.start <= addresses[at][0] and span.end >= addresses[at][1]

    return {mention for mention in found if is_free(mention.span)}


def _used_as_names(visible: VisibleText, found: Sequence[Mention]) -> Iterator[Mention]:
    text = visible.text
    written = [mention for mention in found if not _is_word(text, mention) or is_written_as_a_name(text, mention.span)]
    sure = {mention.business for mention in written if not _is_word(text, mention) or _stands(visible, mention)}
    yield from (mention for mention in written if mention.business in sure)


def _is_word(text: str, mention: Mention) -> bool:
    written = text[mention.span.start : mention.span.end]
    return is_ordinary(written.lower())


def _stands(visible: VisibleText, mention: Mention) -> bool:
    return stands_as_a_name(visible.text, mention.span, visible.block_at(mention.span.start))
