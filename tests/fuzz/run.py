"""A run of schemathesis against a local stack: the whole document, every check, and links followed."""

import os
import subprocess
import sys
from collections.abc import Sequence

from infra.local.application import CHECKOUT
from infra.local.stack import LocalStack


def schemathesis(stack: LocalStack, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Runs it with these arguments of its command line; what it prints is shown as it comes, and returned."""
    environment = os.environ | {
        "FUZZ_AWS": stack.endpoint_url,
        "FUZZ_TABLE": stack.outputs["TableName"],
        "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
        "PYTHONPATH": str(CHECKOUT),
    }
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{stack.url}/v1/openapi.json", "--checks=all", "--continue-on-failure"]
    printed = []
    with subprocess.Popen(
        [*command, "--no-color", "--generation-database=none", *arguments],
        cwd=stack.directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            printed.append(line)
    return subprocess.CompletedProcess(process.args, process.returncode, "".join(printed))
