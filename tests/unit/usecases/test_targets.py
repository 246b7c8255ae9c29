from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller
from chalicelib.domain.decision import EntryType
from chalicelib.domain.errors import BrandNotAuthorized, InvalidBody, NotFound
from chalicelib.domain.report_target import ReportTarget, TargetMetric, TargetPeriod
from chalicelib.usecases.create_target import CreateTarget, NewTarget
from chalicelib.usecases.delete_ad_account import DeleteAdAccount
from chalicelib.usecases.delete_target import DeleteTarget
from chalicelib.usecases.list_decisions import ListDecisions
from chalicelib.usecases.list_targets import ListTargets
from chalicelib.usecases.log_decision import LogDecision, NewDecision
from chalicelib.usecases.ports.report_targets import NoSuchAccount, TargetOverlaps
from chalicelib.usecases.read_ad_account import ReadAdAccount
from chalicelib.usecases.read_target import ReadTarget
from chalicelib.usecases.update_target import UpdateTarget
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.decisions import FakeDecisions
from tests.fakes.report_targets import FakeReportTargets
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers

SPEND = NewTarget(TargetMetric.SPEND, TargetPeriod.MONTHLY, Decimal(5000), "EUR", date(2026, 1, 1))
ENTRY = NewDecision(date(2026, 3, 1), EntryType.DECISION, "Paused generic search")


class World:
    """Two brands with an account each, and the use cases."""

    def __init__(self, make: Makers, clock: FakeClock) -> None:
        self.accounts = cast(Any, make.stores.accounts)
        self.targets, self.decisions = FakeReportTargets(self.accounts), FakeDecisions(self.accounts)
        self.brand: Brand = make.brand()
        self.account: AdAccount = make.account(self.brand)
        self.foreign: AdAccount = make.account(make.brand())
        read = ReadAdAccount(self.accounts)
        self.read = ReadTarget(self.targets, read)
        self.create = CreateTarget(self.targets, read, clock, CountingRandom())
        self.update = UpdateTarget(self.targets, self.read, clock)
        self.delete = DeleteTarget(self.targets, self.read)
        self.list = ListTargets(self.targets, self.accounts)
        self.log = LogDecision(self.decisions, read, clock, CountingRandom())
        self.list_log = ListDecisions(self.decisions, read)
        self.delete_account = DeleteAdAccount(self.accounts, FakeDailyMetrics(self.accounts), self.targets, self.decisions, read)


@pytest.fixture
def world(make: Makers, clock: FakeClock) -> World:
    return World(make, clock)


@pytest.fixture
def restricted(world: World, caller: Caller) -> Caller:
    return replace(caller, allowed_brand_id=world.brand.id)


def test_a_target_is_made_and_read_back(world: World, caller: Caller) -> None:
    made = world.create(caller, replace(SPEND, ad_account_id=world.account.id, campaign_external_id="c1"))
    assert world.read(caller, made.id) == made
    assert (made.target_value, made.valid_to, made.revision) == (Decimal(5000), None, 1)
    with pytest.raises(NotFound):
        world.read(replace(caller, organization_id="another"), made.id)


@pytest.mark.parametrize("account_id", ["ad_acct_00000000000000000000000001", "x", ""])
def test_an_account_that_is_not_there_is_not_found_by_its_field(world: World, caller: Caller, account_id: str) -> None:
    with pytest.raises(NoSuchAccount) as refusal:
        world.create(caller, replace(SPEND, ad_account_id=account_id))
    assert refusal.value.field == "ad_account_id"


def test_money_is_in_the_accounts_currency(world: World, caller: Caller) -> None:
    with pytest.raises(InvalidBody) as refusal:
        world.create(caller, replace(SPEND, ad_account_id=world.account.id, target_currency="USD"))
    assert refusal.value.faults[0].loc == ("body", "target_currency")


def test_an_organization_has_a_budget_in_each_of_its_currencies(world: World, caller: Caller) -> None:
    world.create(caller, SPEND)
    world.create(caller, replace(SPEND, target_currency="USD"))
    with pytest.raises(TargetOverlaps):
        world.create(caller, SPEND)


