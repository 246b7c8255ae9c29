"""Attach a region config to a scheduled report; one that is on another schedule moves."""

from dataclasses import dataclass, replace

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.region_config import RegionConfig
from chalicelib.usecases.ports.region_configs import NoSuchSchedule, RegionConfigs
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class AttachRegionConfig:
    """The use case, with what it depends on."""

    configs: RegionConfigs
    read_schedule: ReadScheduledReport
    read_config: ReadRegionConfig
    clock: Clock

    def __call__(self, caller: Caller, scheduled_report_id: str, region_config_id: str) -> RegionConfig:
        """The config, on the schedule; nothing is written where it is there already.

        `NotFound` where there is no such schedule or config, or they are of two brands; `Conflict` where the schedule is full.
        """

        def attempt() -> RegionConfig:
            schedule = self.read_schedule(caller, scheduled_report_id)
            config = self.read_config(caller, region_config_id)
            if config.brand_id != schedule.brand_id:
                raise NotFound("region config of the scheduled report's brand")
            if config.scheduled_report_id == schedule.id:
                return config
            return self._move(config, schedule.id)

        return settled(attempt, "the region config")

    def _move(self, config: RegionConfig, scheduled_report_id: str) -> RegionConfig:
        try:
            return self.configs.save(replace(config, scheduled_report_id=scheduled_report_id, updated_at=self.clock()), was=config)
        except NoSuchSchedule as gone:
            # It was there a moment ago: the next attempt finds out, and says so of the path, not of a body's field.
            raise Stale from gone
