"""Visibility subject: what a visibility report measures, copied when it is made; and the figures that its resource carries."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from chalicelib.domain.ai_platform import AiPlatform


@dataclass(frozen=True, slots=True)
class VisibilitySubject:
    """A brand in one market, on these platforms. `cells` is how many questions are asked, and `sheet_key` where they are frozen.

    `at` is the slot's moment, or of a report without a slot its request's, and `timezone` (IANA) the schedule's; of a one-off, UTC.
    The scheduled report and the execution are None of a one-off.
    """

    brand_id: str
    region_config_id: str
    region: str
    scheduled_report_id: str | None
    execution_id: str | None
    country: str
    language: str
    location: str | None
    ai_platforms: tuple[AiPlatform, ...]
    cells: int
    sheet_key: str
    at: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class VisibilityFigures:
    """`visibility_score` 0–100, None where nothing was answered; cells where the brand appears, answered cells, failed cells."""

    visibility_score: Decimal | None
    ranked_prompts: int
    total_results: int
    failed_results: int
