"""The summary of a visibility report: one sentence that answers, and a paragraph that says why and where to look."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.prose import Name, Prose, shortened
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.share_in_words import in_answers
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics, visibility_metrics
from chalicelib.sections.visibility_summary.first_named import first_named
from chalicelib.sections.visibility_summary.reasons import reasons


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any]:
    """The answer; where no platform answered, that is the answer."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return _nothing(metrics, wording)
    return {"headline": _headline(facts, metrics, wording), "lede": reasons(facts, metrics, wording)}


def _headline(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> Prose:
    brand, first = shortened(facts.brand.name), first_named(facts.answered, facts.brand.name)
    rival = shortened(first.rival)
    if not metrics.appearances.count:
        return _not_named(metrics, brand, rival if first.rivals else None, wording)
    in_share = in_answers(metrics.appearances, wording)
    if first.rivals < first.own and first.rivals:
        return wording.say(
            "{brand} is named {in_share}, and first more often than any other business recognised", brand=brand, in_share=in_share
        )
    if first.own < first.rivals:
        return wording.say("{brand} is named {in_share}; {rival} comes first most often", brand=brand, in_share=in_share, rival=rival)
    return wording.say("{brand} is named {in_share}", brand=brand, in_share=in_share)


def _not_named(metrics: VisibilityMetrics, brand: Name, rival: Name | None, wording: Wording) -> Prose:
    if metrics.total_results == 1:
        return wording.say("The only answer does not name {brand}", brand=brand)
    if rival is None:
        return wording.say("{brand} is named in none of the answers", brand=brand)
    return wording.say("{brand} is named in none of the answers; {rival} comes first most often", brand=brand, rival=rival)


def _nothing(metrics: VisibilityMetrics, wording: Wording) -> Mapping[str, Any]:
    lede = wording.say_many(
        "The {number} question to the platforms failed, so there is nothing to measure and nothing to compare. "
        "A failure is never counted as an absence. Each platform's reason stands under the method.",
        "All {number} questions to the platforms failed, so there is nothing to measure and nothing to compare. "
        "A failure is never counted as an absence. Each platform's reason stands under the method.",
        metrics.failed_results,
    )
    return {"headline": wording.say("No AI platform answered"), "lede": (lede,)}


SECTION = Section(
    "visibility_summary",
    translatable("Visibility summary"),
    "How often the brand is named, where it is named most and least, and where to look first.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
    prose=("headline", "lede"),
)
