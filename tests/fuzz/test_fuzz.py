"""Schemathesis against the local stack, bounded: the service answers what its document says, and no function fails."""

import re
from pathlib import Path

import pytest

from infra.local.environment import Failure
from infra.local.stack import LocalStack
from tests.fuzz.run import schemathesis

_BOUNDED = ("--phases=examples,fuzzing,stateful", "--max-examples=10", "--workers=2", "--seed=1")
# Every field at its limits. Left to `make fuzz`: the paths whose longest texts take minutes to draw, a brand's lists of names most of all.
_AT_THE_LIMITS = ("--phases=coverage", "--workers=2", "--seed=1", "--exclude-path-regex=^/v1/(brands|ad-accounts|white-label)")


@pytest.mark.parametrize(("arguments", "fewest"), [(_BOUNDED, 400), (_AT_THE_LIMITS, 1000)], ids=["drawn", "at the limits"])
def test_the_service_answers_what_its_document_says(tmp_path: Path, arguments: tuple[str, ...], fewest: int) -> None:
    failures: list[str] = []

    def note(function: str, failure: Failure, _log: Path) -> None:
        failures.append(f"{function}: {failure.message}")

    with LocalStack(tmp_path, ticks=False, report=note) as stack:
        run = schemathesis(stack, arguments)
        stack.wait_until_idle()
    assert run.returncode == 0, run.stdout
    assert failures == []
    generated = re.search(r"(\d+) generated, (\d+) passed", run.stdout)
    assert generated is not None
    assert generated[1] == generated[2]
    assert int(generated[1]) > fewest
