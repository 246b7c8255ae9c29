"""Narrate: have the prose of a report put into a language model's words, once, before its facts are frozen.

Whatever the model does, the report has its prose: what is refused, or not answered, keeps the words that the rules built.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from chalicelib import sections
from chalicelib.domain.facts import Facts
from chalicelib.domain.passage import Passage, passages
from chalicelib.domain.rewording.check import Refusal
from chalicelib.domain.rewording.lexicon import lexicon
from chalicelib.domain.rewording.request import plan, taken
from chalicelib.domain.rewording.reworded import Reworded
from chalicelib.domain.section import Omitted, Wording
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.usecases.ports.narrators import Narrator, NotReworded


@dataclass(frozen=True, slots=True)
class Narrated:
    """What came of it, without a word of the report: how many passages were asked for, and refused for what; or why there was no answer."""

    asked: int
    refused: Mapping[Refusal, int] = field(default_factory=dict)
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Narrate:
    """The use case. `wording` is how a locale writes, and `told` hears what came of each report."""

    narrator: Narrator
    wording: Callable[[str], Wording]
    told: Callable[[Narrated], None]

    def __call__[F: Facts | VisibilityFacts](self, facts: F) -> F:
        """The facts with what the model's words were taken for; as they are where nothing was."""
        words = lexicon(facts.locale.partition("_")[0])
        request = words and plan(list(_prose(facts, self.wording(facts.locale))), words)
        if not request:
            return facts
        asked = len(request.passages)
        try:
            answer = self.narrator.reword(request)
        except NotReworded as reason:
            self.told(Narrated(asked, failure=reason.code))
            return facts
        found = taken(request, answer)
        self.told(Narrated(asked, found.refused))
        if not found.passages:
            return facts
        return replace(facts, reworded=Reworded(self.narrator.model, asked, sum(found.refused.values()), found.passages))


def _prose(facts: Facts | VisibilityFacts, wording: Wording) -> Iterator[Passage]:
    for key in facts.sections:
        section = sections.load(key)
        if section.prose and not isinstance(view := section.view(facts, wording), Omitted):
            yield from passages(key, section.prose, view)
