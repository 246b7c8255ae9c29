"""Cold starts of the packaged functions: `python -m tests.bench.cold_start [--runs=9]`.

From the start of a process to its first answer, by AWS's runtime client on a machine like Lambda's (tests/packaged/machine.py), with the
byte code that the zips bring and without it. Every run starts each function once with and once without, in turn, so that what else this
machine does falls on both alike. Files are in this machine's memory: what fetching a zip costs is not in it.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import boto3
from rich.console import Console
from rich.table import Table

from infra.local import aws, first_key, resources, sample_ads
from infra.local.aws_process import AwsProcess
from infra.local.environment import Environment
from infra.local.processes import Processes
from infra.packaging.package import package
from tests.fakes.providers.server import ProviderServer, Reply, Vendor
from tests.packaged import fleet, machine
from tests.packaged.fleet import Fleet, Unzipped
from tests.packaged.service import Service, answer, rest_event, scheduled_event

PROMPT = {"prompt_text": "Which coffee roaster is best for an office?", "category": "Recommendation"}
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_ANSWERED = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Acme Coffee."}, "finish_reason": "stop"}]}


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Seconds from the start of the process to its answer, and of CPU in it."""

    wall: float
    cpu: float


class Events:
    """A first event for each function, and what must have happened before it."""

    def __init__(self, service: Service, dispatch: Environment, new_key: Callable[[], str]) -> None:
        self._service = service
        self._warm_dispatch = dispatch
        self._new_key = new_key
        self._titles = (f"Weekly {number}" for number in range(1_000_000))
        self._account = service.load([row for row in sample_ads.rows(date(2026, 3, 8)) if row["date"] >= "2026-02-15"])

    def of(self, function: str) -> dict[str, Any]:
        """The event, of nothing that another was of."""
        self._service.key = self._new_key()  # each has room for its minute's requests
        match function:
            case "app":
                return rest_event("GET", "/v1/reports", self._service.key)
            case "tick":
                return scheduled_event("2020-01-01T00:00:00Z")
            case "render":
                self._service.request_weekly(self._account, "2026-03-01", "2026-03-07", next(self._titles))
                return self._service.message("renders")
        schedule = self._service.schedule([PROMPT])
        self._service.call("POST", "/v1/scheduled-reports/{scheduled_report_id}/executions", status=202, scheduled_report_id=schedule)
        dispatched = self._service.message("executions")
        if function == "dispatch":
            return dispatched
        answer(self._warm_dispatch, dispatched)
        return self._service.message("questions")


def measured(start: Callable[[], Environment], event: Mapping[str, Any]) -> ColdStart:
    """One cold start."""
    began = time.perf_counter()
    environment = start()
    try:
        answer(environment, event)
        wall = time.perf_counter() - began
        fields = Path(f"/proc/{environment.pid}/stat").read_text().rpartition(")")[2].split()
        return ColdStart(wall, (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND)  # utime and stime, proc(5)
    finally:
        environment.kill()


type Found = dict[tuple[str, bool], list[ColdStart]]
"""By function, and by whether it had byte code."""


def _bench(runs: int, folder: Path, processes: Processes) -> Found:
    made = package("dev", folder / "dist")
    compiled = fleet.unzip(made, folder / "compiled")
    variants = {True: compiled, False: fleet.unzip(made, folder / "sources", (".pyc",))}
    stand_in = AwsProcess(processes, folder / "aws.log").endpoint_url
    outputs = resources.create(stand_in)
    sqs = boto3.client("sqs", endpoint_url=stand_in, region_name=aws.REGION, aws_access_key_id="x", aws_secret_access_key="x")
    functions = Fleet(made, machine.image(folder / "machine"), stand_in, outputs, folder)

    def new_key() -> str:
        return first_key.issue(stand_in, outputs["TableName"])

    try:
        service = Service(functions.start("app", compiled), new_key(), sqs, outputs)
        return _interleaved(runs, functions, variants, Events(service, functions.start("dispatch", compiled), new_key))
    finally:
        functions.close()


def _interleaved(runs: int, functions: Fleet, variants: Mapping[bool, Unzipped], events: Events) -> Found:
    """Each function in turn, with and without; one run more than is counted, which brings the files into this machine's memory."""
    found: Found = defaultdict(list)
    with ProviderServer() as vendor:
        vendor.rule(Vendor.COMPATIBLE, lambda _: Reply(body=_ANSWERED))
        how = {"engine": "openai_compatible", "endpoint": vendor.endpoint(Vendor.COMPATIBLE), "model": "any"}
        engines = json.dumps({"platforms": {"chatgpt": how}})
        for run in range(runs + 1):
            for name in fleet.LOGICAL_IDS:
                more = {"FOLIO_ENGINES": engines} if name == "ask" else {}
                for is_compiled in sorted(variants, reverse=run % 2 == 0):
                    cold = measured(partial(functions.start, name, variants[is_compiled], **more), events.of(name))
                    if run:
                        found[name, is_compiled].append(cold)
    return found


def _printed(found: Found, runs: int) -> Table:
    table = Table(title=f"From the start of a process to its first answer: medians of {runs} runs (seconds; CPU in brackets)")
    for heading in ("", "with byte code", "without", "ratio", "ratio of CPU"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name in fleet.LOGICAL_IDS:
        compiled, plain = (_median(found[name, is_compiled]) for is_compiled in (True, False))
        ratios = f"{plain.wall / compiled.wall:.2f}", f"{plain.cpu / compiled.cpu:.2f}"
        table.add_row(name, f"{compiled.wall:.2f} ({compiled.cpu:.2f})", f"{plain.wall:.2f} ({plain.cpu:.2f})", *ratios)
    return table


def _median(starts: list[ColdStart]) -> ColdStart:
    return ColdStart(statistics.median(start.wall for start in starts), statistics.median(start.cpu for start in starts))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cold_start", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs: int = parser.parse_args().runs
    processes = Processes()
    try:
        with tempfile.TemporaryDirectory() as folder:
            Console().print(_printed(_bench(runs, Path(folder), processes), runs))
    finally:
        processes.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
