"""What every keeper of region configs and prompts does: the one in memory, and the table."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.errors import Stale
from chalicelib.domain.execution import ExecutionStatus
from chalicelib.domain.region_config import MAX_REGION_CONFIGS, RegionConfig
from chalicelib.usecases.ports.region_configs import NoSuchSchedule, RegionConfigFilter, ScheduleIsFull
from chalicelib.usecases.ports.scheduled_reports import LastRun
from tests.fakes.visibility_stores import Makers, Stores

RUN = LastRun(datetime(2030, 1, 1, tzinfo=UTC), ExecutionStatus.FAILED, "No prompt is enabled.")


def _stored(stores: Stores, config: RegionConfig) -> RegionConfig:
    stored = stores.configs.get(config.organization_id, config.id)
    assert stored is not None
    return stored


def _move(stores: Stores, config: RegionConfig, schedule_id: str | None) -> RegionConfig:
    return stores.configs.save(replace(config, scheduled_report_id=schedule_id), was=config)


def test_a_config_comes_back_as_it_was_stored(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    config = make.config(brand, make.schedule(brand), location="Köln", ai_platforms=tuple(AiPlatform))
    assert _stored(stores, config) == config


def test_another_organization_sees_nothing_of_it(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    schedule = make.schedule(brand)
    config = make.prompts(make.config(brand, schedule))
    assert stores.configs.get("another", config.id) is None
    assert stores.configs.of_schedule("another", schedule.id) == ()
    assert stores.prompts.of_config("another", config.id) == ()
    assert stores.configs.page("another", RegionConfigFilter(brand_id=brand.id), limit=5, after=None).items == ()


def test_a_save_changes_what_was_read_and_leaves_the_last_run(stores: Stores, make: Makers) -> None:
    config = make.config(make.brand(), location="Köln")
    stores.configs.record_run(config.organization_id, config.id, RUN)
    saved = stores.configs.save(replace(config, name="Renamed", location=None), was=config)
    assert saved.revision == config.revision + 1
    stored = _stored(stores, config)
    assert (stored.name, stored.location, stored.last_run_at, stored.last_error_message) == (
        "Renamed",
        None,
        RUN.started_at,
        RUN.error_message,
    )
    with pytest.raises(Stale):
        stores.configs.save(replace(config, name="Late"), was=config)


def test_the_configs_on_a_schedule_come_whole_and_newest_first(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    schedule = make.schedule(brand)
    made = [make.config(brand, schedule) for _ in range(3)]
    make.config(brand)
    assert stores.configs.of_schedule(make.organization_id, schedule.id) == tuple(made[::-1])


def test_a_config_moves_between_schedules_and_is_on_one_at_most(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    first, second = make.schedule(brand), make.schedule(brand)
    config = make.config(brand, first)
    on_second = _move(stores, config, second.id)
    assert stores.configs.of_schedule(make.organization_id, first.id) == ()
    assert stores.configs.of_schedule(make.organization_id, second.id) == (on_second,)
    _move(stores, on_second, None)
    assert stores.configs.of_schedule(make.organization_id, second.id) == ()


def test_a_schedule_of_another_brand_or_none_takes_no_config(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    others, gone = make.schedule(make.brand()), make.schedule(brand)
    stores.schedules.remove(gone)
    config = make.config(brand)
    for schedule in (others, gone):
        with pytest.raises(NoSuchSchedule):
            _move(stores, config, schedule.id)
        with pytest.raises(NoSuchSchedule):
            make.config(brand, schedule)
    assert _stored(stores, config) == config
    assert stores.brands.hanging_from(brand, limit=10).region_config_ids == (config.id,)


def test_a_full_schedule_takes_no_more_until_one_leaves(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    schedule, another = make.schedule(brand), make.schedule(brand)
    on = [make.config(brand, schedule, is_active=number % 2 == 0) for number in range(MAX_REGION_CONFIGS)]
    one_more = make.config(brand, another)
    with pytest.raises(ScheduleIsFull):
        _move(stores, one_more, schedule.id)
    with pytest.raises(ScheduleIsFull):
        make.config(brand, schedule)
    assert _stored(stores, one_more) == one_more
    _move(stores, on[0], None)
    moved = _move(stores, one_more, schedule.id)
    assert moved in stores.configs.of_schedule(make.organization_id, schedule.id)


def test_of_many_who_race_for_the_last_place_one_gets_it(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    schedule = make.schedule(brand)
    for _ in range(MAX_REGION_CONFIGS - 1):
        make.config(brand, schedule)
    wanted = [make.new_config(brand, schedule) for _ in range(4)] + [make.config(brand) for _ in range(4)]

    def race(config: RegionConfig) -> bool:
        try:
            if config.scheduled_report_id is None:
                _move(stores, config, schedule.id)
            else:
                stores.configs.add(config)
        except (ScheduleIsFull, Stale):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(race, wanted)) == 1
    assert len(stores.configs.of_schedule(make.organization_id, schedule.id)) == MAX_REGION_CONFIGS


def test_filters_leave_the_rest_out(stores: Stores, make: Makers) -> None:
    brand, another = make.brand(), make.brand()
    schedule = make.schedule(brand)
    on = make.config(brand, schedule, name="Austria")
    paused = make.config(brand, is_active=False)
    others = make.config(another)

    def listed(**wanted: object) -> list[RegionConfig]:
        return list(stores.configs.page(make.organization_id, RegionConfigFilter(**wanted), limit=5, after=None).items)  # type: ignore[arg-type]

    assert listed() == [others, paused, on]
    assert listed(brand_id=brand.id) == [paused, on]
    assert listed(brand_id=brand.id, is_active=True) == [on]
    assert listed(scheduled_report_id=schedule.id) == [on]
    assert listed(scheduled_report_id=schedule.id, brand_id=another.id) == []
    assert listed(search="aust") == [on]
    assert listed(brand_id="nobody's") == []


@pytest.mark.parametrize("by", ["brand_id", "scheduled_report_id", None])
def test_pages_tile(stores: Stores, make: Makers, by: str | None) -> None:
    brand = make.brand()
    schedule = make.schedule(brand)
    made = [make.config(brand, schedule).id for _ in range(5)]
    wanted = RegionConfigFilter(
        brand_id=brand.id if by == "brand_id" else None, scheduled_report_id=schedule.id if by == "scheduled_report_id" else None
    )
    seen: list[str] = []
    after = None
    while True:
        page = stores.configs.page(make.organization_id, wanted, limit=2, after=after)
        seen += [config.id for config in page.items]
        after = page.after
        if after is None:
            break
    assert seen == made[::-1]


def test_prompts_come_back_newest_first_and_are_counted(stores: Stores, make: Makers) -> None:
    config = make.config(make.brand())
    counted = make.prompts(make.prompts(config, 3), 2, disabled=True)
    assert (counted.prompts_count, counted.prompts_version, counted.revision) == (3, 2, config.revision + 2)
    assert _stored(stores, config) == counted
    prompts = stores.prompts.of_config(config.organization_id, config.id)
    assert len(prompts) == 5
    assert sorted((prompt.id for prompt in prompts), reverse=True) == [prompt.id for prompt in prompts]
    assert stores.prompts.get(config.organization_id, config.id, prompts[1].id) == prompts[1]


@pytest.mark.big_transaction
def test_fifty_of_the_longest_prompts_are_stored_in_one_go(stores: Stores, make: Makers) -> None:
    config = make.config(make.brand())
    longest = [make.new_prompt(config, prompt_text="𝔘" * 2000, category="𝔘" * 100) for _ in range(50)]
    stores.prompts.change(replace(config, prompts_count=50, prompts_version=1), stored=longest)
    assert stores.prompts.of_config(config.organization_id, config.id) == tuple(longest[::-1])


def test_a_change_of_prompts_over_a_config_that_moved_on_is_stale_and_stores_nothing(stores: Stores, make: Makers) -> None:
    config = make.config(make.brand())
    with_one = make.prompts(config)
    with pytest.raises(Stale):
        make.prompts(config)
    with pytest.raises(Stale):
        stores.configs.save(replace(config, name="Late"), was=config)
    assert len(stores.prompts.of_config(config.organization_id, config.id)) == 1
    assert _stored(stores, config) == with_one


@pytest.mark.big_transaction
def test_a_config_goes_with_its_prompts_and_leaves_its_schedule(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    schedule = make.schedule(brand)
    config = make.prompts(make.config(brand, schedule), 50)
    prompts = stores.prompts.of_config(config.organization_id, config.id)
    stores.configs.remove(config, [prompt.id for prompt in prompts])
    assert stores.configs.get(config.organization_id, config.id) is None
    assert stores.prompts.of_config(config.organization_id, config.id) == ()
    assert stores.configs.of_schedule(make.organization_id, schedule.id) == ()


def test_a_config_that_got_a_prompt_meanwhile_is_not_removed(stores: Stores, make: Makers) -> None:
    config = make.config(make.brand())
    make.prompts(config)
    with pytest.raises(Stale):
        stores.configs.remove(config, [])
    assert len(stores.prompts.of_config(config.organization_id, config.id)) == 1


def test_prompts_join_no_config_that_is_gone(stores: Stores, make: Makers) -> None:
    config = make.config(make.brand())
    stores.configs.remove(config, [])
    with pytest.raises(Stale):
        make.prompts(config)
    assert stores.prompts.of_config(config.organization_id, config.id) == ()
