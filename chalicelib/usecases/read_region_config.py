"""Read a region config: one that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.errors import NotFound
from chalicelib.domain.region_config import RegionConfig
from chalicelib.usecases.ports.region_configs import RegionConfigs


@dataclass(frozen=True, slots=True)
class ReadRegionConfig:
    """The use case, with what it depends on."""

    configs: RegionConfigs

    def __call__(self, caller: Caller, region_config_id: str) -> RegionConfig:
        """The config as it is now; `NotFound` where the organization has none, `BrandNotAuthorized` where it is another brand's."""
        config = self.configs.get(caller.organization_id, region_config_id) if ids.is_uuid(region_config_id) else None
        if config is None:
            raise NotFound("region config")
        require_brand(caller, config.brand_id)
        return config
