"""Deleting a brand and what hangs from it; deleting a schedule; and dying anywhere in between."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import NotFound, Unavailable
from chalicelib.domain.region_config import RegionConfig
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.delete_brand import DeleteBrand
from chalicelib.usecases.delete_region_config import DeleteRegionConfig
from chalicelib.usecases.delete_scheduled_report import DeleteScheduledReport
from chalicelib.usecases.read_brand import ReadBrand
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from tests.fakes.dying import Died, Dying, Lifetime
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, Stores, in_memory

FOREVER = 10**6


@dataclass(frozen=True)
class Deletions:
    brand: DeleteBrand
    schedule: DeleteScheduledReport
    config: DeleteRegionConfig


@pytest.fixture
def stores() -> Stores:
    return in_memory()


@pytest.fixture
def make(stores: Stores, clock: FakeClock, random: CountingRandom) -> Makers:
    return Makers(stores, clock, random, "acme")


def _deletions(stores: Stores, clock: FakeClock, writes: int = FOREVER) -> Deletions:
    lifetime = Lifetime(writes)
    dying: Any = {
        name: Dying(getattr(stores, name), lifetime) for name in ("brands", "schedules", "configs", "prompts", "accounts", "white_labels")
    }
    config = DeleteRegionConfig(dying["configs"], dying["prompts"], ReadRegionConfig(dying["configs"]))
    schedule = DeleteScheduledReport(dying["schedules"], dying["configs"], ReadScheduledReport(dying["schedules"]), config)
    brand = DeleteBrand(
        dying["brands"],
        dying["accounts"],
        dying["white_labels"],
        Dying(stores.documents, lifetime),
        ReadBrand(dying["brands"]),
        schedule,
        config,
        clock,
    )
    return Deletions(brand, schedule, config)


def _whole_brand(make: Makers) -> Brand:
    """Two schedules with two configs each, one config on none, two ad accounts, and a white label with its logo."""
    brand = make.brand()
    make.white_label(brand, company_name="Acme", logo=make.logo(brand))
    for _ in range(2):
        schedule = make.schedule(brand)
        for _ in range(2):
            make.prompts(make.config(brand, schedule), 3)
    make.prompts(make.config(brand))
    make.account(brand)
    make.account(brand)
    return brand


def _left(stores: Stores) -> tuple[int, int, int]:
    return len(stores.brands), len(stores.schedules), len(stores.configs)  # type: ignore[arg-type] # the fakes count


def test_a_brand_takes_its_schedules_configs_and_prompts_and_unlinks_its_accounts(
    stores: Stores, make: Makers, caller: Caller, clock: FakeClock
) -> None:
    brand, another = _whole_brand(make), _whole_brand(make)
    _deletions(stores, clock).brand(caller, brand.id)
    assert _left(stores) == (1, 2, 5)
    accounts = stores.accounts.page("acme", limit=10, after=None).items
    assert [account.brand_id for account in accounts] == [another.id, another.id, None, None]
    assert stores.white_labels.get("acme", brand.id).is_blank
    logo = stores.white_labels.get("acme", another.id).logo
    assert list(stores.documents.files) == [logo.key]  # type: ignore[attr-defined, union-attr] # the fake shows them
    with pytest.raises(NotFound):
        _deletions(stores, clock).brand(caller, brand.id)


@pytest.mark.parametrize("writes", range(16))
def test_a_brand_whose_deletion_died_can_be_deleted_again(
    stores: Stores, make: Makers, caller: Caller, clock: FakeClock, writes: int
) -> None:
    brand = _whole_brand(make)
    try:
        _deletions(stores, clock, writes).brand(caller, brand.id)
    except Died:
        assert stores.brands.get("acme", brand.id) is not None, "the parent goes last"
        logo = stores.white_labels.get("acme", brand.id).logo
        assert logo is None or stores.documents.get(logo.key) is not None, "no report asks for a file that is gone"
        _deletions(stores, clock).brand(caller, brand.id)
    assert _left(stores) == (0, 0, 0)
    assert {account.brand_id for account in stores.accounts.page("acme", limit=10, after=None).items} == {None}
    assert stores.documents.files == {}  # type: ignore[attr-defined] # the fake shows them


def test_a_call_deletes_so_much_and_the_next_goes_on(stores: Stores, make: Makers, caller: Caller, clock: FakeClock) -> None:
    brand = make.brand()
    for _ in range(600):
        make.config(brand)
    delete = _deletions(stores, clock).brand
    with pytest.raises(Unavailable):
        delete(caller, brand.id)
    assert _left(stores) == (1, 0, 100)
    delete(caller, brand.id)
    assert _left(stores) == (0, 0, 0)


class _Attaching:
    """Configs, one more of which is put on the schedule just after its configs were read."""

    def __init__(self, stores: Stores, late: RegionConfig, schedule: ScheduledReport) -> None:
        self._stores, self._late, self._schedule = stores, late, schedule

    def of_schedule(self, organization_id: str, scheduled_report_id: str) -> tuple[RegionConfig, ...]:
        read = self._stores.configs.of_schedule(organization_id, scheduled_report_id)
        if self._stores.configs.get(organization_id, self._late.id) == self._late:
            self._stores.configs.save(replace(self._late, scheduled_report_id=self._schedule.id), was=self._late)
        return read

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stores.configs, name)


def test_a_config_attached_while_its_schedule_goes_goes_with_it(stores: Stores, make: Makers, caller: Caller, clock: FakeClock) -> None:
    brand = make.brand()
    schedule, late = make.schedule(brand), make.config(brand)
    make.config(brand, schedule)
    attaching: Any = _Attaching(stores, late, schedule)
    deletions = _deletions(stores, clock)
    replace(deletions.schedule, configs=attaching)(caller, schedule.id)
    assert _left(stores) == (1, 0, 0)


def test_a_deleted_schedule_leaves_configs_that_are_on_none(stores: Stores, make: Makers, caller: Caller, clock: FakeClock) -> None:
    brand = make.brand()
    schedule, kept = make.schedule(brand), make.config(brand)
    make.prompts(make.config(brand, schedule))
    _deletions(stores, clock).schedule(caller, schedule.id)
    assert _left(stores) == (1, 0, 1)
    assert stores.configs.get("acme", kept.id) == kept


@pytest.mark.parametrize("unknown", ["", "x", "018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d", "018E7C2D-33AB-7DF1-B1CD-2AC3A8F9112D", "a" * 5000])
def test_what_is_not_there_is_not_found(stores: Stores, caller: Caller, clock: FakeClock, unknown: str) -> None:
    deletions = _deletions(stores, clock)
    for delete in (deletions.brand, deletions.schedule, deletions.config):
        with pytest.raises(NotFound):
            delete(caller, unknown)


class _Uploading:
    """Documents, the white label of which gets a new logo just after the files of the one before were removed."""

    def __init__(self, stores: Stores, make: Makers, brand: Brand) -> None:
        self._stores, self._make, self._brand, self._uploads = stores, make, brand, 1

    def delete_all(self, prefix: str) -> None:
        self._stores.documents.delete_all(prefix)
        if self._uploads:
            self._uploads -= 1
            self._make.white_label(self._brand, logo=self._make.logo(self._brand, b"late"))


def test_a_logo_uploaded_while_its_brand_goes_goes_with_it(stores: Stores, make: Makers, caller: Caller, clock: FakeClock) -> None:
    brand = make.brand()
    uploading: Any = _Uploading(stores, make, brand)
    replace(_deletions(stores, clock).brand, documents=uploading)(caller, brand.id)
    assert stores.brands.get("acme", brand.id) is None
    assert stores.documents.files == {}  # type: ignore[attr-defined] # the fake shows them
