"""The executive summary: one sentence that answers, and a paragraph that says why and what now. A currency at a time."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.coverage import silent
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import Prose
from chalicelib.domain.section import Need, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.accounts_named import accounts_named
from chalicelib.sections.executive_summary.answer import answer, figures_of, in_short
from chalicelib.sections.executive_summary.reasons import reasons
from chalicelib.sections.executive_summary.targets import against_targets


def view(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    """The answer of each currency; where no account has data, that is the answer."""
    groups = with_data(facts)
    if not groups:
        return _nothing(facts, wording)
    blocks = [_block(group, facts, wording) for group in groups]
    absent, targets = _silent(facts, wording), against_targets(facts, wording)
    if len(groups) == 1:
        return {"headline": blocks[0]["headline"], "lede": (*absent, *blocks[0]["lede"], *targets), "blocks": []}
    short = wording.listed([in_short(group, facts, wording) for group in groups])
    lede = wording.say("Amounts in {count} currencies are never added up: each is reported on its own.", count=wording.count(len(groups)))
    return {"headline": short, "lede": (*absent, lede, *targets), "blocks": blocks}


def _block(group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    figures = figures_of(group, facts)
    return {"currency": group.currency, "headline": answer(figures, wording), "lede": reasons(figures, wording)}


def _silent(facts: Facts, wording: Wording) -> tuple[Prose, ...]:
    """`Meta DE has no data for these days and is in none of the figures.`: no account is missing without being named."""
    absent = silent(facts.accounts, facts.period)
    if not absent:
        return ()
    told = wording.say_many(
        "{accounts} has no data for these days and is in none of the figures.",
        "{accounts} have no data for these days and are in none of the figures.",
        len(absent),
        accounts=accounts_named(absent, wording),
    )
    return (told,)


def _nothing(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    days = wording.days(facts.period.start, facts.period.end)
    lede = wording.say(
        "None of this report's accounts has a single row for these days, so there is nothing to add up and nothing to compare. "
        "Import the accounts' daily rows and ask for the report again."
    )
    return {"headline": wording.say("There is no data for {days}", days=days), "lede": (lede,), "blocks": []}


SECTION = Section(
    "executive_summary",
    translatable("Executive summary"),
    "What happened, whether it is good, why, and what to look at first.",
    lambda length: length,
    view,
    needs=(Need.TARGETS,),
    prose=("headline", "lede", "blocks.*.headline", "blocks.*.lede"),
)
