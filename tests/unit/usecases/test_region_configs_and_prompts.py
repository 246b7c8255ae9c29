"""Attaching and detaching region configs; adding, changing and deleting prompts."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Conflict, NotFound, Stale, Unavailable
from chalicelib.domain.region_config import RegionConfig
from chalicelib.usecases.add_prompts import AddPrompts, NewPrompt
from chalicelib.usecases.attach_region_config import AttachRegionConfig
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.create_region_config import CreateRegionConfig, NewRegionConfig
from chalicelib.usecases.delete_prompt import DeletePrompt
from chalicelib.usecases.detach_region_config import DetachRegionConfig
from chalicelib.usecases.list_prompts import ListPrompts
from chalicelib.usecases.ports.region_configs import ScheduleIsFull
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.update_prompt import UpdatePrompt
from chalicelib.usecases.update_region_config import UpdateRegionConfig
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, Stores, in_memory

NOBODYS = "018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d"
QUESTIONS = [NewPrompt(f"Which coffee? ({number})", "coffee") for number in range(3)]


@dataclass(frozen=True)
class Verbs:
    create: CreateRegionConfig
    update: UpdateRegionConfig
    attach: AttachRegionConfig
    detach: DetachRegionConfig
    add_prompts: AddPrompts
    list_prompts: ListPrompts
    update_prompt: UpdatePrompt
    delete_prompt: DeletePrompt


@pytest.fixture
def stores() -> Stores:
    return in_memory()


@pytest.fixture
def make(stores: Stores, clock: FakeClock, random: CountingRandom) -> Makers:
    return Makers(stores, clock, random, "acme")


@pytest.fixture
def verbs(stores: Stores, clock: FakeClock, random: CountingRandom) -> Verbs:
    read, read_schedule = ReadRegionConfig(stores.configs), ReadScheduledReport(stores.schedules)
    return Verbs(
        CreateRegionConfig(stores.configs, AuthorizeBrand(stores.brands), clock, random),
        UpdateRegionConfig(stores.configs, read, clock),
        AttachRegionConfig(stores.configs, read_schedule, read, clock),
        DetachRegionConfig(stores.configs, read_schedule, read, clock),
        AddPrompts(stores.prompts, read, clock, random),
        ListPrompts(stores.prompts, read),
        UpdatePrompt(stores.prompts, read, clock),
        DeletePrompt(stores.prompts, read),
    )


def _counts(stores: Stores, config: RegionConfig) -> tuple[int, int]:
    stored = stores.configs.get(config.organization_id, config.id)
    assert stored is not None
    return stored.prompts_count, stored.prompts_version


def test_a_config_is_made_on_its_schedule(verbs: Verbs, stores: Stores, make: Makers, caller: Caller) -> None:
    brand = make.brand()
    schedule = make.schedule(brand)
    config = verbs.create(caller, NewRegionConfig(brand.id, "Germany", "Germany", schedule.id))
    assert stores.configs.of_schedule("acme", schedule.id) == (config,)


@pytest.mark.parametrize("schedule_id", ["", "x", NOBODYS])
def test_a_config_on_a_schedule_that_can_not_be_seen_is_not_made(
    verbs: Verbs, stores: Stores, make: Makers, caller: Caller, schedule_id: str
) -> None:
    with pytest.raises(NotFound) as refused:
        verbs.create(caller, NewRegionConfig(make.brand().id, "Germany", "Germany", schedule_id))
    assert refused.value.field == "scheduled_report_id"
    assert len(stores.configs) == 0  # type: ignore[arg-type] # the fake counts


def test_attaching_twice_changes_nothing_more(verbs: Verbs, make: Makers, caller: Caller, clock: FakeClock) -> None:
    brand = make.brand()
    schedule, config = make.schedule(brand), make.config(brand)
    attached = verbs.attach(caller, schedule.id, config.id)
    assert (attached.scheduled_report_id, attached.revision) == (schedule.id, config.revision + 1)
    clock.pass_(seconds=1)
    assert verbs.attach(caller, schedule.id, config.id) == attached


def test_a_config_of_another_brand_is_not_attached(verbs: Verbs, stores: Stores, make: Makers, caller: Caller) -> None:
    schedule, others = make.schedule(make.brand()), make.config(make.brand())
    with pytest.raises(NotFound) as refused:
        verbs.attach(caller, schedule.id, others.id)
    assert refused.value.field is None
    assert stores.configs.get("acme", others.id) == others


def test_attaching_to_a_full_schedule_leaves_a_config_where_it_is(verbs: Verbs, stores: Stores, make: Makers, caller: Caller) -> None:
    brand = make.brand()
    schedule, another = make.schedule(brand), make.schedule(brand)
    for _ in range(20):
        make.config(brand, schedule)
    config = make.config(brand, another)
    with pytest.raises(ScheduleIsFull) as full:
        verbs.attach(caller, schedule.id, config.id)
    assert full.value.details == {"limit": 20}
    assert stores.configs.get("acme", config.id) == config


def test_detaching_leaves_the_config_and_a_second_time_finds_it_not(verbs: Verbs, stores: Stores, make: Makers, caller: Caller) -> None:
    brand = make.brand()
    schedule = make.schedule(brand)
    config = make.prompts(make.config(brand, schedule))
    verbs.detach(caller, schedule.id, config.id)
    stored = stores.configs.get("acme", config.id)
    assert stored is not None
    assert (stored.scheduled_report_id, stored.prompts_count) == (None, 1)
    with pytest.raises(NotFound):
        verbs.detach(caller, schedule.id, config.id)


def test_an_update_that_changes_nothing_writes_nothing(verbs: Verbs, make: Makers, caller: Caller, clock: FakeClock) -> None:
    config = make.config(make.brand())
    clock.pass_(seconds=1)
    assert verbs.update(caller, config.id, {}) == config
    assert verbs.update(caller, config.id, {"name": config.name}) == config
    assert verbs.update(caller, config.id, {"location": "Köln"}).updated_at == clock.now


def test_prompts_keep_the_order_of_their_call_and_newer_calls_come_first(
    verbs: Verbs, make: Makers, caller: Caller, clock: FakeClock
) -> None:
    config = make.config(make.brand())
    first = verbs.add_prompts(caller, config.id, QUESTIONS)
    clock.pass_(milliseconds=1)
    second = verbs.add_prompts(caller, config.id, QUESTIONS[:1])
    assert [prompt.prompt_text for prompt in first] == [new.prompt_text for new in QUESTIONS]
    assert verbs.list_prompts(caller, config.id) == (*second, *first)


def test_a_total_over_fifty_is_refused_and_stores_none(verbs: Verbs, stores: Stores, make: Makers, caller: Caller) -> None:
    config = make.prompts(make.config(make.brand()), 48, disabled=True)
    with pytest.raises(Conflict) as refused:
        verbs.add_prompts(caller, config.id, QUESTIONS)
    assert refused.value.details == {"limit": 50}
    assert _counts(stores, config) == (0, 1)
    verbs.add_prompts(caller, config.id, QUESTIONS[:2])
    assert _counts(stores, config) == (2, 2)


def test_counts_follow_every_change_of_a_prompt(verbs: Verbs, stores: Stores, make: Makers, caller: Caller) -> None:
    config = make.config(make.brand())
    one, two, _ = verbs.add_prompts(caller, config.id, QUESTIONS)
    assert _counts(stores, config) == (3, 1)
    disabled = verbs.update_prompt(caller, config.id, one.id, {"disabled": True})
    assert (disabled.disabled, _counts(stores, config)) == (True, (2, 2))
    verbs.update_prompt(caller, config.id, one.id, {"disabled": True})
    assert _counts(stores, config) == (2, 2), "nothing changed"
    verbs.update_prompt(caller, config.id, two.id, {"prompt_text": "Which tea?"})
    assert _counts(stores, config) == (2, 3)
    verbs.delete_prompt(caller, config.id, one.id)
    assert _counts(stores, config) == (2, 4)
    verbs.delete_prompt(caller, config.id, two.id)
    assert _counts(stores, config) == (1, 5)
    with pytest.raises(NotFound):
        verbs.delete_prompt(caller, config.id, two.id)


def test_a_prompt_is_found_in_its_own_config_only(verbs: Verbs, make: Makers, caller: Caller) -> None:
    brand = make.brand()
    config, another = make.config(brand), make.config(brand)
    (prompt,) = verbs.add_prompts(caller, config.id, QUESTIONS[:1])
    for config_id, prompt_id in ((another.id, prompt.id), (config.id, NOBODYS), (config.id, "x"), (NOBODYS, prompt.id)):
        with pytest.raises(NotFound):
            verbs.update_prompt(caller, config_id, prompt_id, {"disabled": True})


class _Racing:
    """Prompts that another caller adds to so many times, each time just before one is stored."""

    def __init__(self, stores: Stores, make: Makers, config_id: str, times: int) -> None:
        self._stores, self._make, self._config_id, self._times = stores, make, config_id, times

    def change(self, config: RegionConfig, **changes: Any) -> RegionConfig:
        if self._times:
            self._times -= 1
            current = self._stores.configs.get("acme", self._config_id)
            assert current is not None
            self._make.prompts(current)
        return self._stores.prompts.change(config, **changes)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stores.prompts, name)


def test_prompts_that_another_caller_adds_meanwhile_are_counted(verbs: Verbs, stores: Stores, make: Makers, caller: Caller) -> None:
    config = make.prompts(make.config(make.brand()), 46)
    racing: Any = _Racing(stores, make, config.id, 1)
    replace(verbs.add_prompts, prompts=racing)(caller, config.id, QUESTIONS)
    assert _counts(stores, config)[0] == 50
    racing = _Racing(stores, make, config.id, 0)
    with pytest.raises(Conflict):
        replace(verbs.add_prompts, prompts=racing)(caller, config.id, QUESTIONS[:1])


def test_a_config_that_never_rests_is_unavailable(verbs: Verbs, stores: Stores, make: Makers, caller: Caller) -> None:
    config = make.config(make.brand())
    racing: Any = _Racing(stores, make, config.id, 100)
    with pytest.raises(Unavailable):
        replace(verbs.add_prompts, prompts=racing)(caller, config.id, QUESTIONS)
    with pytest.raises(Stale):
        stores.prompts.change(config)
