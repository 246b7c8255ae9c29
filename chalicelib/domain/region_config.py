"""Region config: one market of a brand (country, language, location) and the AI platforms that are asked for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.execution import ExecutionStatus

MAX_REGION_CONFIGS = 20
"""Per scheduled report, inactive ones counted."""
DEFAULT_LANGUAGE = "English"


@dataclass(frozen=True, slots=True)
class RegionConfig:
    """A region config, on at most one schedule.

    `country` and `location` are free text; `language` is an English name (`language.english_name`). `prompts_count` counts its
    enabled prompts; `prompts_version` counts every change of them, so that two requests for a report can be told apart.
    """

    id: str
    organization_id: str
    brand_id: str
    scheduled_report_id: str | None
    name: str
    country: str
    language: str
    location: str | None
    ai_platforms: tuple[AiPlatform, ...]
    is_active: bool
    created_at: datetime
    updated_at: datetime
    prompts_count: int = 0
    prompts_version: int = 0
    last_run_at: datetime | None = None
    last_run_status: ExecutionStatus | None = None
    last_error_message: str | None = None
    revision: int = 1


class NothingToAsk(StrEnum):
    """Why a run would ask nothing. The value is the `details.reason` of the conflict; `message` is what a schedule shows."""

    NO_ACTIVE_REGION_CONFIGS = "no_active_region_configs"
    NO_ENABLED_PROMPTS = "no_enabled_prompts"

    @property
    def message(self) -> str:
        """The reason as a sentence."""
        return _MESSAGES[self]


_MESSAGES = {
    NothingToAsk.NO_ACTIVE_REGION_CONFIGS: "The scheduled report has no active region config",
    NothingToAsk.NO_ENABLED_PROMPTS: "None of the active region configs has an enabled prompt",
}


def nothing_to_ask(configs: Iterable[RegionConfig]) -> NothingToAsk | None:
    """Why a run of these configs would ask nothing, or None where it would ask something."""
    active = [config for config in configs if config.is_active]
    if not active:
        return NothingToAsk.NO_ACTIVE_REGION_CONFIGS
    return None if any(config.prompts_count for config in active) else NothingToAsk.NO_ENABLED_PROMPTS
