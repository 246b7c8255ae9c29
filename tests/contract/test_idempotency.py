"""What every keeper of idempotency records does, and that a request which dies anywhere makes one thing: in memory, and in the table."""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.idempotency import PART_BYTES, DynamoIdempotencyRecords
from chalicelib.adapters.question_sheets import FiledQuestionSheets
from chalicelib.api import idempotency
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.cadence import Frequency
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import AlreadyMade, Conflict, Stale
from chalicelib.domain.idempotency import IdempotencyRecord, KeyedRequest, first_record
from chalicelib.domain.period import Period
from chalicelib.doors.call import Reply
from chalicelib.usecases.add_prompts import AddPrompts, NewPrompt
from chalicelib.usecases.attach_region_config import AttachRegionConfig
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.claim_request import ClaimRequest
from chalicelib.usecases.create_ad_account import CreateAdAccount, NewAdAccount
from chalicelib.usecases.create_brand import CreateBrand, NewBrand
from chalicelib.usecases.create_region_config import CreateRegionConfig, NewRegionConfig
from chalicelib.usecases.create_scheduled_report import CreateScheduledReport, NewScheduledReport
from chalicelib.usecases.delete_ad_account import DeleteAdAccount
from chalicelib.usecases.delete_prompt import DeletePrompt
from chalicelib.usecases.ports.idempotency import IdempotencyRecords
from chalicelib.usecases.ports.reports import ReportFilter
from chalicelib.usecases.read_ad_account import ReadAdAccount
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestReport
from chalicelib.usecases.request_visibility_report import RequestVisibilityReport
from chalicelib.usecases.start_execution import StartExecution
from chalicelib.usecases.update_ad_account import UpdateAdAccount
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.decisions import FakeDecisions
from tests.fakes.documents import FakeDocuments
from tests.fakes.idempotency import FakeIdempotencyRecords
from tests.fakes.mortal import Death, Fate, Killed
from tests.fakes.pipeline import ASK_TIMING, TIMING, Kept
from tests.fakes.queues import FakeQueue
from tests.fakes.report_targets import FakeReportTargets
from tests.fakes.templates import find_template
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, Stores
from tests.fakes.white_labels import nothing_worn

REQUEST = KeyedRequest("acme", None, "k", "POST", "/v1/brands", {}, {}, b"{}")


@pytest.fixture
def records(request: pytest.FixtureRequest, table_in: Callable[[str], Table]) -> IdempotencyRecords:
    """On the engine that the stores are on."""
    engine = request.node.callspec.params["stores"]
    return FakeIdempotencyRecords() if engine == "memory" else DynamoIdempotencyRecords(table_in(engine))


@pytest.fixture
def record(stores: Stores, make: Makers, records: IdempotencyRecords) -> IdempotencyRecord:
    """One that is stored."""
    new = first_record(replace(REQUEST, organization_id=make.organization_id), make.clock.now, seed="5eed", holder="first")
    records.add(new, make.clock.now)
    return new


def _stored(records: IdempotencyRecords, record: IdempotencyRecord, clock: FakeClock) -> IdempotencyRecord | None:
    return records.find(record.organization_id, record.key_hash, clock.now)


def test_a_record_comes_back_as_it_was_stored(records: IdempotencyRecords, record: IdempotencyRecord, clock: FakeClock) -> None:
    assert _stored(records, record, clock) == record
    assert records.find("another", record.key_hash, clock.now) is None


def test_a_key_that_has_a_record_gets_no_other_until_it_expires(
    records: IdempotencyRecords, record: IdempotencyRecord, clock: FakeClock
) -> None:
    with pytest.raises(Stale):
        records.add(replace(record, holder="second"), clock.now)
    clock.now = record.expires_at
    assert _stored(records, record, clock) is None
    newer = replace(record, holder="second", expires_at=clock.now + timedelta(days=1))
    records.add(newer, clock.now)
    assert _stored(records, record, clock) == newer


def test_of_two_that_take_over_one_gets_it(records: IdempotencyRecords, record: IdempotencyRecord, clock: FakeClock) -> None:
    until = clock.now + timedelta(minutes=2)
    taken = records.take_over(record, "second", until)
    assert taken == replace(record, holder="second", leased_until=until, resumes=True) == _stored(records, record, clock)
    with pytest.raises(Stale):
        records.take_over(record, "third", until)