def test_a_target_that_is_changed_keeps_what_it_is_about(world: World, caller: Caller, clock: FakeClock) -> None:
    made = world.create(caller, replace(SPEND, valid_to=date(2026, 1, 31)))
    clock.pass_(seconds=1)
    changed = world.update(caller, made.id, {"target_value": Decimal(6000), "valid_to": None})
    assert changed == replace(made, target_value=Decimal(6000), valid_to=None, updated_at=clock.now, revision=2)
    assert world.update(caller, made.id, {}) == changed
    assert world.update(caller, made.id, {"target_value": Decimal("6000.00")}) == changed


def test_a_target_does_not_end_before_it_begins(world: World, caller: Caller) -> None:
    made = world.create(caller, replace(SPEND, valid_to=date(2026, 1, 31)))
    for changes in ({"valid_from": date(2026, 2, 1)}, {"valid_to": date(2025, 12, 31)}):
        with pytest.raises(InvalidBody):
            world.update(caller, made.id, changes)
    assert world.read(caller, made.id) == made


def test_a_target_that_was_deleted_is_gone(world: World, caller: Caller) -> None:
    made = world.create(caller, SPEND)
    world.delete(caller, made.id)
    with pytest.raises(NotFound):
        world.delete(caller, made.id)
    world.create(caller, SPEND)


def test_a_restricted_caller_sees_the_targets_of_their_brands_accounts_alone(world: World, caller: Caller, restricted: Caller) -> None:
    own = world.create(restricted, replace(SPEND, ad_account_id=world.account.id))
    hidden: list[ReportTarget] = [world.create(caller, SPEND), world.create(caller, replace(SPEND, ad_account_id=world.foreign.id))]
    assert world.list(restricted, None, limit=10, after=None).items == (own,)
    assert world.list(restricted, world.foreign.id, limit=10, after=None).items == ()
    assert len(world.list(caller, None, limit=10, after=None).items) == 3
    assert world.read(restricted, own.id) == own
    for target in hidden:
        for refused in (world.read, world.delete, lambda who, target_id: world.update(who, target_id, {"target_value": Decimal(1)})):
            with pytest.raises(BrandNotAuthorized):
                refused(restricted, target.id)
    for wanted in (SPEND, replace(SPEND, ad_account_id=world.foreign.id)):
        with pytest.raises(BrandNotAuthorized):
            world.create(restricted, wanted)


def test_a_log_is_an_accounts_own_and_a_brands(world: World, caller: Caller, restricted: Caller) -> None:
    entry = world.log(restricted, world.account.id, ENTRY)
    assert world.list_log(restricted, world.account.id, limit=10, after=None).items == (entry,)
    with pytest.raises(BrandNotAuthorized):
        world.log(restricted, world.foreign.id, ENTRY)
    with pytest.raises(BrandNotAuthorized):
        world.list_log(restricted, world.foreign.id, limit=10, after=None)
    for unknown in ("ad_acct_00000000000000000000000001", "x"):
        with pytest.raises(NotFound):
            world.log(caller, unknown, ENTRY)


def test_an_account_takes_its_targets_and_its_log_with_it(world: World, caller: Caller) -> None:
    world.create(caller, replace(SPEND, ad_account_id=world.account.id))
    kept = [world.create(caller, SPEND), world.create(caller, replace(SPEND, ad_account_id=world.foreign.id))]
    world.log(caller, world.account.id, ENTRY)
    kept_entry = world.log(caller, world.foreign.id, ENTRY)
    world.delete_account(caller, world.account.id)
    assert world.list(caller, None, limit=10, after=None).items == tuple(reversed(kept))
    assert len(world.decisions) == 1
    assert world.list_log(caller, world.foreign.id, limit=10, after=None).items == (kept_entry,)


def test_a_repeat_of_a_died_request_finds_what_it_made(world: World, caller: Caller) -> None:
    first = replace(world.create, random=CountingRandom())(caller, SPEND)
    assert replace(world.create, random=CountingRandom(), resumes=True)(caller, SPEND) == first
    entry = replace(world.log, random=CountingRandom())(caller, world.account.id, ENTRY)
    assert replace(world.log, random=CountingRandom(), resumes=True)(caller, world.account.id, ENTRY) == entry
    assert (len(world.targets), len(world.decisions)) == (1, 1)
