"""Printed: a section's view in the words that were taken for it. They are checked again, here, against what the rules say now."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.passage import passages, with_passages
from chalicelib.domain.prose import Prose
from chalicelib.domain.rewording.check import Refusal, checked
from chalicelib.domain.rewording.lexicon import lexicon
from chalicelib.domain.rewording.reworded import Reworded


def in_new_words(section: str, places: Sequence[str], view: Mapping[str, Any], reworded: Reworded | None, locale: str) -> Mapping[str, Any]:
    """The view of a report in this locale (as Babel names it); a passage without new words, or whose are not right, as it is."""
    words = lexicon(locale.partition("_")[0])
    if reworded is None or words is None or not places:
        return view
    new = {each.place: each.text for each in reworded.passages}
    said: dict[str, Prose] = {}
    for passage in passages(section, places, view):
        text = new.get(passage.place)
        verdict = Refusal.MISSING if text is None else checked(passage, text, words)
        if not isinstance(verdict, Refusal):
            said[passage.place] = verdict
    return with_passages(section, places, view, said)
