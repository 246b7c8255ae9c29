"""List region configs: those that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.domain.region_config import RegionConfig
from chalicelib.usecases.narrow_to_brand import narrowed
from chalicelib.usecases.ports.region_configs import RegionConfigFilter, RegionConfigs
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport


@dataclass(frozen=True, slots=True)
class ListRegionConfigs:
    """The use case, with what it depends on."""

    region_configs: RegionConfigs
    read_schedule: ReadScheduledReport

    def __call__(self, caller: Caller, wanted: RegionConfigFilter, *, limit: int, after: str | None) -> Listing[RegionConfig]:
        """One page, newest first; it may be short while more is to come. `after` is an earlier page's `after`."""
        seen = narrowed(wanted, caller)
        return Listing(()) if seen is None else self.region_configs.page(caller.organization_id, seen, limit=limit, after=after)

    def of_schedule(self, caller: Caller, scheduled_report_id: str) -> tuple[RegionConfig, ...]:
        """The configs on a scheduled report, whole, newest first; `NotFound` or `BrandNotAuthorized` as for the schedule."""
        schedule = self.read_schedule(caller, scheduled_report_id)
        return self.region_configs.of_schedule(schedule.organization_id, schedule.id)
