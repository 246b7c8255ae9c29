"""Waste: how much of the spend bought little, by rule, and in which campaigns. An estimate, and it says so."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import NOT_AVAILABLE, platform_name, value
from chalicelib.domain.period_words import in_before
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.totals import ratio
from chalicelib.domain.translation import Value, translatable
from chalicelib.domain.waste import CampaignWaste, Waste, WasteRule, waste, waste_by_campaign
from chalicelib.sections.currency_blocks import NO_DATA
from chalicelib.sections.ranked_table import other_campaigns

NOTHING_TO_JUDGE = Omitted(
    translatable("Waste is estimated from Google's rank-lost impression shares and from Meta's campaigns, and the data has neither.")
)


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A table per currency in which something can be judged."""
    groups = with_data(facts)
    if not groups:
        return NO_DATA
    judged = [(group, found) for group in groups if (found := waste_by_campaign(group, facts.period))]
    if not judged:
        return NOTHING_TO_JUDGE
    return {"blocks": [_block(group, found, facts, wording) for group, found in judged], "several": len(groups) > 1}


def _block(group: CurrencyGroup, found: Sequence[CampaignWaste], facts: Facts, wording: Wording) -> dict[str, Any]:
    whole = sum((each.waste for each in found), Waste())
    wasteful = [each for each in found if each.waste.cost]
    budget = thresholds.WASTE_ROWS if len(wasteful) > thresholds.WASTE_ROWS + 1 else len(wasteful)
    rows = [_row(each, wasteful[0].waste.cost, group, wording) for each in wasteful[:budget]]
    rest = sum((each.waste for each in wasteful[budget:]), Waste())
    return {
        "currency": group.currency,
        "headline": _headline(whole, wasteful, group.currency, wording),
        "sub": _sub(group, whole, facts, wording),
        "rows": rows,
        "other": _figures(rest, group.currency, wording) | {"name": other_campaigns(len(wasteful) - budget, wording)}
        if rest.cost
        else None,
        "total": _figures(whole, group.currency, wording),
        "accounts_shown": len(group.accounts) > 1,
    }


def _headline(whole: Waste, wasteful: Sequence[CampaignWaste], currency: str, wording: Wording) -> Prose:
    """`€312.40 bought little, 7.4 % of the spend that can be judged; most of it in Search – Coffee machines (€120.00)`."""
    if not wasteful or whole.share is None:
        return wording.say("No waste by rule in the {spend} of spend that can be judged", spend=wording.money(whole.base, currency))
    told: dict[str, Value] = {
        "waste": wording.money(whole.cost, currency),
        "share": wording.percent(whole.share),
        "campaign": shortened(wasteful[0].name),
    }
    if len(wasteful) == 1:
        return wording.say("{waste} bought little, {share} of the spend that can be judged, all of it in {campaign}", **told)
    return wording.say(
        "{waste} bought little, {share} of the spend that can be judged, most in {campaign} ({most})",
        **told,
        most=wording.money(wasteful[0].waste.cost, currency),
    )


def _sub(group: CurrencyGroup, whole: Waste, facts: Facts, wording: Wording) -> str:
    first = wording.text("An estimate by rule, {currency}", currency=group.currency)
    told = [first, _before(group, facts, wording), _not_judged(group, whole, facts, wording)]
    return " · ".join(each for each in told if each)


def _before(group: CurrencyGroup, facts: Facts, wording: Wording) -> str:
    """The share of the period before, where all its days can stand beside this one's."""
    earlier = waste(group, facts.previous)
    if earlier.share is None or not compare(group.accounts, facts.period).is_complete:
        return ""
    return wording.text("{share} {in_before}", share=wording.percent(earlier.share), in_before=in_before(facts.period, wording))


def _not_judged(group: CurrencyGroup, whole: Waste, facts: Facts, wording: Wording) -> str:
    cost = group.total(facts.period).cost - whole.base
    if cost <= 0:
        return ""
    return wording.text("{spend} of spend can't be judged and is left out", spend=wording.money(cost, group.currency))


def _row(each: CampaignWaste, largest: Decimal, group: CurrencyGroup, wording: Wording) -> dict[str, Any]:
    return _figures(each.waste, group.currency, wording) | {
        "name": each.name,
        "under": f"{each.account.account_name} · {platform_name(each.account.platform, wording)}",
        "why": _why(each, group.currency, wording),
        "bar": float(round(each.waste.cost / largest * 100, 1)),
    }


def _why(each: CampaignWaste, currency: str, wording: Wording) -> str:
    if each.rule is WasteRule.NO_CONVERSION:
        return wording.text("no conversion")
    if each.rule is WasteRule.HIGH_CPA:
        return wording.text("CPA {cpa}, over twice the median", cpa=value(Metric.CPA, each.measured, currency, wording))
    lost = wording.text(NOT_AVAILABLE) if each.measured is None else wording.percent(each.measured)
    return wording.text("{share} lost to rank", share=lost)


def _figures(of: Waste, currency: str, wording: Wording) -> dict[str, Any]:
    share = ratio(of.cost, of.base)
    return {
        "cost": wording.amount(of.base, currency),
        "waste": wording.amount(of.cost, currency),
        "share": wording.text(NOT_AVAILABLE) if share is None else wording.percent(share),
    }


SECTION = Section(
    "waste",
    translatable("Waste"),
    "How much of the spend bought little, by rule and by campaign: an estimate.",
    lambda length: length,
    view,
)
