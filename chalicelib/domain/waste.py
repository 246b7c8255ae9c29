"""Waste: the part of spend that bought little, by platform. An estimate by rule, not a measurement.

- Google Ads: 30 % of the rank-lost impression share, at most 50 %, of the cost of each row that carries the share.
- Meta Ads: all cost of a campaign that spent over 50 (in the account's currency) without a conversion, or whose CPA is over
  twice the median CPA of the account's converting campaigns.
- Other platforms: not computed, and their cost is left out of the base.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals, ratio, totals_by


@dataclass(frozen=True, slots=True)
class Waste:
    """`cost` of `base` is waste; `base` is the cost of what could be judged."""

    cost: Decimal = Decimal(0)
    base: Decimal = Decimal(0)

    def __add__(self, other: "Waste") -> "Waste":
        return Waste(self.cost + other.cost, self.base + other.base)

    @property
    def share(self) -> Decimal | None:
        """Waste ÷ base, 0–1; None where nothing could be judged."""
        return ratio(self.cost, self.base)


def waste(group: CurrencyGroup, period: Period) -> Waste:
    """The waste of a currency's accounts in a period."""
    return sum((_of_account(account, period) for account in group.accounts), Waste())


def costly_campaigns(totals: Iterable[Totals]) -> list[bool]:
    """For each of one account's campaigns, whether Meta's rule counts its cost as waste."""
    campaigns = list(totals)
    cpas = [campaign.cpa for campaign in campaigns if campaign.cpa is not None]
    limit = median(cpas) * thresholds.WASTE_CPA_TIMES_MEDIAN if cpas else None
    return [_is_costly(campaign, limit) for campaign in campaigns]


def _is_costly(campaign: Totals, limit: Decimal | None) -> bool:
    if campaign.cpa is None:
        return campaign.cost > thresholds.WASTE_SPEND_WITHOUT_CONVERSION
    return limit is not None and campaign.cpa > limit


def _of_account(account: AccountFacts, period: Period) -> Waste:
    if account.identity.platform is Platform.GOOGLE_ADS:
        return _of_lost_rank(account, period)
    if account.identity.platform is Platform.META_ADS:
        return _of_costly_campaigns(account, period)
    return Waste()


def _of_lost_rank(account: AccountFacts, period: Period) -> Waste:
    judged = [(row.cost, row.rank_lost_impression_share) for row in account.within(period)]
    known = [(cost, share) for cost, share in judged if share is not None]
    wasted = (cost * min(share * thresholds.WASTE_PER_RANK_LOST, thresholds.WASTE_CAP) for cost, share in known)
    return Waste(sum(wasted, Decimal(0)), sum((cost for cost, _ in known), Decimal(0)))


def _of_costly_campaigns(account: AccountFacts, period: Period) -> Waste:
    campaigns = list(totals_by(account.within(period), lambda row: row.campaign_id).values())
    flagged = zip(campaigns, costly_campaigns(campaigns), strict=True)
    return Waste(
        sum((campaign.cost for campaign, is_costly in flagged if is_costly), Decimal(0)),
        sum((campaign.cost for campaign in campaigns), Decimal(0)),
    )
