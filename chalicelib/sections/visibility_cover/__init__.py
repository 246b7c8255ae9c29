"""The cover of a visibility report: a masthead that says whose, which market and when, and leads straight into the answer."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.narrative import template_name
from chalicelib.domain.prose import plain
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_narrative import counted_questions, platform_name, zone_in_words
from chalicelib.domain.wall_clock import wall_time

LONG_TITLE = 60
"""Characters from which the title is set smaller."""
MARKET_CHARACTERS = 60
"""Characters from which the market's name, or its place, is set smaller."""
NAMED_PLATFORMS = 4
"""Platforms that the masthead names; more are counted here and named in the matrix."""


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any]:
    """What the masthead says."""
    label = facts.worn.label
    title = facts.title if facts.has_own_title else label.cover_title or facts.brand.name
    market = facts.market
    names = [platform_name(platform, wording) for platform in facts.ai_platforms]
    place = [market.location, market.country] if market.location else [market.country]
    return {
        "is_first": facts.sections[0] == "visibility_cover",
        "eyebrow": template_name(facts.template, wording),
        "title": title,
        "is_long": len(title) > LONG_TITLE,
        "brand": facts.brand.name if title != facts.brand.name else "",
        "subtitle": label.cover_subtitle or "",
        "day": wording.day(facts.day),
        "market": market.name,
        "is_long_market": len(market.name) > MARKET_CHARACTERS,
        "places": place,
        "are_long_places": sum(map(len, place)) > MARKET_CHARACTERS,
        "language": wording.language_name(market.language),
        "questions": _questions(facts, wording),
        "platforms": plain(wording.listed(names)) if len(names) <= NAMED_PLATFORMS else "",
        "asked": asked(facts, wording),
    }


def _questions(facts: VisibilityFacts, wording: Wording) -> str:
    platforms = wording.text_many("{number} platform", "{number} platforms", len(facts.ai_platforms))
    return f"{counted_questions(facts.prompts, wording)} × {platforms}"


def asked(facts: VisibilityFacts, wording: Wording) -> str:
    """`21 April 2026, 09:00–09:14 Berlin time`, or that nothing was answered."""
    if facts.asked_between is None:
        return wording.text("no answer")
    first, last = (wall_time(moment, facts.timezone) for moment in facts.asked_between)
    zone = zone_in_words(facts.timezone, wording)
    if first.date() != last.date():
        return wording.text(
            "{day}, {time} – {last_day}, {last_time} {zone}",
            day=wording.day(first.date()),
            time=f"{first:%H:%M}",
            last_day=wording.day(last.date()),
            last_time=f"{last:%H:%M}",
            zone=zone,
        )
    until = "" if f"{first:%H:%M}" == f"{last:%H:%M}" else f"–{last:%H:%M}"
    return wording.text("{day}, {time} {zone}", day=wording.day(first.date()), time=f"{first:%H:%M}{until}", zone=zone)


SECTION = Section(
    "visibility_cover",
    translatable("Cover of a visibility report"),
    "A masthead: brand, market, day, platforms and when they were asked.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
