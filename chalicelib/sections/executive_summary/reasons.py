"""The reasons: what else moved, which campaigns moved it, where to look first, and what the answer can't say."""

from chalicelib.domain import thresholds
from chalicelib.domain.attention import notes
from chalicelib.domain.change import Change, Verdict
from chalicelib.domain.coverage import Coverage, coverage
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import foremost
from chalicelib.domain.narrative import missing_days, note_text, value
from chalicelib.domain.period_words import compared_over
from chalicelib.domain.prose import Name, Prose, capitalised, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import Value, translatable
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
    moves = wording.say("{changes}.", changes=wording.listed([_clear(figures, change, wording) for change in clear])) if clear else ()
    return wording.paragraph([capitalised(moves), _unclear(unclear, wording)])


def _clear(figures: Figures, change: Change, wording: Wording) -> Prose:
    assert change.relative is not None
    rose, currency = change.relative > 0, figures.group.currency
    told = {"metric": wording.text(change.metric.label), "percent": wording.percent(abs(change.relative))}
    if not figures.comparison.is_complete:
        message = (_SPEND_ON_DAYS if change.metric is Metric.SPEND else _RATIO_ON_DAYS)[rose]
        now, before = (value(change.metric, of, currency, wording) for of in (change.now, change.before))
        return wording.say(message, **told, now=now, before=before)
    if change.metric is Metric.SPEND:
        return wording.say(_SPEND[rose], **told)
    return wording.say(_RATIO[rose], **told, now=value(change.metric, change.metric.of(figures.now), currency, wording))


_SPEND = {True: translatable("Spend rose {percent}"), False: translatable("Spend fell {percent}")}
_RATIO = {True: translatable("{metric} rose {percent} to {now}"), False: translatable("{metric} fell {percent} to {now}")}
_SPEND_ON_DAYS = {
    True: translatable("Spend rose {percent} ({now} against {before})"),
    False: translatable("Spend fell {percent} ({now} against {before})"),
}
_RATIO_ON_DAYS = {
    True: translatable("{metric} rose {percent} ({now} against {before})"),
    False: translatable("{metric} fell {percent} ({now} against {before})"),
}


def _unclear(changes: list[Change], wording: Wording) -> Prose:
    items = [
        wording.say("{metric} ({figure})", metric=wording.text(each.metric.label), figure=wording.signed_percent(each.relative))
        for each in changes
        if each.relative
    ]
    if not items:
        return ()
    metrics = wording.listed(items)
    if changes[0].verdict is Verdict.TOO_FEW_DAYS:
        return wording.say_many(
            "{metrics} shows a difference, over too few days to judge.",
            "{metrics} show a difference, over too few days to judge.",
            len(items),
            metrics=metrics,
        )
    return wording.say_many("{metrics} shows no clear change.", "{metrics} show no clear change.", len(items), metrics=metrics)


def _drivers(figures: Figures, wording: Wording) -> Prose:
    conversions = figures.change(Metric.CONVERSIONS)
    if not conversions.is_clear or not conversions.difference or len(figures.campaigns) <= thresholds.NAMED_MOVERS:
        return ()
    named = foremost(figures.campaigns, Metric.CONVERSIONS, thresholds.NAMED_MOVERS)
    shown = named[: thresholds.MOVERS]
    items: list[Value] = [
        wording.say("{campaign} ({figure})", campaign=shortened(mover.campaign.name), figure=wording.signed_count(mover.difference))
        for mover in shown
    ]
    more = len(named) - len(shown)
    if more:
        items.append(wording.text_many_in("campaigns", "{number} more", "{number} more", more))
    return wording.say(
        "Conversions moved most in {campaigns}; all campaigns together: {total}.",
        campaigns=wording.listed(items),
        total=wording.signed_count(conversions.difference),
    )


def _first_look(figures: Figures, wording: Wording) -> Prose:
    found = notes(figures.campaigns)
    if not found:
        return ()
    told = note_text(found[0], figures.group.currency, wording)
    short = tuple(shortened(part.text) if isinstance(part, Name) else part for part in told)
    return wording.say("First place to look: {note}", note=short)


def _caveat(figures: Figures, wording: Wording) -> Prose:
    """What is compared, where it is not the whole; the period's own missing days are told before it."""
    comparison, facts = figures.comparison, figures.facts
    before = wording.days(facts.previous.start, facts.previous.end)
    if not comparison.days:
        return wording.say("There is no day of {days} to compare with.", days=before)
    if comparison.is_complete:
        return ()
    return wording.say("Changes compare {days}.", days=compared_over(comparison, facts.period, wording))


def _missing(figures: Figures, wording: Wording) -> list[Prose]:
    """The period's own missing days, an account at a time; an account without any row is told of above all currencies."""
    covered = [coverage(account, figures.facts.period) for account in figures.group.accounts]
    holed = [each for each in covered if each.missing and each.days_with_data]
    told = [_missing_days(each, wording, several=len(covered) > 1) for each in holed[: thresholds.NAMED_ACCOUNTS]]
    more = len(holed) - len(told)
    if not more:
        return told
    return [*told, wording.say_many("{number} more account lacks days.", "{number} more accounts lack days.", more)]


def _missing_days(each: Coverage, wording: Wording, *, several: bool) -> Prose:
    told: dict[str, Value] = {"missing": wording.count(len(each.missing)), "which": missing_days(each.missing, wording)}
    if not several:
        return wording.say_many(
            "There is no data for {missing} of {number} day ({which}).",
            "There is no data for {missing} of {number} days ({which}).",
            each.days,
            **told,
        )
    return wording.say_many(
        "{account} has no data for {missing} of {number} day ({which}).",
        "{account} has no data for {missing} of {number} days ({which}).",
        each.days,
        account=shortened(each.identity.account_name),
        **told,
    )
