"""Lexicon: the words of a language that carry a claim. A file per language, `words/<language>.toml`; one without a file is not reworded.

Each class is a text of entries between commas. An entry may end in `*` (any ending), and be several words of one sense between slashes.
Beside the claims there are the plain words, which claim nothing. What the classes are for stands in `check.py`.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.domain.ad_account import Platform
from chalicelib.domain.ai_platform import AiPlatform


class Claim(StrEnum):
    """What a word claims; the value is its key in the file.

    `UP`, `DOWN`: a direction. `NOT`: a negation. `DOUBT`: what is not certain, word for word. `MEASURE`: what is measured.
    `QUANTITY`: a number, a share, a rank or an approximation in words. `CALENDAR`: a day or a month by name. `SPAN`: a stretch of time.
    `BASE`: what a figure is compared with, the stretch before, and where a change began.
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
    BASE = "base"
    JUDGEMENT = "judgement"


_OF_ONE_SENSE = {Claim.UP, Claim.DOWN, Claim.NOT}
_ABBREVIATION = re.compile(r"[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, or words, of a lexicon; `sense` is the same for those that may stand for each other."""

    word: str
    claim: Claim
    sense: str


@dataclass(frozen=True, slots=True)
class Found:
    """A claim in a text, and where it stands."""

    claim: Claim
    sense: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words. Without spaces between them, each character of a plain word is plain."""

    language: str
    is_spaced: bool
    entries: tuple[Entry, ...]
    _plain: re.Pattern[str]
    _beginning: Mapping[str, tuple[re.Pattern[str], tuple[Entry, ...]]]
    """By first letter: with one pattern of all words each place of a text is tried with hundreds."""
    _leading: re.Pattern[str] | None
    """What says, right before a figure, whether a change ends or begins there: `to`, `from`."""

    def claims(self, text: str) -> Iterator[Found]:
        """The claims in a text, in its order; of two that begin at one place, the longer.

        Abbreviations of capitals (CPA, ROAS) are measures in every language.
        """
        position = 0
        while position < len(text):
            found = self._at(text, position)
            if found is not None:
                yield found
            position = found.end if found else position + 1

    def is_plain(self, word: str) -> bool:
        """Whether the word, in lower case, claims nothing: articles, pronouns, prepositions, forms of `be`, `bring`, `show` …"""
        return self._plain.fullmatch(word) is not None

    def leads(self, gap: str) -> str | None:
        """The word at the end of what stands before a figure that says what the figure is to a change; None where there is none."""
        found = self._leading.search(gap) if self._leading else None
        return found.group(1).lower() if found else None

    def _at(self, text: str, position: int) -> Found | None:
        if self.is_spaced and position and text[position - 1].isalnum():
            return None
        pattern, entries = self._beginning.get(text[position].lower(), (None, ()))
        found = pattern.match(text, position) if pattern else None
        if found and found.lastindex is not None:
            entry = entries[found.lastindex - 1]
            return Found(entry.claim, entry.sense, position, found.end())
        found = _ABBREVIATION.match(text, position)
        return Found(Claim.MEASURE, found.group(), position, found.end()) if found else None


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language (`de`), where there is one."""
    path = Path(__file__).parent / "words" / f"{language}.toml"
    if not path.is_file():
        return None
    read = tomllib.loads(path.read_text("utf-8"))
    entries = tuple(sorted(_entries(read), key=lambda entry: len(entry.word), reverse=True))
    plain = _split(read["plain"])
    plain += [] if read["is_spaced"] else list("".join(plain))
    pattern = re.compile("|".join(map(_pattern, plain)))
    leading = "|".join(map(_pattern, _split(read["at_figures"])))
    before_figures = re.compile(rf"\b({leading})\s*\Z", re.IGNORECASE) if leading else None
    return Lexicon(language, read["is_spaced"], entries, pattern, _by_beginning(entries, is_spaced=read["is_spaced"]), before_figures)


def _split(text: str) -> list[str]:
    return [entry for entry in (" ".join(part.split()) for part in text.split(",")) if entry]


def _entries(read: Mapping[str, Any]) -> Iterator[Entry]:
    for claim in Claim:
        for sense in _split(read[claim.value]):
            for word in sense.split("/"):
                yield Entry(word, claim, claim.value if claim in _OF_ONE_SENSE else sense)
    for platform in (*AiPlatform, *Platform):
        yield Entry(platform.label.lower(), Claim.MEASURE, platform.label)


def _by_beginning(entries: Sequence[Entry], *, is_spaced: bool) -> dict[str, tuple[re.Pattern[str], tuple[Entry, ...]]]:
    beginning: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        beginning[entry.word[0]].append(entry)
    end = r"(?![^\W_])" if is_spaced else ""
    return {
        letter: (re.compile(f"(?:{'|'.join(f'({_pattern(each.word)})' for each in found)}){end}", re.IGNORECASE), tuple(found))
        for letter, found in beginning.items()
    }


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+").replace(r"\*", r"[^\W\d_]*")
