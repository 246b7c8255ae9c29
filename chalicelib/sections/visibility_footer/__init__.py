"""The footer of a visibility report: the names that were looked for, where the full answers are, and whose answers they are."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.citation import domain_of
from chalicelib.domain.prose import Fragment, Name, Prose, plural
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_narrative import zone_in_words
from chalicelib.domain.wall_clock import wall_time


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any]:
    """Sentences: the brand's names, the competitors', the answers, and the samples where there are any."""
    told = [_brand(facts), _competitors(facts), _answers(facts, wording), _samples(facts, wording)]
    return {"sentences": [sentence for sentence in told if sentence]}


def _brand(facts: VisibilityFacts) -> Prose:
    domain = domain_of(facts.brand.website)
    names = [facts.brand.name, *facts.brand.brand_aliases, *([domain] if domain else [])]
    return ("An answer names the brand where its text has ", *_either(names), ", whatever the case and accents; not inside a link.")


def _either(names: list[str]) -> Prose:
    """`a`, `a or b`, `a, b or c`."""
    parts = [Name(name) for name in names]
    return (*_commas(parts[:-1]), " or ", parts[-1]) if len(parts) > 1 else (parts[0],)


def _commas(parts: list[Name]) -> Prose:
    told: list[Fragment] = []
    for part in parts:
        told += [", "] * bool(told)
        told.append(part)
    return tuple(told)


def _competitors(facts: VisibilityFacts) -> Prose:
    rivals = facts.brand.competitors
    if not rivals:
        return ("No competitor is listed with the brand.",)
    names = _commas([Name(rival.name) for rival in rivals])
    return (f"{plural(len(rivals), 'competitor')}, each with its other names and its site: ", *names, ".")


def _answers(facts: VisibilityFacts, wording: Wording) -> Prose:
    stored = wall_time(facts.gathered_at, facts.timezone)
    at = f"{wording.day(stored.date())}, {stored:%H:%M} {zone_in_words(facts.timezone)}"
    where = "is in the data of this report, which your account team has"
    return (f"Made from {plural(len(facts.answered), 'answer')} as stored on {at}. Each answer in full, with its sources, {where}.",)


def _samples(facts: VisibilityFacts, wording: Wording) -> Prose:
    if not facts.is_sample:
        return ()
    part = "All" if facts.samples == len(facts.answered) else f"{wording.count(facts.samples)} of {wording.count(len(facts.answered))}"
    return (
        f"{part} answers are samples that come with the service. No AI platform gave them, and nothing follows from them for the brand.",
    )


SECTION = Section(
    "visibility_footer",
    "What a visibility report rests on",
    "The names that were looked for, where the full answers are, and whether they are samples.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
