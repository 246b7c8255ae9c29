"""The measurements: the pipeline stage by stage, a tick of many schedules, and two of them at once."""

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from multiprocessing.synchronize import Barrier
from operator import add
from time import perf_counter, process_time
from typing import Any

from chalicelib.adapters.dynamodb import Table, from_wire
from chalicelib.adapters.keys import attention_shards
from chalicelib.domain.clock import format_instant
from tests.bench.meter import Counts, Meter
from tests.bench.place import Place
from tests.bench.population import FEW_AT
from tests.bench.service import Service

RUNS = 20
_EMPTY_AT = FEW_AT - timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was spent on `number` things. `sends` are the requests that SQS would have seen; `cpu` is this process's own, in seconds."""

    number: int
    counts: Counts
    sends: int
    cpu: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Ticked:
    """A tick: what it spent, and the executions that it started and sent, by id."""

    measured: Measured
    sent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TickResult:
    """What ticks of one instant spent together, and what they left: see `result`. `seconds` are of the longest."""

    counts: Counts
    sends: int
    cpu: float
    seconds: float
    executions: int
    schedules_run: int
    sent: int
    sent_once: int
    still_due: int

    def is_exactly(self, due: int) -> bool:
        """Whether every due schedule has one execution, which was sent once, and none is due any more."""
        return (self.executions, self.schedules_run, self.sent, self.sent_once, self.still_due) == (due, due, due, due, 0)


def stages(place: Place) -> dict[str, Measured]:
    """A tick with nothing due; the tick of all schedules of `FEW_AT`; then `RUNS` of them, stage by stage, to their reports' documents."""
    table, meter = place.metered()
    empty, service = Service(table, _EMPTY_AT), Service(table, FEW_AT)
    queues = service.queues
    return {
        "empty tick": _measured(empty, meter, lambda: _tick(empty, _EMPTY_AT) + 1),
        "tick": _measured(service, meter, lambda: _tick(service, FEW_AT)),
        "dispatch": _measured(service, meter, lambda: _each(service.dispatch, queues.executions.messages[:RUNS])),
        "ask": _measured(service, meter, lambda: _each(service.ask, queues.questions.messages)),
        "render": _measured(service, meter, lambda: _each(service.render, queues.renders.messages)),
    }


def ticked(place: Place, at: datetime) -> Ticked:
    """One tick of `at`."""
    table, meter = place.metered()
    service = Service(table, at)
    measured = _measured(service, meter, lambda: _tick(service, at))
    return Ticked(measured, tuple(message.execution_id for message in service.queues.executions.messages))


def ticked_twice_at_once(place: Place, at: datetime) -> list[Ticked]:
    """Two ticks of `at`, in two processes that begin together."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(2, _meet_at, [context.Barrier(2)]) as pool:
        return pool.starmap(_ticked_together, [(place, at)] * 2, chunksize=1)


def result(place: Place, at: datetime, ticks: Sequence[Ticked]) -> TickResult:
    """What the ticks of `at` came to, read from the table itself."""
    measured = [one.measured for one in ticks]
    run, sent = _schedules_run(place, at), [execution for one in ticks for execution in one.sent]
    return TickResult(
        counts=reduce(add, (one.counts for one in measured)),
        sends=sum(one.sends for one in measured),
        cpu=sum(one.cpu for one in measured),
        seconds=max(one.seconds for one in measured),
        executions=len(run),
        schedules_run=len(set(run)),
        sent=len(sent),
        sent_once=len(set(sent)),
        still_due=_still_due(place, at),
    )


def _schedules_run(place: Place, slot: datetime) -> list[str]:
    """The schedule of every execution of a slot: one that is there twice has run twice."""
    pages = (
        place.client()
        .get_paginator("scan")
        .paginate(
            TableName=place.name,
            FilterExpression="sk = :execution AND scheduled_for = :slot",
            ExpressionAttributeValues={":execution": {"S": "execution"}, ":slot": {"S": format_instant(slot)}},
            ConsistentRead=True,
        )
    )
    return [from_wire(item)["scheduled_report_id"] for page in pages for item in page["Items"]]


def _still_due(place: Place, at: datetime) -> int:
    """How many schedules the index nominates for `at`."""
    table = Table(place.client(), place.name)
    return sum(1 for shard in attention_shards("due") for _ in table.due(shard, format_instant(at)))


def _measured(service: Service, meter: Meter, work: Callable[[], int]) -> Measured:
    counts, sends, cpu, began = meter.counts, service.queues.requests, process_time(), perf_counter()
    number = work()
    spent, took = process_time() - cpu, perf_counter() - began
    return Measured(number, meter.counts - counts, service.queues.requests - sends, spent, took)


def _tick(service: Service, at: datetime) -> int:
    ran, swept = service.tick(at, "bench", lambda: False)
    assert (swept.sent, swept.given_up) == (0, 0)
    return ran.started


def _each[Message](worker: Callable[[Message], Any], messages: Iterable[Message]) -> int:
    """The worker on every message, one after the other; each says what it came to."""
    return sum(1 for message in messages if worker(message))


_barrier: list[Barrier] = []


def _meet_at(barrier: Barrier) -> None:
    _barrier.append(barrier)


def _ticked_together(place: Place, at: datetime) -> Ticked:
    place.client().describe_table(TableName=place.name)  # what a first request loads is loaded before they meet
    _barrier[0].wait()
    return ticked(place, at)
