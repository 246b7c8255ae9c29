"""The footer of a visibility report: the names that were looked for, where the full answers are, and whose answers they are."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.citation import domain_of
from chalicelib.domain.prose import Name, Prose
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_narrative import counted_answers, zone_in_words
from chalicelib.domain.wall_clock import wall_time


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any]:
    """Sentences: the brand's names, the competitors', the answers, and the samples where there are any."""
    told = [_brand(facts, wording), _competitors(facts, wording), _answers(facts, wording), _samples(facts, wording)]
    return {"sentences": [sentence for sentence in told if sentence]}


def _brand(facts: VisibilityFacts, wording: Wording) -> Prose:
    domain = domain_of(facts.brand.website)
    names = [facts.brand.name, *facts.brand.brand_aliases, *([domain] if domain else [])]
    return wording.say(
        "An answer names the brand where its text has {names}, whatever the case and accents; not inside a link.",
        names=wording.one_of([Name(name) for name in names]),
    )


def _competitors(facts: VisibilityFacts, wording: Wording) -> Prose:
    rivals = facts.brand.competitors
    if not rivals:
        return wording.say("No competitor is listed with the brand.")
    return wording.say_many(
        "{number} competitor, each with its other names and its site: {names}.",
        "{number} competitors, each with its other names and its site: {names}.",
        len(rivals),
        names=wording.series([Name(rival.name) for rival in rivals]),
    )


def _answers(facts: VisibilityFacts, wording: Wording) -> Prose:
    stored, zone = wall_time(facts.gathered_at, facts.timezone), zone_in_words(facts.timezone, wording)
    return wording.say(
        "Made from {answers} as stored on {at}. Each answer in full, with its sources, is in the data of this report, "
        "which your account team has.",
        answers=counted_answers(len(facts.answered), wording),
        at=wording.text("{day}, {time} {zone}", day=wording.day(stored.date()), time=f"{stored:%H:%M}", zone=zone),
    )


def _samples(facts: VisibilityFacts, wording: Wording) -> Prose:
    if not facts.is_sample:
        return ()
    if facts.samples == len(facts.answered):
        return wording.say(
            "All answers are samples that come with the service. No AI platform gave them, and nothing follows from them for the brand."
        )
    return wording.say(
        "{samples} of {answers} answers are samples that come with the service. No AI platform gave them, "
        "and nothing follows from them for the brand.",
        samples=wording.count(facts.samples),
        answers=wording.count(len(facts.answered)),
    )


SECTION = Section(
    "visibility_footer",
    translatable("What a visibility report rests on"),
    "The names that were looked for, where the full answers are, and whether they are samples.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
