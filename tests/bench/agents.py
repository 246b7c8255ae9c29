"""What an agent's message costs: `python -m tests.bench.agents`. The door's own CPU, in processes of their own; then over the local stack.

A process is cold as a Lambda's is, but for what its disk has read before; packaged code has its .pyc files, as here.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from infra.issue_key import WantedKey
from infra.local.stack import LocalStack
from tests.e2e.agent import Agent

PROCESSES, MESSAGES = 5, 100
_DOOR = """
import json, time
began = time.process_time()
import app
imported = time.process_time()
from chalicelib import mcp
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.doors.call import Call, NoQuery
from tests.fakes.time import CountingRandom, FakeClock

def milliseconds(method, **params):
    raw = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    headers = {"content-type": "application/json", "accept": "application/json", "host": "api.example"}
    attempt = Attempt(FakeClock(), CountingRandom())
    call = Call(Caller("acme", "k", frozenset()), raw, NoQuery(), "/mcp/reports", {}, headers, "https://api.example", "c", attempt)
    before = time.process_time()
    reply = mcp.answer(call, None)
    assert reply.status == 200
    return (time.process_time() - before) * 1000

measured = {"import app": (imported - began) * 1000}
measured["first message"] = milliseconds("ping")
measured["first tools/list"] = milliseconds("tools/list")
for name, message in {"ping": {}, "tools/list": {}, "tools/call": {"name": "list_brands", "arguments": {}}}.items():
    measured[name] = sorted(milliseconds(name, **message) for _ in range(200))[100]
print(json.dumps(measured))
"""


def door() -> dict[str, float]:
    """Milliseconds of CPU, the median of some processes; the tool is refused before it reads anything."""
    runs = [json.loads(subprocess.run([sys.executable, "-c", _DOOR], capture_output=True, check=True).stdout) for _ in range(PROCESSES)]
    return {what: statistics.median(run[what] for run in runs) for what in runs[0]}


def over_http() -> dict[str, float]:
    """Milliseconds from request to answer, medians: the same use case through either door, warm, one after the other."""
    with tempfile.TemporaryDirectory() as directory, LocalStack(Path(directory), ticks=False) as stack:
        key = stack.issue_key(WantedKey("bench", "bench", frozenset({"*"})))
        with httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as http:
            return {
                "GET /v1/report-templates": _median(lambda: http.get("/v1/report-templates")),
                "list_report_templates": _median(lambda: Agent(http).ask("tools/call", {"name": "list_report_templates", "arguments": {}})),
            }


def _median(ask: Callable[[], httpx.Response]) -> float:
    taken = []
    for _ in range(MESSAGES // 2):  # both together are no more than a key may ask in a minute
        before = time.perf_counter()
        assert ask().status_code == 200
        taken.append((time.perf_counter() - before) * 1000)
    return statistics.median(taken[1:])


if __name__ == "__main__":
    for what, milliseconds in (door() | over_http()).items():
        print(f"{what:30} {milliseconds:8.1f} ms")
