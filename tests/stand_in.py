"""AWS's stand-in (infra/local/aws) as a process of its own, and clients of it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.config import Config

from infra.local import aws, resources

# No second chances: a 500 that boto3 would hide by asking again fails the test.
ONCE = Config(max_pool_connections=64, retries={"total_max_attempts": 1})

type Client = Callable[[str], Any]
"""A boto3 client of a service, by its name."""


@contextmanager
def stand_in() -> Iterator[str]:
    """Where it answers, as long as it is needed."""
    process = subprocess.Popen([sys.executable, "-m", "infra.local.aws"], stdout=subprocess.PIPE, text=True, cwd=resources.ROOT)
    assert process.stdout is not None
    yield process.stdout.readline().split()[-1]
    process.terminate()
    assert process.wait(10) == 0
    process.stdout.close()


def client_of(endpoint_url: str) -> Client:
    """Clients of the stand-in that answers there."""
    session: Any = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
    return lambda service: session.client(service, endpoint_url=endpoint_url, config=ONCE)
