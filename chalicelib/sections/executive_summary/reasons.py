"""The reasons: what else moved, which campaigns moved it, where to look first, and what the answer can't say."""

from chalicelib.domain.attention import notes
from chalicelib.domain.change import Change, Verdict
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import movers
from chalicelib.domain.narrative import change_figure, compared_over, moved, note_text, period_before, value
from chalicelib.domain.prose import Fragment, Name, Prose, listed, shortened
from chalicelib.domain.section import Wording
from chalicelib.sections.executive_summary.answer import Figures

NAMED_MOVERS = 2
"""Campaigns named in the paragraph; the insights have the longer list."""


def reasons(figures: Figures, wording: Wording) -> tuple[Prose, ...]:
    """The paragraph's sentences, in order; those without figures to carry them are left out."""
    sentences = (_changes(figures, wording), _drivers(figures, wording), _first_look(figures, wording), _caveat(figures, wording))
    return tuple(sentence for sentence in sentences if sentence)


def _changes(figures: Figures, wording: Wording) -> Prose:
    told = [text for metric in (Metric.SPEND, Metric.ROAS) if (text := _change(figures, figures.change(metric), wording))]
    if figures.now.conversions and _is_unclear(figures.change(Metric.CPA)):
        told.append(_change(figures, figures.change(Metric.CPA), wording))
    return (*listed([(text,) for text in told]), ".") if told else ()


def _is_unclear(change: Change) -> bool:
    return change.relative is not None and not change.is_clear


def _change(figures: Figures, change: Change, wording: Wording) -> str:
    if change.relative is None:
        return ""
    label = change.metric.label
    if change.is_clear:
        now = value(change.metric, change.metric.of(figures.now), figures.group.currency, wording)
        return f"{label} {moved(change, wording)}" + ("" if change.metric is Metric.SPEND else f" to {now}")
    verdict = "no clear change" if change.verdict is Verdict.NO_CLEAR_CHANGE else "too few days to judge"
    return f"{label} shows {change_figure(change, figures.group.currency, wording)} ({verdict})"


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
    told: list[Fragment] = [f"Days are missing: changes against {period_before(facts.period)} compare "]
    return (*told, f"{compared_over(comparison, facts.period)}, like with like.")
