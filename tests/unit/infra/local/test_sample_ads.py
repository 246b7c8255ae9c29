from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from infra.local import sample_ads

TODAY = date(2026, 11, 22)
ROWS = sample_ads.rows(TODAY)


def totals(campaign: str, days: range) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    wanted = {(TODAY - timedelta(days=sample_ads.DAYS - n)).isoformat() for n in days}
    for row in ROWS:
        if row["campaign_id"] == campaign and row["date"] in wanted:
            for name in ("cost", "clicks", "conversions", "impressions"):
                sums[name] += Decimal(row[name])
    return sums


def test_there_is_a_row_for_each_of_90_days_and_8_campaigns_up_to_yesterday() -> None:
    assert len(ROWS) == 90 * 8
    assert len({(row["date"], row["campaign_id"]) for row in ROWS}) == len(ROWS)
    assert (ROWS[0]["date"], ROWS[-1]["date"]) == ("2026-08-24", "2026-11-21")


def test_the_same_day_gives_the_same_rows() -> None:
    assert sample_ads.rows(TODAY) == ROWS


@pytest.mark.parametrize("row", ROWS[::37], ids=lambda row: f"{row['date']}-{row['campaign_id']}")
def test_a_row_is_possible(row: dict[str, Any]) -> None:
    assert 0 <= row["conversions"] <= row["clicks"] <= row["impressions"]
    assert Decimal(row["cost"]) >= 0
    for share in ("rank_lost_impression_share", "budget_lost_impression_share"):
        assert 0 <= Decimal(row.get(share, 0)) <= 1


def test_one_campaign_gets_worse() -> None:
    first, last = totals("20417008", range(28)), totals("20417008", range(62, 90))
    assert last["cost"] / last["conversions"] > Decimal("1.5") * first["cost"] / first["conversions"]


def test_a_healthy_campaign_stays_as_dear_as_it_was() -> None:
    first, last = totals("20417001", range(28)), totals("20417001", range(62, 90))
    ratio = (last["cost"] / last["conversions"]) / (first["cost"] / first["conversions"])
    assert Decimal("0.8") < ratio < Decimal("1.2")
