"""Create a region config."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.ai_platform import DEFAULT_AI_PLATFORMS, AiPlatform
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.region_config import DEFAULT_LANGUAGE, RegionConfig
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.region_configs import NoSuchSchedule, RegionConfigs
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class NewRegionConfig:
    """What a caller says of a new config, already of the right form; `language` is an English name."""

    brand_id: str
    name: str
    country: str
    scheduled_report_id: str | None = None
    ai_platforms: tuple[AiPlatform, ...] = DEFAULT_AI_PLATFORMS
    language: str = DEFAULT_LANGUAGE
    location: str | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class CreateRegionConfig:
    """The use case, with what it depends on."""

    configs: RegionConfigs
    authorize_brand: AuthorizeBrand
    clock: Clock
    random: ids.RandomBytes
    resumes: bool = False

    def __call__(self, caller: Caller, wanted: NewRegionConfig) -> RegionConfig:
        """Make the config; `NotFound` for a brand that can't be seen, or a schedule that can't or is another brand's.

        `Conflict` where the schedule has all the configs that it can have.
        """
        self.authorize_brand(caller, wanted.brand_id)
        if wanted.scheduled_report_id is not None and not ids.is_uuid(wanted.scheduled_report_id):
            raise NoSuchSchedule
        now = self.clock()
        config = RegionConfig(
            id=ids.new_uuid(now, self.random),
            organization_id=caller.organization_id,
            brand_id=wanted.brand_id,
            scheduled_report_id=wanted.scheduled_report_id,
            name=wanted.name,
            country=wanted.country,
            language=wanted.language,
            location=wanted.location,
            ai_platforms=wanted.ai_platforms,
            is_active=wanted.is_active,
            created_at=now,
            updated_at=now,
        )
        return made_once(lambda: self.configs.get(config.organization_id, config.id), lambda: self._make(config), resumes=self.resumes)

    def _make(self, config: RegionConfig) -> RegionConfig:
        settled(lambda: self.configs.add(config), "the brand or the scheduled report")
        return config
