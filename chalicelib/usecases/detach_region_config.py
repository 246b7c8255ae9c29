"""Detach a region config from its scheduled report: it stays, on no schedule."""

from dataclasses import dataclass, replace

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import NotFound
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class DetachRegionConfig:
    """The use case, with what it depends on."""

    configs: RegionConfigs
    read_schedule: ReadScheduledReport
    read_config: ReadRegionConfig
    clock: Clock

    def __call__(self, caller: Caller, scheduled_report_id: str, region_config_id: str) -> None:
        """Take the config off the schedule; `NotFound` where there is no such schedule, or the config is not on it."""

        def attempt() -> None:
            schedule = self.read_schedule(caller, scheduled_report_id)
            config = self.read_config(caller, region_config_id)
            if config.scheduled_report_id != schedule.id:
                raise NotFound("region config on this scheduled report")
            self.configs.save(replace(config, scheduled_report_id=None, updated_at=self.clock()), was=config)

        settled(attempt, "the region config")
