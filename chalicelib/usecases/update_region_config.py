"""Update a region config: what is named changes, the rest stays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.region_config import RegionConfig
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class UpdateRegionConfig:
    """The use case, with what it depends on."""

    configs: RegionConfigs
    read: ReadRegionConfig
    clock: Clock

    def __call__(self, caller: Caller, region_config_id: str, changes: Mapping[str, Any]) -> RegionConfig:
        """The config with these fields changed (not its brand, nor its schedule); nothing is written where nothing changes."""

        def attempt() -> RegionConfig:
            config = self.read(caller, region_config_id)
            changed = replace(config, **changes)
            return config if changed == config else self.configs.save(replace(changed, updated_at=self.clock()), was=config)

        return settled(attempt, "the region config")
