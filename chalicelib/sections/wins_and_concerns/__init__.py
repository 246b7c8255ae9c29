"""Wins and concerns: what went well and what needs a look, the top three of each, against targets or against the period before."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import period_before, value
from chalicelib.domain.prose import Prose, Strong
from chalicelib.domain.section import Need, Omitted, Section, Wording
from chalicelib.domain.wins_and_concerns import Finding, WinsAndConcerns, wins_and_concerns
from chalicelib.sections.currency_blocks import NO_DATA
from chalicelib.sections.judged_words import off_words, subject_words
from chalicelib.sections.wins_and_concerns.drivers import CampaignsOf, campaigns_of, drivers

NOTHING_JUDGED = Omitted("There is no target, and no day of the period before, to hold a figure against.")


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """Two lists; an empty one says so."""
    if not with_data(facts):
        return NO_DATA
    found = wins_and_concerns(facts)
    if not found.judged:
        return NOTHING_JUDGED
    found_in = campaigns_of(facts)
    return {
        "headline": _headline(found, facts, wording),
        "wins": [_item(finding, found_in, facts, wording) for finding in found.wins[: thresholds.FINDINGS]],
        "concerns": [_item(finding, found_in, facts, wording) for finding in found.concerns[: thresholds.FINDINGS]],
        "margin": wording.percent(thresholds.TARGET_MARGIN, 0),
        "judged": found.judged,
        "before": period_before(facts.period),
        "by_change": any(not finding.is_target for finding in (*found.wins, *found.concerns)),
        "more": max(len(found.wins) - thresholds.FINDINGS, 0) + max(len(found.concerns) - thresholds.FINDINGS, 0),
    }


def _headline(found: WinsAndConcerns, facts: Facts, wording: Wording) -> Prose:
    """`2 wins and 1 concern; first to look at: spend, 5.3 % over budget`."""
    wins, concerns = len(found.wins), len(found.concerns)
    if not wins and not concerns:
        return (f"Nothing is more than {wording.percent(thresholds.TARGET_MARGIN, 0)} off",)
    counted = f"{_count(wins, 'win').capitalize()} and {_count(concerns, 'concern')}"
    if not concerns:
        return (counted,)
    first = found.concerns[0]
    subject = subject_words(first.subject, facts)
    label = first.metric.label if first.metric.label.isupper() else first.metric.label.lower()
    return (f"{counted}; first to look at: {label}", *((" of ", *subject) if subject else ()), f", {_off(first, facts, wording)}")


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _item(finding: Finding, found_in: CampaignsOf, facts: Facts, wording: Wording) -> dict[str, Prose]:
    currency = finding.subject.currency or ""
    actual, reference = (value(finding.metric, amount, currency, wording) for amount in (finding.actual, finding.reference))
    subject = subject_words(finding.subject, facts)
    lead: Prose = (Strong(f"{finding.metric.label} {actual}, {_off(finding, facts, wording)}"), *((" · ", *subject) if subject else ()))
    against = f"The target is {reference}." if finding.is_target else f"It was {reference}."
    return {"lead": lead, "detail": (against, *_after_space(drivers(finding, found_in, facts, wording)))}


def _off(finding: Finding, facts: Facts, wording: Wording) -> str:
    return off_words(finding.metric, finding.relative, wording, is_target=finding.is_target, before=period_before(facts.period))


def _after_space(prose: Prose) -> Prose:
    return (" ", *prose) if prose else ()


SECTION = Section(
    "wins_and_concerns",
    "Wins and concerns",
    "What is more than 10 % better or worse than its target, or than the period before: the top three of each.",
    lambda length: length,
    view,
    needs=(Need.TARGETS,),
)
