"""What every AWS client of ours has in common: short time-outs, few retries, and our own word for "away"."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError, IncompleteReadError
from botocore.exceptions import ConnectionError as NoConnection

from chalicelib.domain.errors import Unavailable

CONFIG = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "max_attempts": 3})
ATTEMPTS_WHILE_SOMEBODY_WAITS = 3
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


def patient_for(seconds: float | None) -> Config:
    """`CONFIG`, or one for a function that somebody waits for: it gives up after so many seconds, and tries less often.

    A table that hangs is then a 503 of ours. The gateway would give up first otherwise, with an answer that says less.
    """
    if seconds is None:
        return CONFIG
    return CONFIG.merge(
        Config(
            connect_timeout=seconds,
            read_timeout=seconds,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS_WHILE_SOMEBODY_WAITS},
        )
    )


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
