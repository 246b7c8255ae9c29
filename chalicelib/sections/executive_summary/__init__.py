"""The executive summary: one sentence that answers, and a paragraph that says why and what now. A currency at a time."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.coverage import silent
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import Prose, listed, plural, shortened
from chalicelib.domain.section import Need, Section, Wording
from chalicelib.sections.executive_summary.answer import answer, figures_of, in_short
from chalicelib.sections.executive_summary.reasons import reasons
from chalicelib.sections.executive_summary.targets import against_targets


def view(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    """The answer of each currency; where no account has data, that is the answer."""
    groups = with_data(facts)
    if not groups:
        return _nothing(facts, wording)
    blocks = [_block(group, facts, wording) for group in groups]
    absent, targets = _silent(facts), against_targets(facts, wording)
    if len(groups) == 1:
        return {"headline": blocks[0]["headline"], "lede": (*absent, *blocks[0]["lede"], *targets), "blocks": []}
    short: Prose = listed([(in_short(group, facts, wording),) for group in groups])
    lede: Prose = (f"Amounts in {len(groups)} currencies are never added up: each is reported on its own.",)
    return {"headline": short, "lede": (*absent, lede, *targets), "blocks": blocks}


def _block(group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    figures = figures_of(group, facts)
    return {"currency": group.currency, "headline": answer(figures, wording), "lede": reasons(figures, wording)}


def _silent(facts: Facts) -> tuple[Prose, ...]:
    """`Meta DE has no data for these days and is in none of the figures.`: no account is missing without being named."""
    absent = silent(facts.accounts, facts.period)
    if not absent:
        return ()
    shown = absent[: thresholds.NAMED_ACCOUNTS]
    names: list[Prose] = [(shortened(identity.account_name), f" ({identity.platform.label})") for identity in shown]
    if len(absent) > len(shown):
        names.append((plural(len(absent) - len(shown), "more account"),))
    verbs = ("has", "is") if len(absent) == 1 else ("have", "are")
    return ((*listed(names), f" {verbs[0]} no data for these days and {verbs[1]} in none of the figures."),)


def _nothing(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    days = wording.days(facts.period.start, facts.period.end)
    lede: Prose = (
        "None of this report's accounts has a single row for these days, so there is nothing to add up and nothing to compare. "
        "Import the accounts' daily rows and ask for the report again.",
    )
    return {"headline": (f"There is no data for {days}",), "lede": (lede,), "blocks": []}


SECTION = Section(
    "executive_summary",
    "Executive summary",
    "What happened, whether it is good, why, and what to look at first.",
    lambda length: length,
    view,
    needs=(Need.TARGETS,),
)
