"""Daily metrics: what one campaign of one ad account did on one day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DailyMetrics:
    """One row. Money (`cost`, `conversion_value`) is in the account's currency; impression shares are fractions 0–1 or unknown."""

    day: date
    campaign_id: str
    campaign_name: str
    cost: Decimal
    impressions: int
    clicks: int
    conversions: Decimal
    conversion_value: Decimal
    rank_lost_impression_share: Decimal | None = None
    budget_lost_impression_share: Decimal | None = None

    @property
    def key(self) -> tuple[date, str]:
        """What makes a row itself: there is one per day and campaign."""
        return self.day, self.campaign_id