@pytest.mark.parametrize("size", [2, PART_BYTES * 3])
def test_an_answer_comes_back_whole_whatever_its_size(
    records: IdempotencyRecords, record: IdempotencyRecord, clock: FakeClock, size: int
) -> None:
    answer = os.urandom(size)
    records.keep(record, answer)
    assert _stored(records, record, clock) == replace(record, answer=answer)


def test_only_who_holds_a_record_and_only_once_answers_it(records: IdempotencyRecords, record: IdempotencyRecord, clock: FakeClock) -> None:
    taken = records.take_over(record, "second", clock.now)
    with pytest.raises(Stale):
        records.keep(record, b"late")
    records.release(record, clock.now + timedelta(seconds=5))
    records.forget(record)
    assert _stored(records, record, clock) == taken
    records.keep(taken, b"answer")
    records.release(taken, clock.now + timedelta(seconds=5))
    records.forget(taken)
    assert _stored(records, record, clock) == replace(taken, answer=b"answer")
    with pytest.raises(Stale):
        records.take_over(taken, "third", clock.now)


def test_a_released_record_is_free_to_take_and_a_forgotten_one_is_gone(
    records: IdempotencyRecords, record: IdempotencyRecord, clock: FakeClock
) -> None:
    records.release(record, clock.now)
    assert _stored(records, record, clock) == replace(record, leased_until=clock.now)
    records.forget(record)
    assert _stored(records, record, clock) is None


def test_of_fifty_equal_requests_at_once_one_runs(make: Makers, records: IdempotencyRecords) -> None:
    request, ran = replace(REQUEST, organization_id=make.organization_id), []

    def view(_attempt: Attempt) -> Reply:
        ran.append(1)
        return Reply({"object": "brand"}, 201)

    def send(_: int) -> str:
        try:
            reply = idempotency.answer_once(ClaimRequest(records, make.clock, os.urandom), request, view, "r")
        except Conflict as conflict:
            return str(conflict.details["reason"])
        return reply.headers.get("Idempotency-Replayed", "made")

    with ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(send, range(50)))
    assert (len(ran), outcomes.count("made")) == (1, 1)
    assert set(outcomes) <= {"made", "true", "idempotency_key_in_flight"}


@dataclass
class World:
    """What stands before a request comes, in an organization of its own; `fate` is the process that serves it."""

    make: Makers
    kept: Kept
    fate: Fate

    def __post_init__(self) -> None:
        make = self.make
        self.caller = Caller(make.organization_id, "key-1", frozenset({"*"}))
        self.brand = make.brand()
        self.schedule = make.schedule(self.brand)
        self.config = make.prompts(make.config(self.brand, self.schedule), 2)
        self.loose = make.config(self.brand)
        self.account = make.account()
        self.prompt = make.stores.prompts.of_config(make.organization_id, self.config.id)[0]
        mortal = self.fate.befall
        stores = make.stores
        self.brands, self.schedules, self.configs = map(mortal, (stores.brands, stores.schedules, stores.configs))
        self.prompts, self.accounts = map(mortal, (stores.prompts, stores.accounts))
        self.reports, self.executions = map(mortal, (self.kept.reports, self.kept.executions))
        self.documents, self.metrics = mortal(FakeDocuments()), mortal(FakeDailyMetrics(stores.accounts))  # type: ignore[arg-type]
        self.queue: Any = mortal(FakeQueue(make.clock))

    def brand_ids(self) -> list[str]:
        return [one.id for one in self.make.stores.brands.page(self.make.organization_id, None, limit=9, after=None).items]

    def account_ids(self) -> list[str]:
        return [one.id for one in self.make.stores.accounts.page(self.make.organization_id, limit=9, after=None).items]

    def schedule_ids(self) -> list[str]:
        return list(self.make.stores.brands.hanging_from(self.brand, limit=9).scheduled_report_ids)

    def config_ids(self) -> list[str]:
        return list(self.make.stores.brands.hanging_from(self.brand, limit=9).region_config_ids)

    def prompt_ids(self) -> list[str]:
        return [prompt.id for prompt in self.make.stores.prompts.of_config(self.make.organization_id, self.config.id)]

    def execution_ids(self) -> list[str]:
        return [one.id for one in self.kept.executions.page(self.make.organization_id, self.schedule.id, limit=9, after=None).items]

    def report_ids(self) -> list[str]:
        return [one.id for one in self.kept.reports.page(self.make.organization_id, ReportFilter(), limit=9, after=None).items]


