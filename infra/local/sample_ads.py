"""A believable ad account: a coffee roaster's Google Ads in EUR, 90 days of it. The same day asked for gives the same rows."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

DAYS = 90
ACCOUNT = {
    "account_name": "Kaffeerösterei Nordlicht",
    "platform": "google_ads",
    "external_account_id": "418-220-9173",
    "currency": "EUR",
    "timezone": "Europe/Berlin",
}
_CENT = Decimal("0.01")
_WEEKDAYS = (1.04, 1.00, 0.98, 1.01, 1.10, 1.12, 0.92)  # Monday first: coffee is bought towards the weekend


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign's daily habits at the start of the 90 days, and how they drift by their end.

    `impressions` per day; `ctr`, `conversion_rate` fractions; `cpc`, `order_value` in EUR; `growth` of the volume and
    `decay` of the conversion rate over the whole time as fractions; `lost_to_rank`, `lost_to_budget` impression shares, None where
    the campaign's kind has none.
    """

    id: str
    name: str
    impressions: int
    ctr: float
    cpc: float
    conversion_rate: float
    order_value: float
    growth: float = 0.0
    decay: float = 0.0
    lost_to_rank: float | None = None
    lost_to_budget: float | None = None


CAMPAIGNS = (
    Campaign("20417001", "Brand – Nordlicht Kaffee", 1450, 0.118, 0.38, 0.092, 41.0, 0.10, 0.0, 0.06, 0.02),
    Campaign("20417002", "Search – Coffee beans", 3900, 0.047, 0.94, 0.053, 41.5, 0.08, 0.05, 0.24, 0.17),
    Campaign("20417003", "Search – Espresso", 2300, 0.052, 0.88, 0.049, 43.0, 0.05, 0.0, 0.27, 0.14),
    Campaign("20417004", "Search – Decaf", 720, 0.056, 0.71, 0.051, 34.0, 0.02, 0.0, 0.18, 0.05),
    Campaign("20417005", "Shopping – Whole range", 9800, 0.014, 0.52, 0.036, 44.5, 0.14, 0.0, 0.31, 0.21),
    Campaign("20417006", "Performance Max – Gift sets", 5600, 0.019, 0.61, 0.027, 57.0, 0.22, 0.0, 0.22, 0.12),
    Campaign("20417007", "Display – Remarketing", 14500, 0.0046, 0.43, 0.026, 39.0, 0.0, 0.10),
    Campaign("20417008", "Search – Coffee machines", 1650, 0.039, 1.36, 0.031, 109.0, 0.12, 0.62, 0.34, 0.09),  # the one that gets worse
)


def rows(today: date) -> list[dict[str, Any]]:
    """The body rows of `PUT /v1/ad-accounts/{id}/metrics` for the 90 days that end the day before `today`, by day, then campaign."""
    first = today - timedelta(days=DAYS)
    return [row for n in range(DAYS) for row in _day(first + timedelta(days=n), n / (DAYS - 1))]


def _day(day: date, progress: float) -> Iterator[dict[str, Any]]:
    for campaign in CAMPAIGNS:
        yield _row(campaign, day, progress, Random(f"{campaign.id} {day}"))  # noqa: S311 - a sample, not a secret


def _row(campaign: Campaign, day: date, progress: float, random: Random) -> dict[str, Any]:
    volume = campaign.impressions * _WEEKDAYS[day.weekday()] * (1 + campaign.growth * progress) * random.lognormvariate(0, 0.07)
    impressions = round(volume)
    clicks = min(impressions, _count(impressions * campaign.ctr, random))
    conversions = min(clicks, _count(clicks * campaign.conversion_rate * (1 - campaign.decay * progress**2), random))
    row = {
        "date": day.isoformat(),
        "campaign_id": campaign.id,
        "campaign_name": campaign.name,
        "cost": _money(clicks * campaign.cpc * random.lognormvariate(0, 0.05)),
        "impressions": impressions,
        "clicks": clicks,
        "conversions": conversions,
        "conversion_value": _money(conversions * campaign.order_value * random.lognormvariate(0, 0.12)),
    }
    if campaign.lost_to_rank is not None and campaign.lost_to_budget is not None:
        row["rank_lost_impression_share"] = _share(campaign.lost_to_rank, random)
        row["budget_lost_impression_share"] = _share(campaign.lost_to_budget, random)
    return row


def _count(expected: float, random: Random) -> int:
    """A count around what is expected, scattered as counts are (a Poisson's spread)."""
    return max(0, round(random.gauss(expected, math.sqrt(expected))))


def _money(amount: float) -> str:
    return str(Decimal(amount).quantize(_CENT, ROUND_HALF_UP))


def _share(around: float, random: Random) -> str:
    return f"{min(0.95, max(0.0, random.gauss(around, 0.025))):.4f}"
