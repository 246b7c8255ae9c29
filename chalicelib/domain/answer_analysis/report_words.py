"""Report words: what a report's answers themselves tell of a word: a name, or a word that they also write in lower case."""

from collections import Counter
from collections.abc import Sequence

from chalicelib.domain.answer_analysis.evidence import Evidence
from chalicelib.domain.answer_analysis.spelling import COINED, is_english_word, name_key, naming_words

_WORD_SHARE = 4
"""A word is one that stands in lower case in a quarter as many answers as with a capital: one slip makes no name a word."""


class ReportWords:
    """The words of answers that were given together, of whatever language."""

    def __init__(self, answers: Sequence[Evidence]) -> None:
        self._small = Counter(part for answer in answers for word in answer.words for part in name_key(word))
        self._capital = Counter(word for answer in answers for word in {word for run in answer.runs for word in name_key(run.words)})
        self._judged: dict[str, bool] = {}

    def is_word(self, word: str) -> bool:
        """Whether it is an English word, an acronym, or written in lower case too often for a name."""
        if word not in self._judged:
            self._judged[word] = is_english_word(word) or self.is_written_small(word)
        return self._judged[word]

    def is_written_small(self, name: str) -> bool:
        """Whether the answers write a word of it in lower case too often for a name; English words are not counted."""
        return any(self._small[part] * _WORD_SHARE >= max(1, self._capital[part]) for part in name_key(name))

    def is_only_words(self, name: str) -> bool:
        """Whether nothing in a name is more than a word: `Travel Mode`, `Small Batch`."""
        return all(map(self.is_word, naming_words(name)))

    def has_no_word(self, name: str) -> bool:
        """Whether every part of a name is more than a word: `Dashlane`."""
        return not any(map(self.is_word, naming_words(name)))

    def is_coined(self, name: str) -> bool:
        """Whether a name is spelled as no word is, and not merely has a word such as `iPhones` beside one."""
        return COINED.search(name) is not None