def _brand(world: World, attempt: Attempt) -> list[str]:
    create = CreateBrand(world.brands, attempt.clock, attempt.random, attempt.resumes)
    return [create(world.caller, NewBrand("Acme", "https://acme.example")).id]


def _account(world: World, attempt: Attempt) -> list[str]:
    create = CreateAdAccount(world.accounts, AuthorizeBrand(world.brands), attempt.clock, attempt.random, attempt.resumes)
    return [create(world.caller, NewAdAccount("Acme", Platform.META_ADS, "external", "EUR", "UTC", world.brand.id)).id]


def _schedule(world: World, attempt: Attempt) -> list[str]:
    create = CreateScheduledReport(
        world.schedules, AuthorizeBrand(world.brands), find_template, attempt.clock, attempt.random, attempt.resumes
    )
    return [create(world.caller, NewScheduledReport(world.brand.id, "Weekly", Frequency.WEEKLY)).id]


def _config(world: World, attempt: Attempt) -> list[str]:
    create = CreateRegionConfig(world.configs, AuthorizeBrand(world.brands), attempt.clock, attempt.random, attempt.resumes)
    return [create(world.caller, NewRegionConfig(world.brand.id, "France", "France", world.schedule.id)).id]


def _prompts(world: World, attempt: Attempt) -> list[str]:
    add = AddPrompts(world.prompts, ReadRegionConfig(world.configs), attempt.clock, attempt.random)
    return [prompt.id for prompt in add(world.caller, world.config.id, [NewPrompt("Which?", "a"), NewPrompt("Why?", "b")])]


def _execution(world: World, attempt: Attempt) -> list[str]:
    read = ReadScheduledReport(world.schedules)
    start = StartExecution(read, world.configs, world.executions, world.queue, attempt.clock, attempt.random, TIMING, attempt.resumes)
    return [start(world.caller, world.schedule.id, None, "r").id]


def _performance_report(world: World, attempt: Attempt) -> list[str]:
    request = RequestReport(
        world.accounts, world.reports, world.queue, find_template, nothing_worn(), attempt.clock, attempt.random, TIMING, attempt.resumes
    )
    wanted = PerformanceReportRequest("weekly_check_in", (world.account.id,), Period(date(2026, 4, 15), date(2026, 4, 21)))
    requested = request(world.caller, wanted, "r")
    assert not requested.deduplicated
    return [requested.report.id]


def _visibility_report(world: World, attempt: Attempt) -> list[str]:
    request = RequestVisibilityReport(
        world.configs,
        world.prompts,
        world.brands,
        world.reports,
        FiledQuestionSheets(world.documents),
        world.queue,
        find_template,
        nothing_worn(),
        attempt.clock,
        attempt.random,
        ASK_TIMING,
        attempt.resumes,
    )
    requested = request(world.caller, world.config.id, None, "r")
    assert not requested.deduplicated
    return [requested.report.id]


def _attach(world: World, _attempt: Attempt) -> list[str]:
    attach = AttachRegionConfig(world.configs, ReadScheduledReport(world.schedules), ReadRegionConfig(world.configs), world.make.clock)
    attach(world.caller, world.schedule.id, world.loose.id)
    return []


def _change(world: World, _attempt: Attempt) -> list[str]:
    update = UpdateAdAccount(world.accounts, ReadAdAccount(world.accounts), AuthorizeBrand(world.brands), world.make.clock)
    update(world.caller, world.account.id, {"account_name": "Renamed"})
    return []


def _delete_account(world: World, _attempt: Attempt) -> list[str]:
    targets, decisions = FakeReportTargets(world.accounts), FakeDecisions(world.accounts)
    DeleteAdAccount(world.accounts, world.metrics, targets, decisions, ReadAdAccount(world.accounts))(world.caller, world.account.id)
    return []


