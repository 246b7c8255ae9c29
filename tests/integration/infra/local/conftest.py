"""One stand-in for all tests of this folder, as a process of its own, with the local stage's resources in it."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config

from infra.local import aws, resources

# No second chances: a 500 that boto3 would hide by asking again fails the test.
ONCE = Config(max_pool_connections=64, retries={"total_max_attempts": 1})


@pytest.fixture(scope="session")
def endpoint_url() -> Iterator[str]:
    """Where the stand-in answers."""
    process = subprocess.Popen([sys.executable, "-m", "infra.local.aws"], stdout=subprocess.PIPE, text=True, cwd=resources.ROOT)
    assert process.stdout is not None
    yield process.stdout.readline().split()[-1]
    process.terminate()
    assert process.wait(10) == 0
    process.stdout.close()


@pytest.fixture(scope="session")
def client(endpoint_url: str) -> Callable[[str], Any]:
    """A boto3 client of a service, by its name."""
    session: Any = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
    return lambda service: session.client(service, endpoint_url=endpoint_url, config=ONCE)


@pytest.fixture(scope="session")
def outputs(endpoint_url: str) -> Mapping[str, str]:
    """The outputs of the local stage's stack."""
    return resources.create(endpoint_url)


@pytest.fixture
def table(client: Callable[[str], Any]) -> str:
    """The name of an empty table with the service's key."""
    name = f"table-{uuid4().hex}"
    client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    )
    return name


@pytest.fixture
def queue_url(client: Callable[[str], Any]) -> str:
    """An empty queue that hides what was received for 30 seconds, and moves it to `dead-…` at the third time."""
    sqs, name = client("sqs"), uuid4().hex
    dead = sqs.create_queue(QueueName=f"dead-{name}")["QueueUrl"]
    dead_arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = f'{{"deadLetterTargetArn": "{dead_arn}", "maxReceiveCount": 2}}'
    url: str = sqs.create_queue(QueueName=f"queue-{name}", Attributes={"VisibilityTimeout": "30", "RedrivePolicy": redrive})["QueueUrl"]
    return url
