"""Wins and concerns: what went well and what needs a look, the top three of each, against targets or against the period before."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import value
from chalicelib.domain.period_words import from_before
from chalicelib.domain.prose import Prose, Strong, capitalised, plain
from chalicelib.domain.section import Need, Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.wins_and_concerns import Finding, WinsAndConcerns, wins_and_concerns
from chalicelib.sections.currency_blocks import NO_DATA
from chalicelib.sections.judged_words import metric_of, off_before, off_target, subject_words
from chalicelib.sections.wins_and_concerns.drivers import drivers

NOTHING_JUDGED = Omitted(translatable("There is no target, and no day of the period before, to hold a figure against."))


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """Two lists; an empty one says so."""
    if not with_data(facts):
        return NO_DATA
    found = wins_and_concerns(facts)
    if not found.judged:
        return NOTHING_JUDGED
    return {
        "headline": _headline(found, facts, wording),
        "wins": [_item(finding, facts, wording) for finding in found.wins[: thresholds.FINDINGS]],
        "concerns": [_item(finding, facts, wording) for finding in found.concerns[: thresholds.FINDINGS]],
        "sub": _sub(found, facts, wording),
    }


def _sub(found: WinsAndConcerns, facts: Facts, wording: Wording) -> str:
    margin = wording.percent(thresholds.TARGET_MARGIN, 0)
    if all(finding.is_target for finding in (*found.wins, *found.concerns)):
        first = wording.text_many(
            "Of {number} figure, those more than {margin} better or worse than their target",
            "Of {number} figures, those more than {margin} better or worse than their target",
            found.judged,
            margin=margin,
        )
    else:
        first = wording.text_many(
            "Of {number} figure, those more than {margin} better or worse than their target, or clearly changed by as much {from_before} "
            "where none is set",
            "Of {number} figures, those more than {margin} better or worse than their target, or clearly changed by as much {from_before} "
            "where none is set",
            found.judged,
            margin=margin,
            from_before=from_before(facts.period, wording),
        )
    told = [first, wording.text("those that concern most of the spend first")]
    more = max(len(found.wins) - thresholds.FINDINGS, 0) + max(len(found.concerns) - thresholds.FINDINGS, 0)
    if more:
        told.append(wording.text_many("{number} more is not printed", "{number} more are not printed", more))
    return plain(wording.clauses(told))


def _headline(found: WinsAndConcerns, facts: Facts, wording: Wording) -> Prose:
    """`2 wins and 1 concern; first to look at: spend, 5.3 % over budget`."""
    if not found.wins and not found.concerns:
        return wording.say("Nothing is more than {margin} off", margin=wording.percent(thresholds.TARGET_MARGIN, 0))
    counted = capitalised(wording.listed([_wins(len(found.wins), wording), _concerns(len(found.concerns), wording)]))
    if not found.concerns:
        return counted
    first = found.concerns[0]
    return wording.say(
        "{counted}; first to look at: {metric}, {off}",
        counted=counted,
        metric=metric_of(first.metric, first.subject, facts, wording),
        off=_off(first, facts, wording),
    )


def _wins(number: int, wording: Wording) -> str:
    return wording.text_many("{number} win", "{number} wins", number) if number else wording.text("no wins")


def _concerns(number: int, wording: Wording) -> str:
    return wording.text_many("{number} concern", "{number} concerns", number) if number else wording.text("no concerns")


def _item(finding: Finding, facts: Facts, wording: Wording) -> dict[str, Prose]:
    currency = finding.subject.currency or ""
    actual, reference = (value(finding.metric, amount, currency, wording) for amount in (finding.actual, finding.reference))
    subject = subject_words(finding.subject, facts, wording)
    told = {"metric": wording.text(finding.metric.label), "figure": actual, "off": _off(finding, facts, wording)}
    lead = Strong(wording.text("{metric} {figure}, {off}", **told))
    against = (
        wording.say("The target is {figure}.", figure=reference) if finding.is_target else wording.say("It was {figure}.", figure=reference)
    )
    return {
        "lead": (lead, " · ", *subject) if subject else (lead,),
        "detail": wording.paragraph([against, drivers(finding, facts, wording)]),
    }


def _off(finding: Finding, facts: Facts, wording: Wording) -> str:
    if finding.is_target:
        return off_target(finding.metric, finding.relative, wording)
    return off_before(finding.metric, finding.relative, facts.period, wording)


SECTION = Section(
    "wins_and_concerns",
    translatable("Wins and concerns"),
    "What is more than 10 % better or worse than its target, or than the period before: the top three of each.",
    lambda length: length,
    view,
    needs=(Need.TARGETS,),
)
