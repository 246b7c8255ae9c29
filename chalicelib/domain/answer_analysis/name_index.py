"""Name index: where found names stand in an answer's runs of capitalised words; the longest name first, and no pattern to compile."""

from collections.abc import Collection, Iterable, Iterator

from chalicelib.domain.answer_analysis.evidence import Run
from chalicelib.domain.answer_analysis.report_words import ReportWords
from chalicelib.domain.answer_analysis.spelling import name_key

type Key = tuple[str, ...]

_DOT_COM = ".com"
_LONGEST_SMALL_WORD = 3


class NameIndex:
    """Names by their first word."""

    def __init__(self, names: Collection[Key], words: ReportWords) -> None:
        self._names = frozenset(names)
        self._words = words
        self._by_first: dict[str, list[Key]] = {}
        for key in sorted(names, key=len, reverse=True):
            self._by_first.setdefault(key[0], []).append(key)

    def named_in(self, runs: Iterable[Run]) -> dict[Key, tuple[int, int]]:
        """Of each name that these runs have: where it first stands (near enough to sort by), and how often."""
        named: dict[Key, tuple[int, int]] = {}
        for run in runs:
            for offset, key in self._within(run):
                first, times = named.get(key, (run.first + offset, 0))
                named[key] = min(first, run.first + offset), times + run.times
        return named

    def _within(self, run: Run) -> Iterator[tuple[int, Key]]:
        words = self._without_dot_com(name_key(run.words))
        at = 0
        while at < len(words):
            key = next((key for key in self._by_first.get(words[at], ()) if words[at : at + len(key)] == key), None)
            if key is None or not self._stands(run, words, at, key):
                at += 1
            else:
                yield at, key
                at += len(key)

    def _without_dot_com(self, words: Key) -> Key:
        """`acme.com` names Acme, as it does for a listed business whose website nobody told."""
        bare = (words[0].removesuffix(_DOT_COM),) if len(words) == 1 else words
        return bare if bare in self._names and words not in self._names else words

    def _stands(self, run: Run, words: Key, at: int, key: Key) -> bool:
        """`Square` is none in `Times Square`; it is in `Choose Square` where that begins a sentence, and in `Acme and Square`."""
        if at == 0 or len(key) > 1 or not self._words.is_word(key[0]):
            return True
        return len(words[at - 1]) <= _LONGEST_SMALL_WORD or (run.opens and at == 1 and self._words.is_word(words[0]))
