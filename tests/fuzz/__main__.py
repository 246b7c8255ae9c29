"""`make fuzz`: many requests of all four phases, under a new seed, which it prints. Whatever stands in ARGS goes to schemathesis."""

import sys
import tempfile
from pathlib import Path

from infra.local.stack import LocalStack
from tests.fuzz.run import schemathesis

_MANY = ("--max-examples=200", "--workers=2")

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory, LocalStack(Path(directory), ticks=False) as stack:
        sys.exit(schemathesis(stack, [*_MANY, *sys.argv[1:]]).returncode)
