"""Waste: the part of spend that bought little, by platform. An estimate by rule, not a measurement.

- Google Ads: 30 % of the rank-lost impression share, at most 50 %, of the cost of each row that carries the share.
- Meta Ads: all cost of a campaign that spent over 50 (in yen 5,000: `thresholds`) without a conversion, or whose CPA is over
  twice the median CPA of the account's converting campaigns.
- Other platforms: not computed, and their cost is left out of the base.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import AccountIdentity, Platform
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts, once
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals, ratio, total


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


class WasteRule(StrEnum):
    """Why a campaign's cost counts as waste, as far as it does."""

    RANK_LOST = "rank lost"
    NO_CONVERSION = "no conversion"
    HIGH_CPA = "high cpa"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CampaignWaste:
    """A campaign's waste and the rule behind it; `measured` is its rule's figure: the mean rank-lost share by cost, or the CPA."""

    account: AccountIdentity
    id: str
    name: str
    waste: Waste
    rule: WasteRule
    measured: Decimal | None


def waste(group: CurrencyGroup, period: Period) -> Waste:
    """The waste of a currency's accounts in a period."""
    return sum((campaign.waste for campaign in waste_by_campaign(group, period)), Waste())


def waste_by_campaign(group: CurrencyGroup, period: Period) -> tuple[CampaignWaste, ...]:
    """Every campaign that could be judged, the most waste first."""
    judged = [campaign for account in group.accounts for campaign in _of_account(account, period)]
    return tuple(sorted(judged, key=lambda campaign: (-campaign.waste.cost, campaign.name, campaign.account.ad_account_id)))


def costly_campaigns(totals: Iterable[Totals], currency: str) -> list[bool]:
    """For each of one account's campaigns, whether Meta's rule counts its cost, in `currency`, as waste."""
    campaigns = list(totals)
    cpas = [campaign.cpa for campaign in campaigns if campaign.cpa is not None]
    limit = median(cpas) * thresholds.WASTE_CPA_TIMES_MEDIAN if cpas else None
    least = thresholds.waste_spend_without_conversion(currency)
    return [_is_costly(campaign, limit, least) for campaign in campaigns]


def _is_costly(campaign: Totals, limit: Decimal | None, least: Decimal) -> bool:
    if campaign.cpa is None:
        return campaign.cost > least
    return limit is not None and campaign.cpa > limit


@once
def _of_account(account: AccountFacts, period: Period) -> Sequence[CampaignWaste]:
    by_id: dict[str, list[DailyMetrics]] = {}
    for row in account.within(period):
        by_id.setdefault(row.campaign_id, []).append(row)
    campaigns = list(by_id.values())
    if account.identity.platform is Platform.GOOGLE_ADS:
        return [judged for rows in campaigns if (judged := _of_lost_rank(account.identity, rows))]
    if account.identity.platform is Platform.META_ADS:
        return _of_costly_campaigns(account.identity, campaigns)
    return []


def _of_lost_rank(account: AccountIdentity, rows: Sequence[DailyMetrics]) -> CampaignWaste | None:
    known = [(row.cost, row.rank_lost_impression_share) for row in rows if row.rank_lost_impression_share is not None]
    if not known:
        return None
    wasted = sum((cost * min(share * thresholds.WASTE_PER_RANK_LOST, thresholds.WASTE_CAP) for cost, share in known), Decimal(0))
    base = sum((cost for cost, _ in known), Decimal(0))
    lost = ratio(sum((cost * share for cost, share in known), Decimal(0)), base)
    rule = WasteRule.RANK_LOST if wasted else WasteRule.NONE
    return CampaignWaste(account, rows[-1].campaign_id, rows[-1].campaign_name, Waste(wasted, base), rule, lost)


def _of_costly_campaigns(account: AccountIdentity, campaigns: Sequence[Sequence[DailyMetrics]]) -> list[CampaignWaste]:
    totals = [total(rows) for rows in campaigns]
    flagged = costly_campaigns(totals, account.currency)
    return [
        CampaignWaste(account, last.campaign_id, last.campaign_name, _costly(of, is_costly), _rule(of, is_costly), of.cpa)
        for last, of, is_costly in zip((rows[-1] for rows in campaigns), totals, flagged, strict=True)
    ]


def _costly(of: Totals, is_costly: bool) -> Waste:  # noqa: FBT001 # what the rule said
    return Waste(of.cost if is_costly else Decimal(0), of.cost)


def _rule(of: Totals, is_costly: bool) -> WasteRule:  # noqa: FBT001 # what the rule said
    if not is_costly:
        return WasteRule.NONE
    return WasteRule.NO_CONVERSION if of.cpa is None else WasteRule.HIGH_CPA
