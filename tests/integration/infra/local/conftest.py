"""Tables and queues of a test's own, in the run's stand-in."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest


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
