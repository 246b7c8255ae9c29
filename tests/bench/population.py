"""Schedules for a table: some with all that a run needs, and any number that only wait for their slot."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any

from chalicelib.adapters.dynamodb import Item, Table, to_wire
from chalicelib.adapters.scheduled_reports import schedule_item
from chalicelib.domain import ids
from chalicelib.domain.ai_platform import DEFAULT_AI_PLATFORMS
from chalicelib.domain.scheduled_report import ScheduledReport
from tests.bench.place import Place
from tests.fakes.schedules import a_schedule
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, in_table

FEW_AT = datetime(2026, 4, 22, 9, 0, tzinfo=UTC)
MANY_AT = FEW_AT + timedelta(minutes=1)
MANY_AGAIN_AT = FEW_AT + timedelta(minutes=2)
QUIET_FROM = FEW_AT + timedelta(days=365)
WEEK = timedelta(weeks=1)
PROMPTS = 5
PLATFORMS = len(DEFAULT_AI_PLATFORMS)
ORGANIZATIONS = 1000
_BATCH = 25
_WRITERS = 4


@dataclass(frozen=True, slots=True)
class Population:
    """How many schedules there are in all, how many of them are due first (with config and prompts), and how many at each later tick."""

    schedules: int
    few: int
    many: int = 0

    @property
    def quiet(self) -> int:
        """The schedules that no tick of a measurement finds due."""
        return self.schedules - self.few - 2 * self.many


def settle(place: Place, population: Population) -> None:
    """Fill an empty table."""
    client = place.client()
    _make_runnable(Table(client, place.name), population.few)
    random = CountingRandom()
    due = [MANY_AT] * population.many + [MANY_AGAIN_AT] * population.many
    due += [QUIET_FROM + timedelta(minutes=number % 10_000) for number in range(population.quiet)]
    _write(client, place.name, (schedule_item(_waiting(number, at, random)) for number, at in enumerate(due)))


def _make_runnable(table: Table, number: int) -> None:
    """Schedules due at `FEW_AT`, each with one region config, of five prompts on two platforms."""
    clock = FakeClock(FEW_AT - WEEK)
    make = Makers(in_table(table), clock, CountingRandom(), "runnable")
    for _ in range(number):
        brand = make.brand()
        make.prompts(make.config(brand, make.schedule(brand)), PROMPTS)
    assert clock.now < FEW_AT - WEEK + timedelta(minutes=1), "so many that the last ones are due a minute later"


def _waiting(number: int, next_run_at: datetime, random: CountingRandom) -> ScheduledReport:
    created_at = next_run_at - WEEK
    organization = f"organization-{number % ORGANIZATIONS}"
    return a_schedule(created_at=created_at, id=ids.new_uuid(created_at, random), organization_id=organization)


def _write(client: Any, name: str, items: Iterable[Item]) -> None:
    def put(batch: tuple[Item, ...]) -> None:
        answer = client.batch_write_item(RequestItems={name: [{"PutRequest": {"Item": to_wire(item)}} for item in batch]})
        assert not answer["UnprocessedItems"]

    with ThreadPoolExecutor(_WRITERS) as pool:
        for _ in _at_most(pool, put, batched(items, _BATCH, strict=False)):
            pass


def _at_most(pool: ThreadPoolExecutor, put: Any, batches: Iterator[tuple[Item, ...]]) -> Iterator[None]:
    """Few batches at a time, so that a hundred thousand items are never in memory at once."""
    for some in batched(batches, _WRITERS * 8, strict=False):
        yield from pool.map(put, some)
