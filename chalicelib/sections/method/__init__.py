"""Method and definitions: what each figure and each word of the report means, in plain words."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.definitions import definitions


def view(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    """The terms that this report uses."""
    return {"definitions": definitions(facts, wording)}


SECTION = Section(
    "method",
    translatable("Method and definitions"),
    "How each figure is made, what a clear change is, and every threshold that the report used.",
    lambda length: max(length, thresholds.BASELINE_DAYS),
    view,
)
