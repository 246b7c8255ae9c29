"""The measurements as tables, and the claims that they are held to."""

from collections.abc import Mapping, Sequence

from rich.console import Group
from rich.table import Table

from tests.bench.measurement import Measured, TickResult
from tests.bench.meter import AWS_UNITS_OF_A_SMALL_TRANSACTION
from tests.bench.population import PLATFORMS, PROMPTS

CELLS = PROMPTS * PLATFORMS
_OF_A_REPORT = {"dispatch": 1, "ask": CELLS, "render": 1}
_LABELS = {
    "empty tick": "a tick with nothing due",
    "tick": "tick, a due schedule",
    "dispatch": "dispatch, a run of one report",
    "ask": "ask, a question",
    "render": "render, a report",
}


def stages(small: Mapping[str, Measured], large: Mapping[str, Measured], sizes: tuple[int, int], small_transaction: float) -> Group:
    """A row for each stage, its figures for one thing; requests and write units in either table."""
    found = Table(title="DynamoDB, for one of each", title_justify="left")
    found.add_column("")
    found.add_column("measured\non", justify="right")
    for heading in ("requests", "write units"):
        for size in sizes:
            found.add_column(f"{heading}\nof {size:,}", justify="right")
    for heading in ("transactions", "read units", "sends", "own CPU\nms"):
        found.add_column(heading, justify="right")
    for stage, label in _LABELS.items():
        one = large[stage]
        found.add_row(label, f"{one.number:,}", *_figures(_each(small[stage]), _each(one)), f"{one.cpu * 1000 / one.number:.1f}")
    found.add_section()
    found.add_row(f"a report of {CELLS} questions", "", *_figures(_report(small), _report(large)), "")
    return Group(found, _notes(small_transaction))


def ticks(results: Mapping[str, TickResult]) -> Table:
    """A row for each way of ticking."""
    found = Table(title="A tick of many due schedules", title_justify="left")
    found.add_column("")
    headings = ("executions", "requests", "transactions", "sends", "requests\neach", "own CPU\neach, ms", "seconds", "refused")
    for heading in headings:
        found.add_column(heading, justify="right")
    for name, result in results.items():
        requests = result.counts.total
        found.add_row(
            name,
            f"{result.executions:,}",
            f"{requests:,}",
            f"{result.counts.transactions:,}",
            f"{result.sends:,}",
            f"{requests / result.executions:.3f}",
            f"{result.cpu * 1000 / result.executions:.2f}",
            f"{result.seconds:.0f}",
            f"{result.counts.transactions - result.executions:,}",
        )
    return found


def claims(small: Mapping[str, Measured], large: Mapping[str, Measured], one: TickResult, two: TickResult, due: int) -> dict[str, bool]:
    """What must hold, and whether it does."""
    same = all(_cost(small[stage]) == _cost(large[stage]) for stage in _LABELS)
    return {
        "requests and write units do not grow with the table": same,
        "a due schedule costs at most one transaction and a tenth of a send": one.counts.transactions <= due and one.sends * 10 <= due + 9,
        f"one tick: {due:,} executions, of {due:,} schedules, each sent once": one.is_exactly(due),
        f"two ticks at once: exactly {due:,} executions, of {due:,} schedules, each sent once": two.is_exactly(due),
    }


def verdicts(found: Mapping[str, bool]) -> Group:
    """A line for each claim."""
    return Group(*(f"{'holds' if holds else 'FAILS'}: {claim}" for claim, holds in found.items()))


def _each(one: Measured) -> list[float]:
    """Requests, write units, transactions, read units and sends of one thing."""
    figures = (one.counts.total, one.counts.write_units, one.counts.transactions, one.counts.read_units, one.sends)
    return [figure / one.number for figure in figures]


def _report(measured: Mapping[str, Measured]) -> list[float]:
    """The same of a report: its dispatch, its questions and its rendering."""
    stages = [[times * figure for figure in _each(measured[stage])] for stage, times in _OF_A_REPORT.items()]
    return [sum(figures) for figures in zip(*stages, strict=True)]


def _figures(small: Sequence[float], large: Sequence[float]) -> list[str]:
    requests, write_units, *others = zip(small, large, strict=True)
    return [f"{figure:,.2f}" for figure in (*requests, *write_units, *(in_large for _, in_large in others))]


def _cost(one: Measured) -> tuple[int, int, float]:
    return one.number, one.counts.total, one.counts.write_units


def _notes(small_transaction: float) -> Group:
    return Group(
        "Engine: DynamoDB Local, in memory. The queues are counting fakes (a send: ten messages at most); files, answers and pages are"
        " in memory too: what a render does beside DynamoDB is not in its CPU.",
        f"Units are the engine's. It counts {small_transaction:g} for one small item in a transaction, AWS"
        f" {AWS_UNITS_OF_A_SMALL_TRANSACTION:g}: transactions are scaled by that. A refused write has units on AWS, and none here.",
    )
