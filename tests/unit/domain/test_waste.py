from decimal import Decimal

import pytest

from chalicelib.domain.ad_account import Platform
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.waste import Waste, WasteRule, waste, waste_by_campaign
from tests.fakes.rows import WEEK, account, row


def group(*accounts: AccountFacts) -> CurrencyGroup:
    return CurrencyGroup("EUR", accounts)


def test_google_wastes_thirty_percent_of_the_rank_lost_share_of_each_row() -> None:
    rows = [row(0, cost=100, rank_lost_impression_share=0.2), row(1, cost=300, rank_lost_impression_share=0.6), row(2, cost=50)]
    (campaign,) = waste_by_campaign(group(account(rows)), WEEK)
    assert campaign.waste == Waste(Decimal(100) * Decimal("0.06") + Decimal(300) * Decimal("0.18"), Decimal(400))
    assert (campaign.rule, campaign.measured) == (WasteRule.RANK_LOST, Decimal("0.5"))


def test_meta_wastes_campaigns_without_a_conversion_or_at_over_twice_the_median_cpa() -> None:
    rows = [
        row(0, "a", cost=100, conversions=10),
        row(0, "b", cost=200, conversions=20),
        row(0, "c", cost=210, conversions=10),
        row(0, "d", cost=51),
        row(0, "e", cost=50),
    ]
    found = waste_by_campaign(group(account(rows, platform=Platform.META_ADS)), WEEK)
    assert [(each.name, each.waste.cost, each.rule) for each in found[:2]] == [
        ("Campaign c", Decimal(210), WasteRule.HIGH_CPA),
        ("Campaign d", Decimal(51), WasteRule.NO_CONVERSION),
    ]
    assert all(each.rule is WasteRule.NONE and not each.waste.cost for each in found[2:])


@pytest.mark.parametrize(("currency", "least"), [("EUR", 50), ("SEK", 50), ("JPY", 5_000), ("KRW", 50_000), ("VND", 500_000)])
def test_what_may_be_spent_without_a_conversion_is_of_the_currency(currency: str, least: int) -> None:
    meta = account([row(0, "a", cost=least), row(0, "b", cost=least + 1)], platform=Platform.META_ADS, currency=currency)
    found = waste_by_campaign(CurrencyGroup(currency, (meta,)), WEEK)
    assert [(each.id, each.rule) for each in found] == [("b", WasteRule.NO_CONVERSION), ("a", WasteRule.NONE)]


def test_the_whole_is_the_sum_of_the_campaigns_of_what_can_be_judged() -> None:
    google = account([row(0, "a", cost=100, rank_lost_impression_share=1), row(0, "b", cost=70)])
    meta = account([row(0, "a", cost=60)], name="Meta", platform=Platform.META_ADS)
    other = account([row(0, "a", cost=500)], name="TikTok", platform=Platform.TIKTOK_ADS)
    assert waste(group(google, meta, other), WEEK) == Waste(Decimal(30) + 60, Decimal(160))
