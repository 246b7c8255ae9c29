"""Passages of whole reports, and a model that words them otherwise without changing what they say."""

from collections.abc import Iterator

from chalicelib import sections
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.facts import Facts
from chalicelib.domain.passage import Passage, passages
from chalicelib.domain.section import Omitted
from chalicelib.domain.visibility_facts import VisibilityFacts


def prose_of(facts: Facts | VisibilityFacts) -> Iterator[Passage]:
    """Every passage of a report that may be put into other words."""
    for key in facts.sections:
        section = sections.load(key)
        view = section.view(facts, BabelWording(facts.locale))
        if not isinstance(view, Omitted):
            yield from passages(key, section.prose, view)


def in_short(text: str) -> str:
    """Other words that say the same."""
    return f"In short: {text}"
