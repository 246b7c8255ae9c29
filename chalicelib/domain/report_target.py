"""Report target: what a figure is meant to reach over a day, a week, a month or a quarter, and whose figure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.metric import Metric


class TargetMetric(StrEnum):
    """What a target can be set for."""

    SPEND = "spend"
    CONVERSIONS = "conversions"
    CPA = "cpa"
    ROAS = "roas"
    CTR = "ctr"
    IMPRESSIONS = "impressions"

    @property
    def metric(self) -> Metric:
        """The figure that it is held against."""
        return Metric(self.value)

    @property
    def is_money(self) -> bool:
        """Whether a target of it carries a currency."""
        return self.metric.is_money


class TargetPeriod(StrEnum):
    """How long a target value is meant for."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True)
class ReportTarget:
    """A target. Its scope is the organization, one account (`ad_account_id`), or one campaign of an account (`campaign_external_id` too).

    `target_value` is in the metric's unit: money in `target_currency` (set for `spend` and `cpa`, and for nothing else), a fraction for
    `ctr`. It is valid from `valid_from` to `valid_to`, both inclusive; without `valid_to`, until it is removed.
    """

    id: str
    organization_id: str
    metric: TargetMetric
    period_type: TargetPeriod
    target_value: Decimal
    target_currency: str | None
    valid_from: date
    valid_to: date | None
    ad_account_id: str | None
    campaign_external_id: str | None
    created_at: datetime
    updated_at: datetime
    revision: int = 1
