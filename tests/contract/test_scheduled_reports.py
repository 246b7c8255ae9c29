"""What every keeper of scheduled reports does: the one in memory, and the table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.adapters.dynamodb import Cancelled
from chalicelib.domain.cadence import Frequency
from chalicelib.domain.errors import Stale
from chalicelib.domain.execution import ExecutionStatus
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.ports.scheduled_reports import LastRun, ScheduledReportFilter
from tests.fakes.visibility_stores import Makers, Stores

SLOT = datetime(2030, 1, 1, 9, tzinfo=UTC)
LATER = SLOT + timedelta(days=7)
PARTIAL = LastRun(SLOT, ExecutionStatus.PARTIAL, "1 of 40 answers failed.")
COMPLETED = LastRun(LATER, ExecutionStatus.COMPLETED, None)


def _stored(stores: Stores, schedule: ScheduledReport) -> ScheduledReport:
    stored = stores.schedules.get(schedule.organization_id, schedule.id)
    assert stored is not None
    return stored


def _due(stores: Stores, organization_id: str, until: datetime = SLOT) -> list[ScheduledReport]:
    return [schedule for schedule in stores.schedules.due(until) if schedule.organization_id == organization_id]


def test_a_schedule_comes_back_as_it_was_stored(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand(), frequency=Frequency.MONTHLY, timezone="Asia/Tokyo", requires_review=True)
    assert _stored(stores, schedule) == schedule


def test_another_organization_sees_nothing_of_it(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand())
    assert stores.schedules.get("another", schedule.id) is None
    wanted = ScheduledReportFilter(brand_id=schedule.brand_id)
    assert stores.schedules.page("another", wanted, limit=5, after=None).items == ()


def test_a_save_changes_what_was_read_and_nothing_that_moved_on(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand())
    saved = stores.schedules.save(replace(schedule, name="Renamed"), was=schedule)
    assert saved.revision == schedule.revision + 1
    assert _stored(stores, schedule) == saved
    with pytest.raises(Stale):
        stores.schedules.save(replace(schedule, name="Late"), was=schedule)


def test_a_save_does_not_take_a_schedule_back_to_a_slot_that_a_tick_moved_it_on_from(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand(), next_run_at=SLOT)
    stores.advance(schedule, LATER)
    assert _stored(stores, schedule) == replace(schedule, next_run_at=LATER)
    with pytest.raises(Stale):
        stores.schedules.save(replace(schedule, name="Renamed"), was=schedule)


def test_a_tick_moves_on_no_schedule_that_changed_or_is_paused(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand(), next_run_at=SLOT)
    paused = stores.schedules.save(replace(schedule, is_active=False), was=schedule)
    for read in (schedule, paused):
        with pytest.raises((Stale, Cancelled)):
            stores.advance(read, LATER)
    assert _stored(stores, schedule).next_run_at == SLOT


def test_a_schedule_waits_for_its_slot_while_it_is_active(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    schedule, later = make.schedule(brand, next_run_at=SLOT), make.schedule(brand, next_run_at=LATER)
    make.schedule(brand, next_run_at=SLOT, is_active=False)
    assert _due(stores, make.organization_id, SLOT - timedelta(milliseconds=1)) == []
    assert _due(stores, make.organization_id) == [schedule]
    paused = stores.schedules.save(replace(schedule, is_active=False), was=schedule)
    assert _due(stores, make.organization_id) == []
    resumed = stores.schedules.save(replace(paused, is_active=True), was=paused)
    assert _due(stores, make.organization_id) == [resumed]
    stores.advance(resumed, LATER)
    assert _due(stores, make.organization_id) == []
    assert {known.id for known in _due(stores, make.organization_id, LATER)} == {schedule.id, later.id}


def test_all_that_is_due_is_found_though_it_is_more_than_one_read(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    made = {make.schedule(brand, next_run_at=SLOT).id for _ in range(30)}
    assert {schedule.id for schedule in _due(stores, make.organization_id)} == made


def test_the_end_of_a_run_is_shown_and_is_no_change_of_a_caller(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand())
    stores.schedules.record_run(schedule.organization_id, schedule.id, PARTIAL)
    shown = replace(schedule, last_run_at=SLOT, last_run_status=ExecutionStatus.PARTIAL, last_error_message=PARTIAL.error_message)
    assert _stored(stores, schedule) == shown
    stores.schedules.save(replace(schedule, name="Renamed"), was=schedule)
    assert _stored(stores, schedule) == replace(shown, name="Renamed", revision=schedule.revision + 1)


def test_a_later_run_stays_shown_and_takes_the_message_away(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand())
    for run in (PARTIAL, COMPLETED, PARTIAL):
        stores.schedules.record_run(schedule.organization_id, schedule.id, run)
    stored = _stored(stores, schedule)
    assert (stored.last_run_at, stored.last_run_status, stored.last_error_message) == (LATER, ExecutionStatus.COMPLETED, None)


def test_the_end_of_a_run_brings_no_schedule_back(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand())
    stores.schedules.remove(schedule)
    stores.schedules.record_run(schedule.organization_id, schedule.id, PARTIAL)
    assert stores.schedules.get(schedule.organization_id, schedule.id) is None


def test_a_schedule_with_configs_is_not_removed(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    schedule = make.schedule(brand)
    config = make.config(brand, schedule)
    with pytest.raises(Stale):
        stores.schedules.remove(schedule)
    stores.configs.save(replace(config, scheduled_report_id=None), was=config)
    stores.schedules.remove(schedule)
    assert stores.schedules.get(schedule.organization_id, schedule.id) is None
    with pytest.raises(Stale):
        stores.schedules.remove(schedule)


def test_what_has_changed_since_is_not_removed(stores: Stores, make: Makers) -> None:
    schedule = make.schedule(make.brand())
    stores.schedules.save(replace(schedule, name="Renamed"), was=schedule)
    with pytest.raises(Stale):
        stores.schedules.remove(schedule)


def test_a_list_is_newest_first_and_its_pages_tile_with_or_without_a_brand(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    made = [make.schedule(brand) for _ in range(5)]
    for wanted in (ScheduledReportFilter(), ScheduledReportFilter(brand_id=brand.id)):
        first = stores.schedules.page(make.organization_id, wanted, limit=3, after=None)
        second = stores.schedules.page(make.organization_id, wanted, limit=3, after=first.after)
        assert [*first.items, *second.items] == made[::-1]
        assert (first.after, second.after) == (made[2].id, None)


@pytest.mark.parametrize(
    "wanted",
    [
        ScheduledReportFilter(is_active=True),
        ScheduledReportFilter(frequency=Frequency.DAILY),
        ScheduledReportFilter(search="ACME D"),
    ],
    ids=str,
)
@pytest.mark.parametrize("among", ["the brand's", "the organization's"])
def test_filters_leave_the_rest_out(stores: Stores, make: Makers, wanted: ScheduledReportFilter, among: str) -> None:
    brand, another = make.brand(), make.brand()
    kept = make.schedule(brand, name="Acme daily", frequency=Frequency.DAILY)
    make.schedule(brand, name="Acme monthly", frequency=Frequency.MONTHLY, is_active=False)
    others = [make.schedule(another, name="Acme daily too", frequency=Frequency.DAILY)]
    of_brand = among == "the brand's"
    wanted = replace(wanted, brand_id=brand.id) if of_brand else wanted
    page = stores.schedules.page(make.organization_id, wanted, limit=5, after=None)
    assert list(page.items) == ([] if of_brand else others) + [kept]
    assert page.after is None
