from decimal import Decimal
from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ad_account import Platform
from chalicelib.domain.ad_baseline_index import ad_baseline_index, band, confidence, efficiency, headroom
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.waste import waste
from tests.fakes.rows import WEEK, account, row


def group(*rows: DailyMetrics, platform: Platform = Platform.GOOGLE_ADS) -> CurrencyGroup:
    return CurrencyGroup("EUR", (account(rows, platform=platform),))


def test_the_index_weighs_efficiency_waste_and_headroom() -> None:
    rows = [
        row(n, cost=100, conversions=10, impressions=1000, rank_lost_impression_share="0.5", budget_lost_impression_share="0.05")
        for n in range(7)
    ]
    index = ad_baseline_index(group(*rows), WEEK)
    # CPA 10: 1 − 1/2. Waste 30 % of 0.5 = 0.15: 1 − 0.15/0.5. Headroom 0.05/0.10.
    assert index is not None
    assert index.score == round(100 * (0.4 * 0.5 + 0.3 * 0.7 + 0.3 * 0.5))
    assert (index.band, index.campaign_days, index.confidence) == ("at", 7, "low")


def test_a_component_without_data_is_left_out_and_the_weights_re_scaled() -> None:
    index = ad_baseline_index(group(row(0, cost=100, conversions=10, rank_lost_impression_share="0.5")), WEEK)
    assert index is not None
    assert [part.value is None for part in index.components] == [False, False, True]
    assert [part.weight for part in index.components] == [Decimal("0.4") / Decimal("0.7"), Decimal("0.3") / Decimal("0.7"), 0]
    assert index.score == round(100 * (0.4 * 0.5 + 0.3 * 0.7) / 0.7)


def test_without_any_component_there_is_no_index() -> None:
    assert ad_baseline_index(group(row(0, cost=10), platform=Platform.TIKTOK_ADS), WEEK) is None


@given(st.decimals(min_value=1, max_value=100, places=2))
def test_efficiency_is_log_linear_between_one_and_a_hundred(cpa: Decimal) -> None:
    assert float(efficiency(cpa)) == pytest.approx(1 - log10(float(cpa)) / 2)


def test_efficiency_is_clamped() -> None:
    assert [efficiency(Decimal(cpa)) for cpa in ("0", "0.5", "1", "100", "5000")] == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(("lost", "value"), [("0", 0), ("0.05", 0.5), ("0.10", 1), ("0.25", 1), ("0.425", 0.5), ("0.60", 0), ("0.9", 0)])
def test_headroom_is_full_from_ten_to_twenty_five_percent(lost: str, value: float) -> None:
    assert float(headroom(Decimal(lost))) == pytest.approx(value)


@given(st.decimals(min_value=0, max_value=1, places=4))
def test_headroom_stays_between_nought_and_one(lost: Decimal) -> None:
    assert 0 <= headroom(lost) <= 1


def test_the_bands_and_confidences_begin_where_the_spec_says() -> None:
    assert [band(score) for score in (39, 40, 69, 70)] == ["below", "at", "at", "above"]
    assert [confidence(days) for days in (29, 30, 99, 100)] == ["low", "medium", "medium", "high"]


def test_google_waste_is_thirty_percent_of_the_lost_rank_of_the_rows_that_say_it() -> None:
    found = waste(group(row(0, cost=100, rank_lost_impression_share="0.4"), row(1, cost=900)), WEEK)
    assert (found.cost, found.base, found.share) == (Decimal(12), Decimal(100), Decimal("0.12"))


def test_meta_waste_is_what_bought_nothing_or_cost_twice_the_median() -> None:
    rows = [
        row(0, "none", cost=51),
        row(0, "cheap", cost=50),
        row(0, "a", cost=10, conversions=1),
        row(0, "b", cost=20, conversions=1),
        row(0, "dear", cost=41, conversions=1),
    ]
    found = waste(group(*rows, platform=Platform.META_ADS), WEEK)
    # The median CPA of 10, 20 and 41 is 20: 41 is over twice that, and 51 without a conversion is over 50.
    assert (found.cost, found.base) == (Decimal(51 + 41), Decimal(172))


def test_other_platforms_are_not_judged() -> None:
    assert waste(group(row(0, cost=100), platform=Platform.REDDIT_ADS), WEEK).share is None
