"""Creating a scheduled report, and changing it."""

from datetime import timedelta

import pytest

from chalicelib.domain.cadence import Frequency
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import NotFound
from chalicelib.domain.scheduled_report import ScheduleChange
from chalicelib.domain.template import Template
from chalicelib.templates import CREATED_AT
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.create_scheduled_report import CreateScheduledReport, NewScheduledReport
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.update_scheduled_report import UpdateScheduledReport
from tests.fakes.templates import find_template
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, Stores, in_memory

NOBODYS = "018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d"


@pytest.fixture
def stores() -> Stores:
    return in_memory()


@pytest.fixture
def make(stores: Stores, clock: FakeClock, random: CountingRandom) -> Makers:
    return Makers(stores, clock, random, "acme")


def _find_template(organization_id: str, key: str, version: int | None) -> Template:
    """The service's own, and one of visibility reports that are reviewed."""
    if key != "ai_visibility":
        return find_template(organization_id, key, version)
    return Template("ad_rtpl_1", key, 1, "AI Visibility", "", True, 7, (), True, CREATED_AT)  # noqa: FBT003 - the order of its fields


@pytest.fixture
def create(stores: Stores, clock: FakeClock, random: CountingRandom) -> CreateScheduledReport:
    return CreateScheduledReport(stores.schedules, AuthorizeBrand(stores.brands), _find_template, clock, random)


def test_a_new_schedule_is_active_and_runs_first_a_period_from_the_minute_it_was_made(
    create: CreateScheduledReport, stores: Stores, make: Makers, caller: Caller, clock: FakeClock
) -> None:
    brand = make.brand()
    clock.pass_(seconds=42)
    schedule = create(caller, NewScheduledReport(brand.id, "Acme weekly", Frequency.WEEKLY))
    assert stores.schedules.get("acme", schedule.id) == schedule
    assert schedule.next_run_at == clock.now.replace(second=0, microsecond=0) + timedelta(days=7)
    assert (schedule.is_active, schedule.timezone, schedule.template_key) == (True, "UTC", "ai_visibility")
    assert (schedule.last_run_at, schedule.last_run_status, schedule.created_by) == (None, None, "key-1")


@pytest.mark.parametrize(("wanted", "reviewed"), [(None, True), (True, True), (False, False)])
def test_without_a_word_on_review_the_template_decides(
    create: CreateScheduledReport,
    make: Makers,
    caller: Caller,
    wanted: bool | None,  # noqa: FBT001 - a parameter of the test
    reviewed: bool,  # noqa: FBT001 - the same
) -> None:
    new = NewScheduledReport(make.brand().id, "Acme weekly", Frequency.WEEKLY, requires_review=wanted)
    assert create(caller, new).requires_review is reviewed


@pytest.mark.parametrize("brand_id", ["", "x", NOBODYS, "#" * 5000])
def test_a_brand_that_can_not_be_seen_makes_no_schedule(
    create: CreateScheduledReport, stores: Stores, caller: Caller, brand_id: str
) -> None:
    with pytest.raises(NotFound) as refused:
        create(caller, NewScheduledReport(brand_id, "Acme weekly", Frequency.WEEKLY))
    assert refused.value.field == "brand_id"
    assert len(stores.schedules) == 0  # type: ignore[arg-type] # the fake counts


def test_another_organizations_brand_can_not_be_seen(create: CreateScheduledReport, make: Makers, caller: Caller) -> None:
    with pytest.raises(NotFound):
        create(Caller("another", caller.key_id, caller.scopes), NewScheduledReport(make.brand().id, "Acme weekly", Frequency.WEEKLY))


@pytest.mark.parametrize("key", ["nobody_knows", "weekly_check_in"])
def test_only_a_template_of_visibility_reports_will_do(
    create: CreateScheduledReport, stores: Stores, make: Makers, caller: Caller, key: str
) -> None:
    with pytest.raises(NotFound) as refused:
        create(caller, NewScheduledReport(make.brand().id, "Acme weekly", Frequency.WEEKLY, template_key=key))
    assert refused.value.field == "template_key"
    assert len(stores.schedules) == 0  # type: ignore[arg-type] # the fake counts


def test_an_update_raises_the_revision_and_an_empty_one_nothing(stores: Stores, make: Makers, caller: Caller, clock: FakeClock) -> None:
    update = UpdateScheduledReport(stores.schedules, ReadScheduledReport(stores.schedules), clock)
    schedule = make.schedule(make.brand())
    clock.pass_(seconds=1)
    assert update(caller, schedule.id, ScheduleChange()) == schedule
    assert update(caller, schedule.id, ScheduleChange(is_active=True, name=schedule.name)) == schedule
    paused = update(caller, schedule.id, ScheduleChange(is_active=False))
    assert (paused.is_active, paused.revision, paused.updated_at) == (False, 2, clock.now)
    assert stores.schedules.get("acme", schedule.id) == paused