def _delete_prompt(world: World, _attempt: Attempt) -> list[str]:
    DeletePrompt(world.prompts, ReadRegionConfig(world.configs))(world.caller, world.config.id, world.prompt.id)
    return []


type Perform = Callable[[World, Attempt], list[str]]
type Ids = Callable[[World], list[str]]

KINDS: Sequence[tuple[str, Perform, Ids, int]] = (
    ("POST", _brand, World.brand_ids, 1),
    ("POST", _account, World.account_ids, 1),
    ("POST", _schedule, World.schedule_ids, 1),
    ("POST", _config, World.config_ids, 1),
    ("POST", _prompts, World.prompt_ids, 2),
    ("POST", _execution, World.execution_ids, 1),
    ("POST", _performance_report, World.report_ids, 1),
    ("POST", _visibility_report, World.report_ids, 1),
    ("POST", _attach, World.config_ids, 0),
    ("PATCH", _change, World.account_ids, 0),
    ("DELETE", _delete_account, World.account_ids, -1),
    ("DELETE", _delete_prompt, World.prompt_ids, -1),
)
"""What is asked for, the ids of what there is of its kind, and how many more there are afterwards."""


@pytest.mark.parametrize(("method", "perform", "ids", "more"), KINDS, ids=lambda kind: getattr(kind, "__name__", str(kind)))
@pytest.mark.parametrize("death", Death)
def test_wherever_the_first_dies_the_repeat_makes_one_thing_with_the_first_ones_id(
    make: Makers, kept: Kept, records: IdempotencyRecords, method: str, perform: Perform, ids: Ids, more: int, death: Death
) -> None:
    step = 0
    while True:
        step += 1
        fate = Fate(step, death)
        world = World(replace(make, organization_id=uuid4().hex, clock=FakeClock()), kept, fate)
        before = ids(world)
        drawn: list[list[str]] = []

        def view(attempt: Attempt, world: World = world, drawn: list[list[str]] = drawn) -> Reply:
            drawn.append([attempt.random(10).hex()])
            made = perform(world, attempt)
            return Reply({"object": "list", "data": made} if made else None, 200 if made else 204)

        request = replace(REQUEST, organization_id=world.caller.organization_id, method=method)
        claim = ClaimRequest(fate.befall(records), world.make.clock, os.urandom)
        died = False
        try:
            first = idempotency.answer_once(claim, request, view, "r")
        except Killed:
            died = True
            fate.start_again()
            world.make.clock.pass_(seconds=60)
            first = idempotency.answer_once(claim, request, view, "r")
        after = ids(world)
        assert len(after) == len(before) + more, f"died {death.value} call {step}"
        if first.body:
            assert set(json.loads(first.content)["data"]) == set(after) - set(before)
        assert len({tuple(one) for one in drawn}) == 1
        repeat = idempotency.answer_once(ClaimRequest(records, world.make.clock, os.urandom), request, view, "r")
        assert (repeat.status, repeat.content) == (first.status, first.content)
        if not died:
            return


def test_no_store_takes_a_new_thing_whose_id_is_taken(make: Makers, kept: Kept, records: IdempotencyRecords) -> None:
    world = World(make, kept, Fate())
    stores = make.stores
    with pytest.raises(AlreadyMade):
        stores.brands.add(world.brand)
    with pytest.raises(AlreadyMade):
        stores.schedules.add(world.schedule)
    with pytest.raises(AlreadyMade):
        stores.configs.add(world.config)
    with pytest.raises(AlreadyMade):
        stores.accounts.add(world.account)
    made = Attempt(make.clock, CountingRandom())
    _execution(world, made)
    (execution_id,) = world.execution_ids()
    with pytest.raises(AlreadyMade):
        kept.executions.add(kept.executions.get(make.organization_id, execution_id))
    _performance_report(world, made)
    (report_id,) = world.report_ids()
    with pytest.raises(AlreadyMade):
        kept.reports.add(kept.reports.get(make.organization_id, report_id), "another digest", in_place_of=None)
