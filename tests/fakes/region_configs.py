"""Region configs and their prompts in memory: the ports `RegionConfigs` and `Prompts`, held to the same contracts as the table."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.prompt import Prompt
from chalicelib.domain.region_config import MAX_REGION_CONFIGS, RegionConfig
from chalicelib.usecases.ports.region_configs import NoSuchSchedule, RegionConfigFilter, ScheduleIsFull
from chalicelib.usecases.ports.scheduled_reports import LastRun
from tests.fakes.brands import CONFIG, FakeBrands
from tests.fakes.pages import page_of
from tests.fakes.scheduled_reports import FakeScheduledReports


class FakeRegionConfigs:
    def __init__(self, brands: FakeBrands, schedules: FakeScheduledReports) -> None:
        self._brands = brands
        self._schedules = schedules
        self._configs: dict[tuple[str, str], RegionConfig] = {}
        self.prompts: dict[tuple[str, str], dict[str, Prompt]] = {}

    def __len__(self) -> int:
        return len(self._configs)

    def add(self, config: RegionConfig) -> None:
        if self.get(config.organization_id, config.id) is not None:
            raise AlreadyMade
        self._require_place(config)
        self._brands.join(config.organization_id, config.brand_id, CONFIG, config.id)
        self._configs[config.organization_id, config.id] = config
        self._members(config).add(config.id)

    def get(self, organization_id: str, region_config_id: str) -> RegionConfig | None:
        return self._configs.get((organization_id, region_config_id))

    def of_schedule(self, organization_id: str, scheduled_report_id: str) -> tuple[RegionConfig, ...]:
        wanted = RegionConfigFilter(scheduled_report_id=scheduled_report_id)
        return self.page(organization_id, wanted, limit=MAX_REGION_CONFIGS, after=None).items

    def save(self, config: RegionConfig, *, was: RegionConfig) -> RegionConfig:
        stored = self.current(was)
        self._require_place(config)
        self._members(was).discard(was.id)
        self._members(config).add(config.id)
        saved = replace(
            config,
            revision=was.revision + 1,
            last_run_at=stored.last_run_at,
            last_run_status=stored.last_run_status,
            last_error_message=stored.last_error_message,
        )
        self._configs[config.organization_id, config.id] = saved
        return saved

    def remove(self, config: RegionConfig, prompt_ids: Iterable[str]) -> None:
        self.current(config)
        for prompt_id in prompt_ids:
            del self.prompts[config.organization_id, config.id][prompt_id]
        self._members(config).discard(config.id)
        self._brands.leave(config.organization_id, config.brand_id, CONFIG, config.id)
        del self._configs[config.organization_id, config.id]

    def page(self, organization_id: str, wanted: RegionConfigFilter, *, limit: int, after: str | None) -> Listing[RegionConfig]:
        return page_of(
            {config.id: config for (org, _), config in self._configs.items() if org == organization_id},
            lambda config: (
                wanted.brand_id in (None, config.brand_id)
                and wanted.scheduled_report_id in (None, config.scheduled_report_id)
                and wanted.is_active in (None, config.is_active)
                and (wanted.search or "").casefold() in config.name.casefold()
            ),
            limit=limit,
            after=after,
        )

    def record_run(self, organization_id: str, region_config_id: str, run: LastRun) -> None:
        stored = self.get(organization_id, region_config_id)
        if stored is not None and (stored.last_run_at is None or stored.last_run_at <= run.started_at):
            self._configs[organization_id, region_config_id] = replace(
                stored, last_run_at=run.started_at, last_run_status=run.status, last_error_message=run.error_message
            )

    def current(self, config: RegionConfig) -> RegionConfig:
        """The config as it is stored; `Stale` where that is not the one that was read."""
        stored = self.get(config.organization_id, config.id)
        if stored is None or stored.revision != config.revision:
            raise Stale
        return stored

    def count(self, config: RegionConfig) -> RegionConfig:
        """Store the config's counts, as a change of its prompts does."""
        stored = self.current(config)
        counted = replace(stored, prompts_count=config.prompts_count, prompts_version=config.prompts_version, revision=config.revision + 1)
        self._configs[config.organization_id, config.id] = counted
        return counted

    def _members(self, config: RegionConfig) -> set[str]:
        if config.scheduled_report_id is None:
            return set()
        return self._schedules.members[config.organization_id, config.scheduled_report_id]

    def _require_place(self, config: RegionConfig) -> None:
        if config.scheduled_report_id is None:
            return
        schedule = self._schedules.get(config.organization_id, config.scheduled_report_id)
        if schedule is None or schedule.brand_id != config.brand_id:
            raise NoSuchSchedule
        members = self._members(config)
        if config.id not in members and len(members) >= MAX_REGION_CONFIGS:
            raise ScheduleIsFull


class FakePrompts:
    def __init__(self, configs: FakeRegionConfigs) -> None:
        self._configs = configs

    def get(self, organization_id: str, region_config_id: str, prompt_id: str) -> Prompt | None:
        return self._configs.prompts.get((organization_id, region_config_id), {}).get(prompt_id)

    def of_config(self, organization_id: str, region_config_id: str) -> tuple[Prompt, ...]:
        kept = self._configs.prompts.get((organization_id, region_config_id), {})
        return tuple(kept[prompt_id] for prompt_id in sorted(kept, reverse=True))

    def change(self, config: RegionConfig, *, stored: Iterable[Prompt] = (), removed: Iterable[str] = ()) -> RegionConfig:
        counted = self._configs.count(config)
        kept = self._configs.prompts.setdefault((config.organization_id, config.id), {})
        kept |= {prompt.id: prompt for prompt in stored}
        for prompt_id in removed:
            kept.pop(prompt_id, None)
        return counted
