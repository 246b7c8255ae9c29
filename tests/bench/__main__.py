"""`make bench`: what the pipeline asks of DynamoDB, and that this does not grow with the table. It ends with 1 where a claim fails."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from infra.local.dynamodb_local import table
from infra.local.dynamodb_local.installation import CannotRunHere
from infra.local.dynamodb_local.process import DynamoDBLocalProcess
from infra.local.processes import Processes
from tests.bench import measurement, printed
from tests.bench.place import Place
from tests.bench.population import MANY_AGAIN_AT, MANY_AT, Population, settle

FEW = 100
_WIDTH = 128


def main() -> int:
    """Measure and print; 0 where every claim holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--small", type=int, default=1_000, help="schedules in the small table")
    parser.add_argument("--large", type=int, default=100_000, help="schedules in the large table")
    parser.add_argument("--due", type=int, default=10_000, help="schedules that are due at one tick of the large table")
    asked = parser.parse_args()
    console = Console(width=max(_WIDTH, Console().width))
    processes = Processes()
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _bench(console, _maker(console, processes, Path(folder)), asked)
    except CannotRunHere as lack:
        console.print(str(lack))
        return 1
    finally:
        processes.close()


type Make = Callable[[str, Population], Place]


def _bench(console: Console, make: Make, asked: argparse.Namespace) -> int:
    small = make("small", Population(asked.small, FEW))
    in_small = measurement.stages(small)
    large = make("large", Population(asked.large, FEW, asked.due))
    in_large = measurement.stages(large)
    console.print(printed.stages(in_small, in_large, (asked.small, asked.large), small.small_transaction))
    with console.status(f"a tick of {asked.due:,} due schedules"):
        one = measurement.ticked(large, MANY_AT)
        first = measurement.result(large, MANY_AT, [one])
    with console.status(f"two ticks at once, of {asked.due:,} due schedules"):
        two = measurement.ticked_twice_at_once(large, MANY_AGAIN_AT)
        second = measurement.result(large, MANY_AGAIN_AT, two)
    console.print(printed.ticks({"one tick": first, "two ticks at once": second}))
    claims = printed.claims(in_small, in_large, first, second, asked.due)
    console.print(printed.verdicts(claims))
    return 0 if all(claims.values()) else 1


def _maker(console: Console, processes: Processes, folder: Path) -> Make:
    """Makes settled tables, each on an engine of its own."""

    def make(name: str, population: Population) -> Place:
        with console.status(f"a table with {population.schedules:,} schedules"):
            engine = DynamoDBLocalProcess(processes, folder / f"{name}.log")
            place = Place.at(engine.endpoint_url, table.create(engine.endpoint_url))
            settle(place, population)
        return place

    return make


if __name__ == "__main__":
    sys.exit(main())
