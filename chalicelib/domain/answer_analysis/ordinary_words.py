"""Ordinary words: names that are English words too (`Keeper`, `Notion`, `Best Buy`), and when such a word is used as a name.

The words are SCOWL's up to size 35 (40,134 words in lower case, with their inflections; ordinary_words.LICENSE).
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from chalicelib.domain.answer_analysis.inline_text import Span
from chalicelib.domain.answer_analysis.sentences import begins_sentence
from chalicelib.domain.answer_analysis.visible_text import Block, BlockKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ONLY_WORDS = re.compile(r"[^\W\d_]+(?:['’ &-]+[^\W\d_]+)*")
_WORD_BEFORE = re.compile(r"([^\W_][\w'’.-]*)[ ]$")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "with"})
_FOLLOWS_A_NAME = re.compile(
    r"['’]s\b|\s*[:–—|(,;/&]|\s+-\s|\s*(?:\n|$)|\s+(?i:and|or|vs\.?|versus)\s+[^\W_a-z]"
    r"|\s+(?:is|was|has|had|can|could|will|would|does|did|may|might|also|offers|provides|supports|includes|uses|lets|gives|makes|allows"
    r"|works|stands|remains|gets|costs|charges|comes|combines|focuses|integrates|stores|encrypts|shines|scores|wins|excels)\b"
)
_ANOTHER_NAME_FOLLOWS = re.compile(r"\s[A-Z][a-z]")
_SHORTEST_TITLE = 2
_EDGES = " \t\n.,:;–—-()\"'“”*0123456789"


@cache
def ordinary_words() -> frozenset[str]:
    """The English words that are nobody's name, in lower case."""
    return frozenset(Path(__file__).with_suffix(".txt").read_text(encoding="ascii").split())


@lru_cache(maxsize=1024)
def is_ordinary(name: str) -> bool:
    """Whether every word of a name is an ordinary word, and nothing in its spelling (`LastPass`, `1Password`) tells it from one."""
    return _ONLY_WORDS.fullmatch(name) is not None and all(
        len(word) == 1 or (word.casefold() in ordinary_words() and word in (word.lower(), word.capitalize()))
        for word in _WORD.findall(name)
    )


def is_written_as_a_name(text: str, span: Span) -> bool:
    """Whether the words of an ordinary name are capitalised here, and are no part of a longer name (`Times Square`)."""
    words = [word for word in _WORD.findall(text[span.start : span.end]) if word.casefold() not in _SMALL]
    if not all(word[0].isupper() or not word[0].isalpha() for word in words):
        return False
    before = _WORD_BEFORE.search(text, max(0, span.start - 40), span.start)
    if len(words) > 1 or before is None or begins_sentence(text, before.start()):
        return True
    word = before.group(1)
    return word.casefold() in _SMALL or not (word.istitle() and word.isalpha()) or _is_title_case(_line(text, span))


def stands_as_a_name(text: str, span: Span, block: Block) -> bool:
    """Whether a capitalised ordinary word is a name on this place's evidence alone.

    Within a sentence the capital is the evidence. At its beginning, and in a title where every word has a capital, the word must be set
    apart (bold, linked, a whole line or cell) or be followed as names are (`Keeper is`, `Keeper's`, `Keeper –`).
    """
    is_one_word = " " not in text[span.start : span.end].strip()
    in_title = _is_title_case(_line(text, span))
    if not in_title and not (is_one_word and begins_sentence(text, span.start)):
        return True
    if any(_covers(text, mark, span) for mark in (*block.bold, *(link for link, _ in block.links))):
        return True
    if _FOLLOWS_A_NAME.match(text, span.end):
        return True
    return not in_title and block.place.kind is not BlockKind.HEADING and _ANOTHER_NAME_FOLLOWS.match(text, span.end) is not None


def _covers(text: str, mark: Span, span: Span) -> bool:
    inside = mark.start <= span.start and span.end <= mark.end
    return inside and not (text[mark.start : span.start] + text[span.end : mark.end]).strip(_EDGES)


def _line(text: str, span: Span) -> str:
    return text[text.rfind("\n", 0, span.start) + 1 : text.find("\n", span.end) % (len(text) + 1)]


def _is_title_case(line: str) -> bool:
    count = 0
    for word in _WORD.finditer(line):  # one by one: the first small letter of a long line decides
        if word.group().casefold() in _SMALL:
            continue
        if word.group()[0].isalpha() and not word.group()[0].isupper():
            return False
        count += 1
    return count > _SHORTEST_TITLE
