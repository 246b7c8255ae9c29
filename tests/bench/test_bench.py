"""What `make bench` prints of large tables, held to on small ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.dynamodb_local import table
from infra.local.dynamodb_local.process import DynamoDBLocalProcess
from infra.local.processes import Processes
from tests.bench import measurement
from tests.bench.measurement import Measured
from tests.bench.place import Place
from tests.bench.population import MANY_AGAIN_AT, MANY_AT, Population, settle

FEW, MANY = 12, 60


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    started = Processes()
    yield started
    started.close()


def _settled(processes: Processes, folder: Path, population: Population) -> Place:
    engine = DynamoDBLocalProcess(processes, folder / "log")
    place = Place.at(engine.endpoint_url, table.create(engine.endpoint_url))
    settle(place, population)
    return place


@pytest.fixture(scope="module")
def small(dynamodb_local: str, processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return _settled(processes, tmp_path_factory.mktemp("small"), Population(schedules=FEW, few=FEW))


@pytest.fixture(scope="module")
def large(dynamodb_local: str, processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return _settled(processes, tmp_path_factory.mktemp("large"), Population(schedules=1_000, few=FEW, many=MANY))


def _spent(measured: dict[str, Measured]) -> dict[str, tuple[int, float]]:
    return {stage: (one.counts.total, one.counts.write_units) for stage, one in measured.items()}


def test_no_stage_costs_more_in_a_larger_table(small: Place, large: Place) -> None:
    in_small, in_large = measurement.stages(small), measurement.stages(large)
    assert {stage: one.number for stage, one in in_large.items()} == {
        "empty tick": 1, "tick": FEW, "dispatch": FEW, "ask": 10 * FEW, "render": FEW,
    }  # fmt: skip
    assert _spent(in_small) == _spent(in_large)


def test_a_due_schedule_costs_a_transaction_and_a_tenth_of_a_send(large: Place) -> None:
    ticked = measurement.ticked(large, MANY_AT)
    assert ticked.measured.number == ticked.measured.counts.transactions == MANY
    assert ticked.measured.sends == MANY / 10
    assert measurement.result(large, MANY_AT, [ticked]).is_exactly(MANY)


def test_two_ticks_at_once_run_each_slot_once(large: Place) -> None:
    both = measurement.ticked_twice_at_once(large, MANY_AGAIN_AT)
    assert measurement.result(large, MANY_AGAIN_AT, both).is_exactly(MANY)


def test_the_engine_counts_a_transaction_twice(small: Place) -> None:
    # Should a newer engine count as AWS does, this says so; the meter already follows.
    assert small.small_transaction == 4
