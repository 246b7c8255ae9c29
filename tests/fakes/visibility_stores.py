"""Where a brand and what hangs from it are kept, together: in memory, or in the table. And a brand, a schedule, … to start from."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from chalicelib.adapters.ad_accounts import DynamoAdAccounts
from chalicelib.adapters.brands import DynamoBrands
from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.prompts import DynamoPrompts
from chalicelib.adapters.region_configs import DynamoRegionConfigs
from chalicelib.adapters.scheduled_reports import DynamoScheduledReports, advance_write
from chalicelib.adapters.white_labels import DynamoWhiteLabels
from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount, Platform
from chalicelib.domain.ai_platform import DEFAULT_AI_PLATFORMS
from chalicelib.domain.brand import Brand
from chalicelib.domain.prompt import Prompt
from chalicelib.domain.region_config import RegionConfig
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.domain.white_label import Logo, WhiteLabel
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.brands import Brands
from chalicelib.usecases.ports.documents import Documents
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports
from chalicelib.usecases.ports.white_labels import WhiteLabels
from chalicelib.usecases.remove_logo import logo_folder
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.brands import FakeBrands
from tests.fakes.documents import FakeDocuments
from tests.fakes.region_configs import FakePrompts, FakeRegionConfigs
from tests.fakes.scheduled_reports import FakeScheduledReports
from tests.fakes.schedules import a_schedule
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.white_labels import FakeWhiteLabels


@dataclass(frozen=True, slots=True)
class Stores:
    brands: Brands
    schedules: ScheduledReports
    configs: RegionConfigs
    prompts: Prompts
    accounts: AdAccounts
    white_labels: WhiteLabels
    documents: Documents
    advance: Callable[[ScheduledReport, Any], None]
    """What a tick's transaction does to a schedule."""


def in_memory() -> Stores:
    brands = FakeBrands()
    schedules = FakeScheduledReports(brands)
    configs = FakeRegionConfigs(brands, schedules)
    return Stores(
        brands,
        schedules,
        configs,
        FakePrompts(configs),
        FakeAdAccounts(brands),
        FakeWhiteLabels(brands),
        FakeDocuments(),
        schedules.advance,
    )


def in_table(table: Table) -> Stores:
    return Stores(
        DynamoBrands(table),
        DynamoScheduledReports(table),
        DynamoRegionConfigs(table),
        DynamoPrompts(table),
        DynamoAdAccounts(table),
        DynamoWhiteLabels(table),
        FakeDocuments(),
        lambda schedule, next_run_at: table.transact([advance_write(schedule, next_run_at)]),
    )


@dataclass(frozen=True, slots=True)
class Makers:
    """New things of one organization, stored; any field can be another."""

    stores: Stores
    clock: FakeClock
    random: CountingRandom
    organization_id: str

    def brand(self, **fields: Any) -> Brand:
        brand = Brand(
            id=self._id(),
            organization_id=self.organization_id,
            name="Acme Coffee",
            website="https://acme.example",
            brand_aliases=("Acme",),
            competitors=(),
            categories=(),
            country=None,
            language=None,
            created_at=self.clock.now,
            updated_at=self.clock.now,
        )
        brand = replace(brand, **fields)
        self.stores.brands.add(brand)
        return brand

    def schedule(self, brand: Brand, **fields: Any) -> ScheduledReport:
        about = {"id": self._id(), "organization_id": self.organization_id, "brand_id": brand.id}
        schedule = a_schedule(created_at=self.clock.now, **about | fields)
        self.stores.schedules.add(schedule)
        return schedule

    def config(self, brand: Brand, schedule: ScheduledReport | None = None, **fields: Any) -> RegionConfig:
        config = self.new_config(brand, schedule, **fields)
        self.stores.configs.add(config)
        return config

    def new_config(self, brand: Brand, schedule: ScheduledReport | None = None, **fields: Any) -> RegionConfig:
        """One that is not stored yet."""
        config = RegionConfig(
            id=self._id(),
            organization_id=self.organization_id,
            brand_id=brand.id,
            scheduled_report_id=schedule.id if schedule else None,
            name="Germany",
            country="Germany",
            language="German",
            location=None,
            ai_platforms=DEFAULT_AI_PLATFORMS,
            is_active=True,
            created_at=self.clock.now,
            updated_at=self.clock.now,
        )
        return replace(config, **fields)

    def prompts(self, config: RegionConfig, number: int = 1, **fields: Any) -> RegionConfig:
        """The config, with so many prompts more."""
        new = [self.new_prompt(config, prompt_text=f"Which coffee? ({position})", **fields) for position in range(number)]
        enabled = sum(not prompt.disabled for prompt in new)
        counted = replace(config, prompts_count=config.prompts_count + enabled, prompts_version=config.prompts_version + 1)
        return self.stores.prompts.change(counted, stored=new)

    def new_prompt(self, config: RegionConfig, **fields: Any) -> Prompt:
        """One that is not stored yet."""
        prompt = Prompt(
            id=self._id(),
            organization_id=self.organization_id,
            region_config_id=config.id,
            prompt_text="Which coffee is best?",
            category="coffee",
            disabled=False,
            created_at=self.clock.now,
            updated_at=self.clock.now,
        )
        return replace(prompt, **fields)

    def account(self, brand: Brand | None = None, **fields: Any) -> AdAccount:
        account = AdAccount(
            id=ids.new_id(ids.AD_ACCOUNT, self.clock.now, self.random),
            organization_id=self.organization_id,
            account_name="Acme",
            platform=Platform.META_ADS,
            external_account_id=uuid4().hex,
            currency="EUR",
            timezone="Europe/Berlin",
            brand_id=brand.id if brand else None,
            created_at=self.clock.now,
            updated_at=self.clock.now,
        )
        account = replace(account, **fields)
        self.stores.accounts.add(account)
        return account

    def white_label(self, brand: Brand | None = None, **fields: Any) -> WhiteLabel:
        """The brand's white label, or the organization's, with these fields."""
        label = self.stores.white_labels.get(self.organization_id, brand.id if brand else None)
        return self.stores.white_labels.save(replace(label, updated_at=self.clock.now, **fields))

    def logo(self, brand: Brand | None = None, content: bytes = b"picture") -> Logo:
        """A logo of a white label, its file stored; the white label does not name it yet."""
        sha256 = hashlib.sha256(content).hexdigest()
        key = f"{logo_folder(self.organization_id, brand.id if brand else None)}{sha256}-1.png"
        self.stores.documents.put(key, content, "image/png")
        return Logo(key, sha256, "image/png", len(content), 300, 100, is_light=False)

    def _id(self) -> str:
        self.clock.pass_(milliseconds=1)
        return ids.new_uuid(self.clock.now, self.random)
