"""Recognition: which names in a report's answers are businesses that nobody listed, found over all its answers together.

A name that one answer shows to be a business (showing.py) is one in every answer, in prose too, and vouches for those beside it; unless
it is shown so in too few of the answers that have it: `Travel Mode` stands in an enumeration of names now and then, `Dashlane` mostly.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.answer_analysis.evidence import Evidence, Group, GroupKind, Member, Run
from chalicelib.domain.answer_analysis.name_index import Key, NameIndex
from chalicelib.domain.answer_analysis.report_words import ReportWords
from chalicelib.domain.answer_analysis.showing import Beside, shows
from chalicelib.domain.answer_analysis.spelling import looks_like_a_name, name_key

_LISTED = """
    android chrome chromebook chromeos chromium edge firefox ios ipad ipados iphone kubernetes linux mac macos macbook opera powershell
    safari ubuntu unix watchos windows web wi-fi wifi bluetooth nfc javascript typescript python
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    america asia australia austria belgium brazil britain canada china denmark england europe finland france germany india ireland italy
    japan korea mexico netherlands norway poland portugal russia scotland singapore spain sweden switzerland turkey ukraine
    english french german spanish italian portuguese dutch european american british
"""
_NO_BUSINESSES = frozenset(_LISTED.split())
"""Platforms, months, days, countries and languages: capitalised, side by side, and nobody's rival."""
_EDITIONS_LISTED = """
    business businesses enterprise families family free individual personal plus premium pro standard starter team teams basic plan plans
    ultimate lite edition cloud desktop mobile app apps organization organizations
    inc ltd llc llp plc gmbh ag sa co corp company group security software technologies labs
"""
_EDITIONS = frozenset(_EDITIONS_LISTED.split())
"""What after a business's name makes it no other business."""
_LEAST_SHARE, _LEAST_SHARE_OF_WORDS = 0.15, 0.5
"""In how many of the answers that have a name it is shown to be a business, at least; more where ordinary words are all there is to it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A business as it is written where it was found, and its website where its own link told it."""

    name: str
    website: str | None


@dataclass(frozen=True, slots=True)
class _Candidates:
    """One group of one answer, with who in it may be a business at all."""

    answer: int
    group: Group
    members: tuple[tuple[Key, Member], ...]
    is_english: bool


class Recognition:
    """The businesses that nobody listed."""

    def __init__(self, answers: Sequence[Evidence]) -> None:
        """Every answer of one report, in order. The same answers find the same businesses."""
        self._words = ReportWords(answers)
        self._groups = [_candidates(number, group, answer) for number, answer in enumerate(answers) for group in answer.groups]
        self._anchored: set[Key] = set()
        self.found: dict[Key, Found] = {}
        refused: set[Key] = set()
        while seldom := self._seldom_shown(answers, self._find(refused)):
            refused |= seldom
        self._drop_editions()
        self._index = NameIndex(self.found, self._words)

    def named_in(self, runs: Sequence[Run]) -> dict[Key, tuple[int, int]]:
        """Of each found business that these runs name: where it is first named, and how often."""
        return self._index.named_in(runs)

    def _find(self, refused: set[Key]) -> dict[Key, set[int]]:
        """In which answers each is shown. Round by round: who was found in one place vouches for those beside it in another."""
        self.found, self._anchored = {}, set()
        while True:
            before = len(self.found), len(self._anchored)
            shown: dict[Key, set[int]] = defaultdict(set)
            for candidates in self._groups:
                for key, member in self._shown(candidates):
                    if key not in refused:
                        shown[key].add(candidates.answer)
                        self._take(key, member, candidates)
            if (len(self.found), len(self._anchored)) == before:
                return shown

    def _shown(self, candidates: _Candidates) -> Iterator[tuple[Key, Member]]:
        found = [key in self.found for key, _ in candidates.members]
        likely = [
            is_found or (candidates.is_english and self._words.has_no_word(member.name))
            for is_found, (_, member) in zip(found, candidates.members, strict=True)
        ]
        anchored = [key in self._anchored for key, _ in candidates.members]
        for at, (key, member) in enumerate(candidates.members):
            beside = Beside(
                candidates.group.known,
                sum(found) - found[at],
                sum(anchored) - anchored[at],
                sum(likely) - likely[at],
                len(candidates.group.members) - 1,
            )
            if shows(candidates.group, member, beside, self._words):
                yield key, member

    def _take(self, key: Key, member: Member, candidates: _Candidates) -> None:
        first = self.found.get(key)
        if first is None or (first.website is None and member.website is not None):
            self.found[key] = Found(first.name if first else member.name, member.website)
        group = candidates.group
        if group.known or group.kind is not GroupKind.ENUMERATION or any(other in self._anchored for other, _ in candidates.members):
            self._anchored.add(key)

    def _seldom_shown(self, answers: Sequence[Evidence], shown: dict[Key, set[int]]) -> set[Key]:
        index = NameIndex(self.found, self._words)
        having = Counter(key for answer in answers for key in index.named_in(answer.runs))
        return {key for key, answers_with in having.items() if len(shown[key]) < answers_with * self._least_share(key)}

    def _least_share(self, key: Key) -> float:
        return _LEAST_SHARE_OF_WORDS if self._words.is_only_words(self.found[key].name) else _LEAST_SHARE

    def _drop_editions(self) -> None:
        """`Acme Business` is Acme; `Apple iCloud Keychain` is iCloud Keychain, where that and Apple were found."""
        for key in list(self.found):
            parts = ((key[:cut], key[cut:]) for cut in range(1, len(key)))
            if any(head in self.found and (rest in self.found or set(rest) <= _EDITIONS) for head, rest in parts):
                del self.found[key]


def _candidates(number: int, group: Group, answer: Evidence) -> _Candidates:
    keyed = ((name_key(member.name), member) for member in group.members if looks_like_a_name(member.name))
    possible = tuple((key, member) for key, member in keyed if not set(key) <= _EDITIONS and member.name.lower() not in _NO_BUSINESSES)
    return _Candidates(number, group, possible, answer.is_english)
