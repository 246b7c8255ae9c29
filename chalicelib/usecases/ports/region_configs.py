"""Port: where region configs are kept, and on which schedule each is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.listing import Listing
from chalicelib.domain.region_config import MAX_REGION_CONFIGS, RegionConfig
from chalicelib.usecases.ports.scheduled_reports import LastRun


class NoSuchSchedule(NotFound):
    """The schedule that a config should be on is not there (any more), or is another brand's."""

    def __init__(self) -> None:
        super().__init__("scheduled report", field="scheduled_report_id")


class ScheduleIsFull(Conflict):
    """A scheduled report has all the region configs that it can have."""

    def __init__(self) -> None:
        super().__init__(
            f"A scheduled report has at most {MAX_REGION_CONFIGS} region configs, inactive ones counted", {"limit": MAX_REGION_CONFIGS}
        )


@dataclass(frozen=True, slots=True)
class RegionConfigFilter:
    """What a list shows; None does not filter. `search` is in the name, case aside."""

    brand_id: str | None = None
    scheduled_report_id: str | None = None
    is_active: bool | None = None
    search: str | None = None


class RegionConfigs(Protocol):
    """Region configs, each on at most one schedule of its own brand. Reads of a config, or of a schedule's, are never stale."""

    def add(self, config: RegionConfig) -> None:
        """Store a new config, on its schedule where it names one; `AlreadyMade`, `NoSuchBrand`, `NoSuchSchedule` or `ScheduleIsFull`."""
        ...

    def get(self, organization_id: str, region_config_id: str) -> RegionConfig | None:
        """The config, or None."""
        ...

    def of_schedule(self, organization_id: str, scheduled_report_id: str) -> tuple[RegionConfig, ...]:
        """The configs on a schedule, whole, newest first."""
        ...

    def save(self, config: RegionConfig, *, was: RegionConfig) -> RegionConfig:
        """Store the config over the one that was read, and answer with its next revision. What its last run left stays.

        Another `scheduled_report_id` moves it, in the same write. `Stale` where it or its prompts changed, or it is gone;
        `NoSuchSchedule`, `ScheduleIsFull`.
        """
        ...

    def remove(self, config: RegionConfig, prompt_ids: Iterable[str]) -> None:
        """Remove the config and its prompts, all or nothing; `Stale` where it or its prompts changed since it was read."""
        ...

    def page(self, organization_id: str, wanted: RegionConfigFilter, *, limit: int, after: str | None) -> Listing[RegionConfig]:
        """One page, newest first; it may be short while more is to come. `after` is an earlier page's `after`."""
        ...

    def record_run(self, organization_id: str, region_config_id: str, run: LastRun) -> None:
        """Show a run's end on its config, unless that is gone or shows a later one. Twice is once."""
        ...
