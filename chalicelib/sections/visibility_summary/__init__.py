"""The summary of a visibility report: one sentence that answers, and a paragraph that says why and where to look."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.prose import Fragment, Prose, shortened
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics, visibility_metrics
from chalicelib.domain.visibility_narrative import in_words
from chalicelib.sections.visibility_summary.first_named import first_named
from chalicelib.sections.visibility_summary.reasons import reasons


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any]:
    """The answer; where no platform answered, that is the answer."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return _nothing(metrics, wording)
    return {"headline": _headline(facts, metrics, wording), "lede": reasons(facts, metrics, wording)}


def _headline(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> Prose:
    brand: Fragment = shortened(facts.brand.name)
    named: Prose = (brand, " is named in ", in_words(metrics.appearances, wording))
    first = first_named(facts.answered, facts.brand.name)
    if not first.rival:
        return named
    if first.own > first.rivals:
        return (*named, ", and first more often than any other business recognised")
    if first.own < first.rivals:
        return (*named, "; ", shortened(first.rival), " comes first most often")
    return named


def _nothing(metrics: VisibilityMetrics, wording: Wording) -> Mapping[str, Any]:
    lede: Prose = (
        f"All {wording.count(metrics.failed_results)} questions to the platforms failed, so there is nothing to measure and nothing to "
        "compare. A failure is never counted as an absence. Each platform's reason stands under the method.",
    )
    return {"headline": ("No AI platform answered",), "lede": (lede,)}


SECTION = Section(
    "visibility_summary",
    "Visibility summary",
    "How often the brand is named, where it is named most and least, and where to look first.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
