"""The finding of the campaign table: how few campaigns take half of the spend, and what they bring."""

from collections.abc import Sequence

from chalicelib.domain.campaigns import Campaign, half_of_spend
from chalicelib.domain.prose import plural
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals


def finding(campaigns: Sequence[Campaign], wording: Wording) -> str:
    """`2 of 12 campaigns take 59.7 % of the spend and bring 68.6 % of the conversions`. `campaigns` by falling cost."""
    whole = sum((campaign.now for campaign in campaigns), Totals())
    if len(campaigns) == 1:
        return "One campaign carries the whole spend"
    if not whole.cost:
        return f"{plural(len(campaigns), 'campaign')} ran without cost"
    half = half_of_spend(campaigns)
    largest, count = sum((campaign.now for campaign in half), Totals()), len(half)
    verb = "takes" if count == 1 else "take"
    take = f"{count} of {len(campaigns)} campaigns {verb} {wording.percent(largest.cost / whole.cost)} of the spend"
    if not whole.conversions:
        return take
    return f"{take} and {'brings' if count == 1 else 'bring'} {wording.percent(largest.conversions / whole.conversions)} of the conversions"
