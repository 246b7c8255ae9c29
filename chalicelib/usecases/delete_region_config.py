"""Delete a region config, with its prompts, in one write. Reports stay."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.region_config import RegionConfig
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class DeleteRegionConfig:
    """The use case, with what it depends on."""

    configs: RegionConfigs
    prompts: Prompts
    read: ReadRegionConfig

    def __call__(self, caller: Caller, region_config_id: str) -> None:
        """Remove the config; `NotFound` where there is none."""
        settled(lambda: self.as_read(self.read(caller, region_config_id)), "the region config")

    def as_read(self, config: RegionConfig) -> None:
        """Remove a config that is still as it was read; `Stale` where it is not."""
        prompts = self.prompts.of_config(config.organization_id, config.id)
        self.configs.remove(config, [prompt.id for prompt in prompts])
