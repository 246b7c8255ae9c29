"""Narrative: figures and changes as words. Every word is carried by a number; what is inside the noise is said to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.attention import Note, Rule
from chalicelib.domain.change import Change, Comparison, Verdict
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.prose import Name, Prose, listed
from chalicelib.domain.section import Wording
from chalicelib.domain.template import TemplateIdentity

NOT_AVAILABLE = "n/a"


@dataclass(frozen=True, slots=True)
class ChangeLabel:
    """A change as a page prints it: the signed figure, an arrow where it is clear, a word for what it means, and the word's tone."""

    arrow: str
    figure: str
    word: str
    tone: str
    """`good`, `bad`, `plain` (clear, and not for this metric to judge) or `quiet` (not clear)."""


def template_name(template: TemplateIdentity, wording: Wording) -> str:
    """What a page calls the template: those of the system have a name in every language, any other the one that it was given."""
    return wording.text_in("template", template.name.replace("{", "{{").replace("}", "}}"))


def value(metric: Metric, amount: Decimal | None, currency: str, wording: Wording) -> str:
    """A metric's value in its unit; `n/a` for None."""
    if amount is None:
        return NOT_AVAILABLE
    if metric.is_money:
        return wording.money(amount, currency)
    if metric.is_share:
        return wording.percent(amount, 2)
    return wording.ratio(amount) if metric.is_ratio else wording.count(amount)


def change_label(change: Change, currency: str, wording: Wording) -> ChangeLabel:
    """`▲ +12.1 % better`, `+3.1 % no clear change`."""
    return ChangeLabel(_arrow(change), change_figure(change, currency, wording), _word(change), _tone(change))


def change_figure(change: Change, currency: str, wording: Wording) -> str:
    """The relative change, or the difference where the value before was zero; empty where there is nothing to compare or no difference."""
    if change.relative is not None:
        return wording.signed_percent(change.relative)
    difference = change.difference
    if not difference:
        return ""
    if change.metric.is_money:
        return wording.signed_money(difference, currency)
    return wording.signed_count(difference)


def moved(change: Change, wording: Wording) -> str:
    """`rose 12.1 %`, `fell 3.0 %`: only for a change with a relative figure."""
    relative = change.relative
    if relative is None:
        raise ValueError(f"{change.metric} has no relative change")
    return f"{'rose' if relative > 0 else 'fell'} {wording.percent(abs(relative))}"


def period_before(period: Period) -> str:
    """`the week before`, or `the 10 days before`."""
    return "the week before" if len(period) == 7 else "the day before" if len(period) == 1 else f"the {len(period)} days before"


def compared_over(comparison: Comparison, period: Period) -> str:
    """`5 of 7 days`, or `19 of 21 account-days` where several accounts are compared."""
    if comparison.possible == len(period):
        return f"{comparison.pairs} of {comparison.possible} days"
    return f"{comparison.pairs} of {comparison.possible} account-days"


def partly_compared(comparison: Comparison, period: Period) -> str:
    """`5 of 7 days`; empty where all days are compared, or none is: what a figure of compared days has to say of itself."""
    return "" if comparison.is_complete or not comparison.days else compared_over(comparison, period)


def before_text(change: Change, comparison: Comparison, period: Period, currency: str, wording: Wording) -> str:
    """`€435.52 the week before`, or both values of the days compared where some are missing: `on 3 of 7 days: €343.27 → €350.10`."""
    if change.before is None:
        return ""
    before = value(change.metric, change.before, currency, wording)
    days = partly_compared(comparison, period)
    if not days:
        return f"{before} {period_before(period)}"
    return f"on {days}: {before} → {value(change.metric, change.now, currency, wording)}"


def missing_days(days: Sequence[date], wording: Wording) -> Prose:
    """`Thu 16 and Fri 17`; beyond `thresholds.NAMED_DAYS` the others are counted."""
    shown: list[Prose] = [(wording.short_day(day),) for day in days[: thresholds.NAMED_DAYS]]
    more = len(days) - len(shown)
    return listed([*shown, (f"{more} more",)] if more else shown)


def _arrow(change: Change) -> str:
    return {Verdict.UP: "▲", Verdict.DOWN: "▼"}.get(change.verdict, "")


def _word(change: Change) -> str:
    if change.difference is None:
        return "nothing to compare with"
    if change.verdict is Verdict.TOO_FEW_DAYS:
        return "too few days to judge"
    if not change.is_clear:
        return Verdict.NO_CLEAR_CHANGE.value
    return {1: "better", -1: "worse", 0: "higher" if change.verdict is Verdict.UP else "lower"}[change.goodness]


def _tone(change: Change) -> str:
    if not change.is_clear:
        return "quiet"
    return {1: "good", -1: "bad", 0: "plain"}[change.goodness]


def note_text(note: Note, currency: str, wording: Wording, *, with_account: bool = False) -> Prose:
    """The sentence of a campaign that deserves a look, with its account where several could be meant."""
    totals, account = note.campaign.now, note.campaign.account.account_name
    name: Prose = (Name(note.campaign.name), " (", Name(account), ")") if with_account else (Name(note.campaign.name),)
    spent, cpa = wording.money(totals.cost, currency), value(Metric.CPA, totals.cpa, currency, wording)
    if note.rule is Rule.NO_CONVERSION:
        return (*name, f" spent {spent} ({wording.percent(note.figure)} of spend) without a conversion.")
    if note.rule is Rule.HIGH_CPA:
        return (*name, f" spent {spent} at a CPA of {cpa}, {wording.ratio(note.figure)} times that of the median campaign.")
    lost = wording.percent(note.figure)
    return (*name, f" loses {lost} of its impressions to its budget at a CPA of {cpa}, below the average: room for more budget.")
