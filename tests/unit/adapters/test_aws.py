"""What is "away" in AWS's many words, and what is a bug."""

import socket
from typing import Any

import boto3
import pytest
from botocore import exceptions
from botocore.config import Config
from botocore.stub import Stubber

from chalicelib.adapters import writes
from chalicelib.adapters.aws import ATTEMPTS_WHILE_SOMEBODY_WAITS, CONFIG, patient_for, unavailable
from chalicelib.adapters.documents import S3Documents
from chalicelib.adapters.dynamodb import Cancelled, Table
from chalicelib.adapters.keys import Key
from chalicelib.adapters.renders import SqsRenderQueue
from chalicelib.adapters.secrets import SecretsManagerSecrets
from chalicelib.domain.errors import Stale, Unavailable
from chalicelib.messages import RenderRequested
from infra.local.front import INTEGRATION_SECONDS
from infra.local.resources import function_settings
from tests.fakes.time import FakeClock

URL = "https://aws.example"
AWAY = [
    exceptions.ConnectionClosedError(endpoint_url=URL),
    exceptions.ConnectTimeoutError(endpoint_url=URL),
    exceptions.EndpointConnectionError(endpoint_url=URL),
    exceptions.HTTPClientError(error="reset"),
    exceptions.IncompleteReadError(actual_bytes=1, expected_bytes=2),
    exceptions.ProxyConnectionError(proxy_url=URL),
    exceptions.ReadTimeoutError(endpoint_url=URL),
    exceptions.ResponseStreamingError(error="cut"),
    exceptions.SSLError(endpoint_url=URL, error=OSError("handshake")),
]


def _client(service: str) -> tuple[Any, Stubber]:
    client: Any = boto3.Session("id", "secret", region_name="eu-west-1").client(service, config=Config(retries={"total_max_attempts": 1}))  # type: ignore[call-overload]
    stub = Stubber(client)
    stub.activate()
    return client, stub


def _table() -> tuple[Table, Stubber]:
    client, stub = _client("dynamodb")
    return Table(client, "folio"), stub


@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
def test_what_can_not_be_reached_is_away(error: Exception) -> None:
    with pytest.raises(Unavailable) as away, unavailable("the table"):
        raise error
    assert (away.value.what, away.value.retry_after) == ("the table", 2)


@pytest.mark.parametrize("error", [exceptions.NoCredentialsError(), exceptions.ParamValidationError(report="x"), KeyError("x")])
def test_what_the_service_does_wrong_itself_is_a_bug(error: Exception) -> None:
    with pytest.raises(type(error)), unavailable("the table"):
        raise error


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("ProvisionedThroughputExceededException", 400),
        ("ThrottlingException", 400),
        ("RequestLimitExceeded", 400),
        ("LimitExceededException", 400),
        ("TransactionConflictException", 400),
        ("TransactionInProgressException", 400),
        ("InternalServerError", 500),
        ("ServiceUnavailable", 503),
    ],
)
def test_a_busy_table_is_away(code: str, status: int) -> None:
    table, stub = _table()
    stub.add_client_error("get_item", code, http_status_code=status)
    with pytest.raises(Unavailable):
        table.get(Key("a", "b"))


@pytest.mark.parametrize(
    "code", ["ValidationException", "AccessDeniedException", "UnrecognizedClientException", "ResourceNotFoundException"]
)
def test_a_table_that_refuses_is_a_bug(code: str) -> None:
    table, stub = _table()
    stub.add_client_error("get_item", code, http_status_code=400)
    with pytest.raises(exceptions.ClientError):
        table.get(Key("a", "b"))


