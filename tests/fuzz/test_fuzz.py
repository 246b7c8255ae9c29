"""Schemathesis against the local stack, bounded: the service answers what its document says, and no function fails.

Left out here, and run by `make fuzz`: the coverage phase, which draws texts at each of their limits, minutes of it for a brand's lists.
"""

import re
from pathlib import Path

from infra.local.environment import Failure
from infra.local.stack import LocalStack
from tests.fuzz.run import schemathesis

_BOUNDED = ("--phases=examples,fuzzing,stateful", "--max-examples=10", "--workers=2", "--seed=1")
_FEWEST = 400


def test_the_service_answers_what_its_document_says(tmp_path: Path) -> None:
    failures: list[str] = []

    def note(function: str, failure: Failure, _log: Path) -> None:
        failures.append(f"{function}: {failure.message}")

    with LocalStack(tmp_path, ticks=False, report=note) as stack:
        run = schemathesis(stack, _BOUNDED)
        stack.wait_until_idle()
    assert run.returncode == 0, run.stdout
    assert failures == []
    generated = re.search(r"(\d+) generated, (\d+) passed", run.stdout)
    assert generated is not None
    assert generated[1] == generated[2]
    assert int(generated[1]) > _FEWEST
