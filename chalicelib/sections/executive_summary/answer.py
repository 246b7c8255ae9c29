"""The answer: what a currency's spend brought, against the period before, in one sentence."""

from dataclasses import dataclass

from chalicelib.domain.campaigns import Campaign, campaigns
from chalicelib.domain.change import Change, Comparison, Verdict, change, compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import value
from chalicelib.domain.period_words import compared_over, from_before, than_before
from chalicelib.domain.prose import Prose
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals
from chalicelib.domain.translation import translatable


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
        return (_with_cpa(_against(result, figures, wording), figures, wording),)
    return (_partly_against(_with_cpa(result, figures, wording), figures, wording),)


def _result(now: Totals, currency: str, wording: Wording) -> str:
    spent = wording.money(now.cost, currency)
    if not now.conversions:
        return wording.text("{spent} spent, no conversion recorded", spent=spent)
    return wording.text_many("{number} conversion for {spent}", "{number} conversions for {spent}", now.conversions, spent=spent)


def _against(result: str, figures: Figures, wording: Wording) -> str:
    conversions, period = figures.change(Metric.CONVERSIONS), figures.facts.period
    if conversions.relative is None or conversions.verdict is Verdict.TOO_FEW_DAYS:
        return result
    if not conversions.is_clear:
        return wording.text("{result}, no clear change {from_before}", result=result, from_before=from_before(period, wording))
    message = (
        translatable("{result}: {percent} more {than_before}")
        if conversions.relative > 0
        else translatable("{result}: {percent} fewer {than_before}")
    )
    percent = wording.percent(abs(conversions.relative))
    return wording.text(message, result=result, percent=percent, than_before=than_before(period, wording))


def _partly_against(result: str, figures: Figures, wording: Wording) -> str:
    """With days missing, the figures above it are the whole period's and these are not: they say both of theirs, and of which days."""
    conversions = figures.change(Metric.CONVERSIONS)
    if conversions.relative is None or conversions.verdict is Verdict.TOO_FEW_DAYS:
        return result
    days = compared_over(figures.comparison, figures.facts.period, wording)
    if not conversions.is_clear:
        return wording.text("{result}; no clear change in conversions on the {days} compared", result=result, days=days)
    now, before = (value(Metric.CONVERSIONS, of, figures.group.currency, wording) for of in (conversions.now, conversions.before))
    return wording.text(
        "{result}; conversions {percent} on {days} ({now} against {before})",
        result=result,
        percent=wording.signed_percent(conversions.relative),
        days=days,
        now=now,
        before=before,
    )


def _with_cpa(result: str, figures: Figures, wording: Wording) -> str:
    if figures.now.cpa is None:
        return result
    change = figures.change(Metric.CPA)
    told = {"result": result, "cpa": wording.money(figures.now.cpa, figures.group.currency)}
    if not change.is_clear or change.relative is None or not figures.comparison.is_complete:
        return wording.text("{result}, at a CPA of {cpa}", **told)
    percent = wording.percent(abs(change.relative))
    if change.relative > 0:
        return wording.text("{result}, at a CPA of {cpa}, {percent} higher", **told, percent=percent)
    return wording.text("{result}, at a CPA of {cpa}, {percent} lower", **told, percent=percent)
