"""The finding of the campaign table: how few campaigns take half of the spend, and what they bring."""

from collections.abc import Sequence

from chalicelib.domain.campaigns import Campaign, half_of_spend
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals


def finding(campaigns: Sequence[Campaign], wording: Wording) -> str:
    """`2 of 12 campaigns take 59.7 % of the spend and bring 68.6 % of the conversions`. `campaigns` by falling cost."""
    whole = sum((campaign.now for campaign in campaigns), Totals())
    if len(campaigns) == 1:
        return wording.text("One campaign carries the whole spend")
    if not whole.cost:
        return wording.text_many("{number} campaign ran without cost", "{number} campaigns ran without cost", len(campaigns))
    half = half_of_spend(campaigns)
    largest, count = sum((campaign.now for campaign in half), Totals()), len(half)
    taken = {"campaigns": wording.count(len(campaigns)), "takes": wording.percent(largest.cost / whole.cost)}
    if not whole.conversions:
        return wording.text_many(
            "{number} of {campaigns} campaigns takes {takes} of the spend",
            "{number} of {campaigns} campaigns take {takes} of the spend",
            count,
            **taken,
        )
    return wording.text_many(
        "{number} of {campaigns} campaigns takes {takes} of the spend and brings {brings} of the conversions",
        "{number} of {campaigns} campaigns take {takes} of the spend and bring {brings} of the conversions",
        count,
        **taken,
        brings=wording.percent(largest.conversions / whole.conversions),
    )