@pytest.mark.parametrize(
    ("reasons", "ends_as"),
    [
        (["None", "ThrottlingError"], Unavailable),
        (["ProvisionedThroughputExceeded", "TransactionConflict"], Unavailable),
        (["ThrottlingError", "ConditionalCheckFailed"], LookupError),
        (["None", "ConditionalCheckFailed"], LookupError),
        (["TransactionConflict", "None"], Stale),
        (["ValidationError", "None"], Cancelled),
    ],
)
def test_a_cancelled_transaction_ends_as_its_reason(reasons: list[str], ends_as: type[Exception]) -> None:
    table, stub = _table()
    modelled = {"CancellationReasons": [{"Code": reason} for reason in reasons]}
    stub.add_client_error("transact_write_items", "TransactionCanceledException", http_status_code=400, modeled_fields=modelled)
    planned = [(writes.create({"pk": str(number), "sk": "x"}), LookupError) for number in range(2)]
    with pytest.raises(ends_as):
        table.commit(planned)


@pytest.mark.parametrize(
    ("code", "status"), [("SlowDown", 503), ("RequestTimeout", 400), ("InternalError", 500), ("OperationAborted", 409)]
)
def test_a_busy_bucket_is_away(code: str, status: int) -> None:
    client, stub = _client("s3")
    stub.add_client_error("put_object", code, http_status_code=status)
    with pytest.raises(Unavailable):
        S3Documents(client, "bucket").put("key", b"", "text/plain")


@pytest.mark.parametrize(
    ("code", "status"), [("RequestThrottled", 403), ("KmsThrottled", 400), ("OverLimit", 403), ("ServiceUnavailable", 503)]
)
def test_a_busy_queue_is_away(code: str, status: int) -> None:
    client, stub = _client("sqs")
    stub.add_client_error("send_message", code, http_status_code=status)
    with pytest.raises(Unavailable):
        SqsRenderQueue(client, URL).send(RenderRequested(organization_id="acme", report_id="1", correlation_id="r"))


@pytest.mark.parametrize(("code", "status"), [("ThrottlingException", 400), ("InternalServiceError", 500), ("LimitExceededException", 400)])
def test_busy_secrets_are_away(code: str, status: int) -> None:
    client, stub = _client("secretsmanager")
    stub.add_client_error("get_secret_value", code, http_status_code=status)
    with pytest.raises(Unavailable):
        SecretsManagerSecrets(client, FakeClock()).get("name")


def test_a_table_that_hangs_is_away_after_a_few_short_attempts() -> None:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        session = boto3.Session("id", "secret", region_name="eu-west-1")
        port = silent.getsockname()[1]
        client = session.client("dynamodb", endpoint_url=f"http://127.0.0.1:{port}", config=patient_for(0.05))
        with pytest.raises(Unavailable):
            Table(client, "folio").get(Key("pk", "sk"))
        silent.settimeout(0)
        attempts = 0
        while attempts <= ATTEMPTS_WHILE_SOMEBODY_WAITS:
            try:
                silent.accept()[0].close()
            except BlockingIOError:
                break
            attempts += 1
    assert attempts == ATTEMPTS_WHILE_SOMEBODY_WAITS


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_the_api_has_given_up_on_a_hanging_table_before_the_gateway_gives_up_on_it(stage: str) -> None:
    """With three calls, one after the other, that hang to their last second: as many as there are once the first of them has hung.

    Where a key can't be used it is read instead; where a request can't be answered its idempotency key is let go. The local stage is
    patient: a stand-in on a busy machine can take seconds, and is not away.
    """
    seconds = float(function_settings("app", stage).environment["FOLIO_AWS_SECONDS"])
    longest_waits_between = sum(2**attempt for attempt in range(ATTEMPTS_WHILE_SOMEBODY_WAITS - 1))
    one_call = ATTEMPTS_WHILE_SOMEBODY_WAITS * seconds + longest_waits_between
    assert 3 * one_call < min(INTEGRATION_SECONDS, function_settings("app", stage).timeout_seconds)


@pytest.mark.parametrize("function", ["tick", "dispatch", "ask", "render"])
def test_a_worker_that_nobody_waits_for_is_patient(function: str) -> None:
    assert "FOLIO_AWS_SECONDS" not in function_settings(function, "prod").environment
    assert patient_for(None) is CONFIG
