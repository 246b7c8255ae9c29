"""The reasons: what else moved, which campaigns moved it, where to look first, and what the answer can't say."""

from chalicelib.domain import thresholds
from chalicelib.domain.attention import notes
from chalicelib.domain.change import Change, Verdict
from chalicelib.domain.coverage import Coverage, coverage
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import foremost
from chalicelib.domain.narrative import compared_over, missing_days, moved, note_text, value
from chalicelib.domain.prose import Name, Prose, listed, plural, shortened
from chalicelib.domain.section import Wording
from chalicelib.sections.executive_summary.answer import Figures


def reasons(figures: Figures, wording: Wording) -> tuple[Prose, ...]:
    """The paragraph's sentences, in order; those without figures to carry them are left out."""
    sentences = (
        *_missing(figures, wording),
        _caveat(figures, wording),
        _changes(figures, wording),
        _drivers(figures, wording),
        _first_look(figures, wording),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _changes(figures: Figures, wording: Wording) -> Prose:
    """The clear changes, then those that are not: `Spend rose 11.4 %. ROAS (+7.4 %) shows no clear change.`"""
    metrics = (Metric.SPEND, Metric.ROAS, Metric.CPA) if figures.now.conversions else (Metric.SPEND,)
    known = [change for metric in metrics if (change := figures.change(metric)).relative]
    told = figures.comparison.is_complete  # the answer's own sentence says how a CPA moved
    clear = [change for change in known if change.is_clear and not (told and change.metric is Metric.CPA)]
    unclear = [change for change in known if not change.is_clear]
    moves: Prose = (*listed([(_clear(figures, change, wording),) for change in clear]), ".") if clear else ()
    gap: Prose = (" ",) if clear and unclear else ()
    return (*moves, *gap, *_unclear(unclear, wording))


def _clear(figures: Figures, change: Change, wording: Wording) -> str:
    if not figures.comparison.is_complete:
        now, before = (value(change.metric, of, figures.group.currency, wording) for of in (change.now, change.before))
        return f"{change.metric.label} {moved(change, wording)} ({now} against {before})"
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
    if not conversions.is_clear or not conversions.difference or len(figures.campaigns) <= thresholds.NAMED_MOVERS:
        return ()
    named = foremost(figures.campaigns, Metric.CONVERSIONS, thresholds.NAMED_MOVERS)
    shown = named[: thresholds.MOVERS]
    items: list[Prose] = [(shortened(mover.campaign.name), f" ({wording.signed_count(mover.difference)})") for mover in shown]
    if len(named) > len(shown):
        items.append((f"{len(named) - len(shown)} more",))
    total = wording.signed_count(conversions.difference)
    return ("Conversions moved most in ", *listed(items), f"; all campaigns together: {total}.")


def _first_look(figures: Figures, wording: Wording) -> Prose:
    found = notes(figures.campaigns)
    if not found:
        return ()
    told = note_text(found[0], figures.group.currency, wording)
    return ("First place to look: ", *(shortened(part.text) if isinstance(part, Name) else part for part in told))


def _caveat(figures: Figures, wording: Wording) -> Prose:
    """What is compared, where it is not the whole; the period's own missing days are told before it."""
    comparison, facts = figures.comparison, figures.facts
    before = wording.days(facts.previous.start, facts.previous.end)
    if not comparison.days:
        return (f"There is no day of {before} to compare with.",)
    if comparison.is_complete:
        return ()
    return (f"Changes compare {compared_over(comparison, facts.period)}.",)


def _missing(figures: Figures, wording: Wording) -> list[Prose]:
    """The period's own missing days, an account at a time; an account without any row is told of above all currencies."""
    covered = [coverage(account, figures.facts.period) for account in figures.group.accounts]
    holed = [each for each in covered if each.missing and each.days_with_data]
    told = [_missing_days(each, wording, several=len(covered) > 1) for each in holed[: thresholds.NAMED_ACCOUNTS]]
    more = len(holed) - len(told)
    return [*told, (f"{plural(more, 'more account')} lack{'s' if more == 1 else ''} days.",)] if more else told


def _missing_days(each: Coverage, wording: Wording, *, several: bool) -> Prose:
    which: Prose = (shortened(each.identity.account_name), " has no data for ") if several else ("There is no data for ",)
    return (*which, f"{len(each.missing)} of {each.days} days (", *missing_days(each.missing, wording), ").")
