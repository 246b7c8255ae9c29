"""What every AWS client of ours has in common: short time-outs, few retries, and our own word for "away"."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError, IncompleteReadError
from botocore.exceptions import ConnectionError as NoConnection

from chalicelib.domain.errors import Unavailable

CONFIG = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "max_attempts": 3})
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
# What AWS's services answer with a status below 500 although it is they who are busy; the first eleven are botocore's own list.
_BUSY = {
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "RequestTimeout",  # S3, where a body was too slow in coming
    "RequestTimeoutException",
    "OperationAborted",  # S3, where another operation on the same file is in the way
    "KmsThrottled",  # SQS
    "OverLimit",  # SQS, where too many messages are in flight
    "TransactionConflictException",  # DynamoDB
    "TransactionInProgressException",
}


@contextmanager
def unavailable(what: str) -> Iterator[None]:
    """`Unavailable` where the service throttles, fails or can't be reached; any other refusal is a bug, and propagates."""
    try:
        yield
    except (NoConnection, HTTPClientError, IncompleteReadError) as error:
        raise Unavailable(what) from error
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if status == _TOO_MANY_REQUESTS or status >= _SERVER_ERROR or error.response["Error"]["Code"] in _BUSY:
            raise Unavailable(what) from error
        raise
