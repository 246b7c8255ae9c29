"""What every keeper of targets and decisions does: the one in memory, and the table on two engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chalicelib.adapters.decisions import DynamoDecisions
from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.report_targets import DynamoReportTargets
from chalicelib.domain import ids
from chalicelib.domain.decision import Decision, EntryType, Outcome
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget
from chalicelib.usecases.ports.decisions import Decisions
from chalicelib.usecases.ports.report_targets import NoSuchAccount, ReportTargets, TargetOverlaps
from chalicelib.usecases.settled import settled
from tests.fakes.decisions import FakeDecisions
from tests.fakes.report_targets import FakeReportTargets
from tests.fakes.targets import target
from tests.fakes.visibility_stores import Makers, Stores

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@dataclass
class Kept:
    targets: ReportTargets
    decisions: Decisions


@pytest.fixture
def kept(request: pytest.FixtureRequest, stores: Stores, table_in: Callable[[str], Table]) -> Kept:
    engine = request.node.callspec.params["stores"]
    if engine == "memory":
        return Kept(FakeReportTargets(stores.accounts), FakeDecisions(stores.accounts))
    table = table_in(engine)
    return Kept(DynamoReportTargets(table), DynamoDecisions(table))


def _new(make: Makers, **fields: Any) -> ReportTarget:
    make.clock.pass_(milliseconds=1)
    about = {"id": ids.new_id(ids.TARGET, make.clock.now, make.random), "organization_id": make.organization_id}
    return target("roas", 3, **(about | fields))


def _day(number: int) -> date:
    return date(2026, 3, number)


def test_a_target_comes_back_as_it_was_stored(kept: Kept, make: Makers) -> None:
    account = make.account()
    own = _new(make)
    of_campaign = _new(make, ad_account_id=account.id, campaign_external_id="c#1", target_value=Decimal("3.50"), valid_to=_day(31))
    for one in (own, of_campaign):
        kept.targets.add(one)
        assert kept.targets.get(make.organization_id, one.id) == one
        assert kept.targets.get("another", one.id) is None
        with pytest.raises(AlreadyMade):
            kept.targets.add(one)


def test_a_target_of_an_account_that_is_gone_is_not_stored(kept: Kept, make: Makers) -> None:
    wanted = _new(make, ad_account_id="ad_acct_gone")
    with pytest.raises(NoSuchAccount):
        kept.targets.add(wanted)
    assert kept.targets.get(make.organization_id, wanted.id) is None


@pytest.mark.parametrize(
    "other",
    [
        {"valid_from": _day(21), "valid_to": None},
        {"valid_from": _day(1), "valid_to": _day(9)},
        {"campaign_external_id": "c2"},
        {"ad_account_id": None, "campaign_external_id": None},
        {"campaign_external_id": None},
    ],
    ids=str,
)
def test_targets_of_other_days_or_another_scope_stand_side_by_side(kept: Kept, make: Makers, other: dict[str, Any]) -> None:
    account = make.account()
    first = _new(make, ad_account_id=account.id, campaign_external_id="c1", valid_from=_day(10), valid_to=_day(20))
    second = replace(first, id=_new(make).id, **other)
    for one in (first, second):
        kept.targets.add(one)
    assert [kept.targets.get(make.organization_id, one.id) for one in (first, second)] == [first, second]


@pytest.mark.parametrize(("since", "until"), [(20, 25), (20, None), (1, 10), (1, None), (12, 13), (10, 20)])
def test_a_target_that_shares_a_day_with_another_of_its_subject_is_refused(kept: Kept, make: Makers, since: int, until: int | None) -> None:
    first = _new(make, valid_from=_day(10), valid_to=_day(20))
    kept.targets.add(first)
    second = _new(make, valid_from=_day(since), valid_to=_day(until) if until else None)
    with pytest.raises(TargetOverlaps) as refusal:
        kept.targets.add(second)
    assert refusal.value.details["target_id"] == first.id
    assert kept.targets.get(make.organization_id, second.id) is None


def test_of_many_overlapping_targets_at_once_one_is_made(kept: Kept, make: Makers) -> None:
    wanted = [_new(make, valid_from=_day(number), valid_to=_day(28)) for number in range(1, 9)]

    def add(one: ReportTarget) -> bool:
        try:
            settled(lambda: kept.targets.add(one), "the targets")
        except TargetOverlaps:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(add, wanted)) == 1
    assert len([one for one in wanted if kept.targets.get(make.organization_id, one.id)]) == 1
    assert len(kept.targets.valid_within(make.organization_id, [], MARCH)) == 1


def test_many_targets_at_once_that_do_not_overlap_are_all_made(kept: Kept, make: Makers) -> None:
    wanted = [_new(make, valid_from=_day(number), valid_to=_day(number)) for number in range(1, 5)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: settled(lambda: kept.targets.add(one), "the targets"), wanted))
    assert kept.targets.valid_within(make.organization_id, [], MARCH) == tuple(wanted)


def test_a_change_moves_its_days_and_is_held_against_the_others(kept: Kept, make: Makers) -> None:
    first, second = _new(make, valid_from=_day(1), valid_to=_day(10)), _new(make, valid_from=_day(11), valid_to=_day(20))
    for one in (first, second):
        kept.targets.add(one)
    with pytest.raises(TargetOverlaps):
        kept.targets.save(replace(first, valid_to=_day(11)))
    saved = kept.targets.save(replace(second, valid_from=_day(15), valid_to=None))
    assert saved.revision == 2
    with pytest.raises(Stale):
        kept.targets.save(second)
    assert kept.targets.save(replace(first, valid_to=_day(14))).valid_to == _day(14)


def test_what_was_removed_is_in_nobodys_way(kept: Kept, make: Makers) -> None:
    first = _new(make)
    kept.targets.add(first)
    kept.targets.remove(first)
    assert kept.targets.get(make.organization_id, first.id) is None
    with pytest.raises(Stale):
        kept.targets.remove(first)
    kept.targets.add(_new(make))


def test_those_valid_on_some_day_of_a_period_are_read_of_each_scope(kept: Kept, make: Makers) -> None:
    account, another = make.account(), make.account()
    before = _new(make, valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 28))
    first_day = _new(make, valid_from=_day(1), valid_to=_day(1))
    of_account = _new(make, ad_account_id=account.id)
    of_campaign = _new(make, ad_account_id=account.id, campaign_external_id="c1", valid_from=_day(31))
    after = _new(make, valid_from=date(2026, 4, 1))
    elsewhere = _new(make, ad_account_id=another.id)
    for one in (before, first_day, of_account, of_campaign, after, elsewhere):
        kept.targets.add(one)
    assert kept.targets.valid_within(make.organization_id, [account.id], MARCH) == (first_day, of_account, of_campaign)
    assert kept.targets.valid_within("another", [account.id], MARCH) == ()


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_lists_are_newest_first_of_all_or_of_one_account(kept: Kept, make: Makers, limit: int) -> None:
    account = make.account()
    targets = [_new(make, ad_account_id=account.id if day % 2 else None, valid_from=_day(day), valid_to=_day(day)) for day in range(1, 6)]
    for one in targets:
        kept.targets.add(one)
    for account_id, expected in ((None, targets[::-1]), (account.id, targets[::-1][::2]), ("ad_acct_gone", [])):
        seen: list[ReportTarget] = []
        after: str | None = None
        while True:
            page = kept.targets.page(make.organization_id, account_id, limit=limit, after=after)
            seen += page.items
            after = page.after
            if after is None:
                break
        assert seen == expected


def test_an_accounts_targets_go_with_it_and_no_others(kept: Kept, make: Makers) -> None:
    account = make.account()
    own, kept_one = _new(make, ad_account_id=account.id), _new(make)
    for one in (own, kept_one):
        kept.targets.add(one)
    for _ in range(2):
        kept.targets.delete_all(make.organization_id, account.id)
    assert kept.targets.get(make.organization_id, own.id) is None
    assert kept.targets.get(make.organization_id, kept_one.id) == kept_one
    kept.targets.add(replace(own, id=_new(make).id))


def _entry(make: Makers, account_id: str, day: int, **fields: Any) -> Decision:
    make.clock.pass_(milliseconds=1)
    entry = Decision(
        id=ids.new_uuid(make.clock.now, make.random),
        organization_id=make.organization_id,
        ad_account_id=account_id,
        decided_on=_day(day),
        entry_type=EntryType.OUTCOME,
        text="Moved budget\nto brand",
        campaign_id="c1",
        tags=("budget", "brand"),
        outcome=Outcome(Metric.CPA, Decimal("21.40"), Decimal(17), "14 days"),
        created_at=make.clock.now,
    )
    return replace(entry, **fields)


def test_a_decision_comes_back_as_it_was_stored(kept: Kept, make: Makers) -> None:
    whole = _entry(make, make.account().id, 5)
    bare = replace(_entry(make, whole.ad_account_id, 5), campaign_id=None, tags=(), outcome=None)
    for one in (whole, bare):
        kept.decisions.add(one)
        assert kept.decisions.get(one) == one
        with pytest.raises(AlreadyMade):
            kept.decisions.add(one)
    with pytest.raises(NoSuchAccount):
        kept.decisions.add(_entry(make, "ad_acct_gone", 5))


def test_a_log_is_read_by_its_days_and_listed_from_the_latest_on(kept: Kept, make: Makers) -> None:
    account, another = make.account(), make.account()
    entries = [_entry(make, account.id, day) for day in (31, 1, 15, 15)]
    elsewhere = _entry(make, another.id, 10)
    outside = [replace(_entry(make, account.id, 1), decided_on=day) for day in (date(2026, 2, 28), date(2026, 4, 1))]
    for one in (*entries, elsewhere, *outside):
        kept.decisions.add(one)
    last, first, middle, later = entries
    assert kept.decisions.within(make.organization_id, [account.id], MARCH) == (first, middle, later, last)
    assert kept.decisions.within(make.organization_id, [account.id, another.id], MARCH) == (first, elsewhere, middle, later, last)
    seen: list[Decision] = []
    after: str | None = None
    while True:
        page = kept.decisions.page(make.organization_id, account.id, limit=2, after=after)
        seen += page.items
        after = page.after
        if after is None:
            break
    assert seen == [outside[1], last, later, middle, first, outside[0]]
    for _ in range(2):
        kept.decisions.delete_all(make.organization_id, account.id)
    assert kept.decisions.within(make.organization_id, [account.id, another.id], MARCH) == (elsewhere,)
