"""Attention: which campaigns of a currency deserve a look, by rule. Each note says the figure that put it on the list."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.totals import Totals, ratio


class Rule(StrEnum):
    """Why a campaign is on the list."""

    NO_CONVERSION = "spent without a conversion"
    HIGH_CPA = "CPA over twice the median"
    BUDGET_LIMITED = "budget-limited at a lower CPA"


@dataclass(frozen=True, slots=True)
class Note:
    """A campaign and the figure of its rule: its share of spend, its CPA ÷ the median CPA, or its budget-lost impression share."""

    rule: Rule
    campaign: Campaign
    figure: Decimal


def notes(campaigns: tuple[Campaign, ...]) -> tuple[Note, ...]:
    """What to look at, by rule, then by cost; at most `thresholds.NOTES` of each rule. `campaigns` are one currency's, by falling cost."""
    whole = sum((campaign.now for campaign in campaigns), Totals())
    material = [campaign for campaign in campaigns if campaign.now.cost and campaign.now.cost >= whole.cost * thresholds.MATERIAL_SHARE]
    cpas = [campaign.now.cpa for campaign in campaigns if campaign.now.cpa is not None]
    found = [
        _without_conversion(material, whole),
        _high_cpa(material, median(cpas) if len(cpas) > 1 else None),
        _budget_limited(material, whole.cpa),
    ]
    return tuple(note for notes_of_rule in found for note in notes_of_rule[: thresholds.NOTES])


def _without_conversion(campaigns: list[Campaign], whole: Totals) -> list[Note]:
    spent = (campaign for campaign in campaigns if not campaign.now.conversions)
    return [
        Note(Rule.NO_CONVERSION, campaign, campaign.now.cost / whole.cost)
        for campaign in spent
        if campaign.now.cost > thresholds.waste_spend_without_conversion(campaign.account.currency)
    ]


def _high_cpa(campaigns: list[Campaign], middle: Decimal | None) -> list[Note]:
    if not middle:
        return []
    times = ((campaign, cpa / middle) for campaign in campaigns if (cpa := campaign.now.cpa) is not None)
    return [Note(Rule.HIGH_CPA, campaign, factor) for campaign, factor in times if factor > thresholds.WASTE_CPA_TIMES_MEDIAN]


def _budget_limited(campaigns: list[Campaign], whole: Decimal | None) -> list[Note]:
    if whole is None:
        return []
    cheaper = (campaign for campaign in campaigns if (cpa := campaign.now.cpa) is not None and cpa < whole)
    lost = ((campaign, share) for campaign in cheaper if (share := _budget_lost(campaign)) is not None)
    return [Note(Rule.BUDGET_LIMITED, campaign, share) for campaign, share in lost if share >= thresholds.BUDGET_LIMITED]


def _budget_lost(campaign: Campaign) -> Decimal | None:
    rows = [row for row in campaign.rows if row.budget_lost_impression_share is not None]
    weighted = sum((row.impressions * row.budget_lost_impression_share for row in rows if row.budget_lost_impression_share), Decimal(0))
    return ratio(weighted, sum(row.impressions for row in rows))
