"""Lexicon: the words of a language that carry a claim. A file per language, `words/<language>.toml`; one without a file is not reworded.

Each class is a text of entries between commas. An entry may end in `*` (any ending), and be several words of one sense between slashes.
What the classes are for stands in `check.py`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from chalicelib.domain.ad_account import Platform
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.ordinary_words import ordinary_words


class Claim(StrEnum):
    """What a word claims; the value is its key in the file.

    `UP`, `DOWN`: a direction. `NOT`: a negation. `DOUBT`: what is not certain, word for word. `MEASURE`: what is measured.
    `QUANTITY`: a number, a share, a rank or an approximation in words. `CALENDAR`: a day or a month by name. `SPAN`: a stretch of time.
    `JUDGEMENT`: what no figure carries: praise and blame, causes, forecasts, advice, and units and scales that were not printed.
    """

    UP = "up"
    DOWN = "down"
    NOT = "not"
    DOUBT = "doubt"
    MEASURE = "measure"
    QUANTITY = "quantity"
    CALENDAR = "calendar"
    SPAN = "span"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`capitalised` may begin with a capital anywhere; `known`, where there is one, holds every word of the language that may be used."""

    language: str
    is_spaced: bool
    capitalised: frozenset[str]
    known: frozenset[str]
    _pattern: re.Pattern[str]
    _entries: tuple[tuple[Claim, str], ...]

    def claims(self, text: str) -> Iterator[tuple[Claim, str]]:
        """The claims in a text, in its order, each with the sense of its word; of two that begin at one place, the longer."""
        for found in self._pattern.finditer(text):
            if found.lastindex is None:
                yield Claim.MEASURE, found.group()
            else:
                yield self._entries[found.lastindex - 1]


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language (`de`), where there is one."""
    path = Path(__file__).parent / "words" / f"{language}.toml"
    if not path.is_file():
        return None
    read = tomllib.loads(path.read_text("utf-8"))
    words = {claim: _split(read[claim.value]) for claim in Claim}
    words[Claim.MEASURE] += [label.casefold() for label in (*(each.label for each in AiPlatform), *(each.label for each in Platform))]
    pattern, entries = _compiled(words, is_spaced=read["is_spaced"])
    capitalised = frozenset(_split(read["capitalised"]))
    known = ordinary_words() | capitalised if language == "en" else frozenset[str]()
    return Lexicon(language, read["is_spaced"], capitalised, known, pattern, entries)


def _split(text: str) -> list[str]:
    return [entry for entry in (" ".join(part.split()) for part in text.split(",")) if entry]


def _compiled(words: dict[Claim, list[str]], *, is_spaced: bool) -> tuple[re.Pattern[str], tuple[tuple[Claim, str], ...]]:
    """One pattern with a group per word, longer ones first; abbreviations of capitals (CPA, ROAS) are measures in every language."""
    entries = [
        (word, claim, claim.value if claim in (Claim.UP, Claim.DOWN, Claim.NOT) else entry)
        for claim, each in words.items()
        for entry in each
        for word in entry.split("/")
    ]
    entries.sort(key=lambda entry: len(entry[0]), reverse=True)
    alternatives = [f"((?i:{re.escape(word).replace(r'\ ', r'\s+').replace(r'\*', '[^\\W\\d_]*')}))" for word, _, _ in entries]
    abbreviation = r"[^\W\d_]*[A-Z][^\W\d_]*[A-Z][^\W\d_]*"
    whole = "|".join([*alternatives, abbreviation])
    pattern = rf"(?<![^\W_])(?:{whole})(?![^\W_])" if is_spaced else whole
    return re.compile(pattern), tuple((claim, sense) for _, claim, sense in entries)
