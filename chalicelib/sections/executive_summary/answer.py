"""The answer: what a currency's spend brought, against the period before, in one sentence."""

from dataclasses import dataclass

from chalicelib.domain.campaigns import Campaign, campaigns
from chalicelib.domain.change import Change, Comparison, Verdict, change, compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import compared_over, period_before, value
from chalicelib.domain.prose import Prose
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals


@dataclass(frozen=True, slots=True)
class Figures:
    """What the sentences of one currency are made from."""

    facts: Facts
    group: CurrencyGroup
    now: Totals
    comparison: Comparison
    campaigns: tuple[Campaign, ...]

    def change(self, metric: Metric) -> Change:
        """The metric's change against the period before."""
        return change(metric, self.comparison)


def figures_of(group: CurrencyGroup, facts: Facts) -> Figures:
    """A currency's figures."""
    period = facts.period
    return Figures(facts, group, group.total(period), compare(group.accounts, period), campaigns(group, period))


def in_short(group: CurrencyGroup, facts: Facts, wording: Wording) -> str:
    """`229 conversions for €4,210.40`."""
    return _result(group.total(facts.period), group.currency, wording)


def answer(figures: Figures, wording: Wording) -> Prose:
    """`229 conversions for €4,210.40: 25.8 % more than the week before, at a CPA of €18.39, 10.9 % lower`."""
    result = _result(figures.now, figures.group.currency, wording)
    if figures.comparison.is_complete:
        return (f"{result}{_against(figures, wording)}{_cpa(figures, wording)}",)
    return (f"{result}{_cpa(figures, wording)}{_partly_against(figures, wording)}",)


def _result(now: Totals, currency: str, wording: Wording) -> str:
    spent = wording.money(now.cost, currency)
    if not now.conversions:
        return f"{spent} spent, no conversion recorded"
    noun = "conversion" if now.conversions == 1 else "conversions"
    return f"{wording.count(now.conversions)} {noun} for {spent}"


def _against(figures: Figures, wording: Wording) -> str:
    conversions, before = figures.change(Metric.CONVERSIONS), period_before(figures.facts.period)
    if conversions.relative is None or conversions.verdict is Verdict.TOO_FEW_DAYS:
        return ""
    if not conversions.is_clear:
        return f", no clear change from {before}"
    return f": {wording.percent(abs(conversions.relative))} {'more' if conversions.relative > 0 else 'fewer'} than {before}"


def _partly_against(figures: Figures, wording: Wording) -> str:
    """With days missing, the figures above it are the whole period's and these are not: they say both of theirs, and of which days."""
    conversions = figures.change(Metric.CONVERSIONS)
    if conversions.relative is None or conversions.verdict is Verdict.TOO_FEW_DAYS:
        return ""
    days = compared_over(figures.comparison, figures.facts.period)
    if not conversions.is_clear:
        return f"; no clear change in conversions on the {days} compared"
    now, before = (value(Metric.CONVERSIONS, of, figures.group.currency, wording) for of in (conversions.now, conversions.before))
    return f"; conversions {wording.signed_percent(conversions.relative)} on {days} ({now} against {before})"


def _cpa(figures: Figures, wording: Wording) -> str:
    if figures.now.cpa is None:
        return ""
    change = figures.change(Metric.CPA)
    text = f", at a CPA of {wording.money(figures.now.cpa, figures.group.currency)}"
    if not change.is_clear or change.relative is None or not figures.comparison.is_complete:
        return text
    return f"{text}, {wording.percent(abs(change.relative))} {'higher' if change.relative > 0 else 'lower'}"
