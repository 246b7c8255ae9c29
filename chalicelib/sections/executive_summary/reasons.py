"""The reasons: what else moved, which campaigns moved it, where to look first, and what the answer can't say."""

from chalicelib.domain.attention import notes
from chalicelib.domain.change import Change, Verdict
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import movers
from chalicelib.domain.narrative import compared_over, moved, note_text, value
from chalicelib.domain.prose import Name, Prose, listed, shortened
from chalicelib.domain.section import Wording
from chalicelib.sections.executive_summary.answer import Figures

NAMED_MOVERS = 2
"""Campaigns named in the paragraph; the insights have the longer list."""


def reasons(figures: Figures, wording: Wording) -> tuple[Prose, ...]:
    """The paragraph's sentences, in order; those without figures to carry them are left out."""
    sentences = (_changes(figures, wording), _drivers(figures, wording), _first_look(figures, wording), _caveat(figures, wording))
    return tuple(sentence for sentence in sentences if sentence)


def _changes(figures: Figures, wording: Wording) -> Prose:
    """The clear changes, then those that are not: `Spend rose 11.4 %. ROAS (+7.4 %) shows no clear change.`"""
    metrics = (Metric.SPEND, Metric.ROAS, Metric.CPA) if figures.now.conversions else (Metric.SPEND,)
    known = [change for metric in metrics if (change := figures.change(metric)).relative]
    clear = [change for change in known if change.is_clear and change.metric is not Metric.CPA]
    unclear = [change for change in known if not change.is_clear]
    moves: Prose = (*listed([(_clear(figures, change, wording),) for change in clear]), ".") if clear else ()
    gap: Prose = (" ",) if clear and unclear else ()
    return (*moves, *gap, *_unclear(unclear, wording))


def _clear(figures: Figures, change: Change, wording: Wording) -> str:
    if change.metric is Metric.SPEND:
        return f"Spend {moved(change, wording)}"
    now = value(change.metric, change.metric.of(figures.now), figures.group.currency, wording)
    return f"{change.metric.label} {moved(change, wording)} to {now}"


def _unclear(changes: list[Change], wording: Wording) -> Prose:
    items: list[Prose] = [(f"{each.metric.label} ({wording.signed_percent(each.relative)})",) for each in changes if each.relative]
    if not items:
        return ()
    verb = "shows" if len(items) == 1 else "show"
    if changes[0].verdict is Verdict.TOO_FEW_DAYS:
        return (*listed(items), f" {verb} a difference, over too few days to judge.")
    return (*listed(items), f" {verb} no clear change.")


def _drivers(figures: Figures, wording: Wording) -> Prose:
    conversions = figures.change(Metric.CONVERSIONS)
    if not conversions.difference or len(figures.campaigns) <= NAMED_MOVERS:
        return ()
    named = movers(figures.campaigns, Metric.CONVERSIONS, NAMED_MOVERS)
    items: list[Prose] = [
        (shortened(mover.campaign.name), f" ({wording.signed_count(mover.difference)})") for mover in named if mover.difference
    ]
    if not items:
        return ()
    total = wording.signed_count(conversions.difference)
    return ("Conversions moved most in ", *listed(items), f"; all campaigns together: {total}.")


def _first_look(figures: Figures, wording: Wording) -> Prose:
    found = notes(figures.campaigns)
    if not found:
        return ()
    told = note_text(found[0], figures.group.currency, wording)
    return ("First place to look: ", *(shortened(part.text) if isinstance(part, Name) else part for part in told))


def _caveat(figures: Figures, wording: Wording) -> Prose:
    comparison, facts = figures.comparison, figures.facts
    before = wording.days(facts.previous.start, facts.previous.end)
    if not comparison.days:
        return (f"There is no day of {before} to compare with.",)
    if comparison.is_complete:
        return ()
    return (f"Days are missing: changes compare {compared_over(comparison, facts.period)}.",)
