import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from infra.local.events import HttpRequest, gateway_event, queue_event, scheduled_event

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
REQUEST = HttpRequest(
    method="PUT",
    path="/v1/things/a%2Fb",
    headers=(("Host", "127.0.0.1:8000"), ("Content-Type", "Text/CSV; charset=utf-16"), ("Accept", "a"), ("Accept", "b")),
    query=(("x", "1"), ("x", "2")),
    body="ü".encode(),
    source_ip="127.0.0.1",
)


def event_of(request: HttpRequest, *binary_types: str) -> dict[str, Any]:
    return gateway_event(request, "/v1/things/{id}", {"id": "a%2Fb"}, "the-id", AT, binary_types)


def test_repeated_headers_and_parameters_are_all_there_and_the_last_one_stands_alone() -> None:
    event = event_of(REQUEST)
    assert event["multiValueHeaders"]["Accept"] == ["a", "b"]
    assert event["headers"]["Accept"] == "b"
    assert event["multiValueQueryStringParameters"] == {"x": ["1", "2"]}
    assert event["queryStringParameters"] == {"x": "2"}


def test_path_parameters_stay_encoded() -> None:
    assert event_of(REQUEST)["pathParameters"] == {"id": "a%2Fb"}


def test_a_request_without_query_body_or_parameters_has_nulls() -> None:
    event = gateway_event(replace(REQUEST, body=b"", query=()), "/", {}, "the-id", AT, ())
    assert (event["body"], event["queryStringParameters"], event["multiValueQueryStringParameters"], event["pathParameters"]) == (None,) * 4


def test_the_context_tells_who_asks_where_and_when() -> None:
    context = event_of(REQUEST)["requestContext"]
    assert context["requestId"] == "the-id"
    assert context["resourcePath"] == "/v1/things/{id}"
    assert context["domainName"] == "127.0.0.1:8000"
    assert context["requestTimeEpoch"] == 1772359200000
    assert context["requestTime"] == "01/Mar/2026:10:00:00 +0000"


def test_a_body_of_a_binary_type_travels_as_base64_whatever_its_case_and_charset() -> None:
    event = event_of(REQUEST, "text/csv")
    assert event["isBase64Encoded"] is True
    assert base64.b64decode(event["body"]) == "ü".encode()


def test_any_other_body_is_read_as_utf8_even_where_it_is_none() -> None:
    event = event_of(replace(REQUEST, body=b"\xff\xfea"), "image/png")
    assert event["isBase64Encoded"] is False
    assert event["body"] == "��a"


def test_a_scheduled_event_is_to_the_second() -> None:
    assert scheduled_event(AT, "the-rule", "the-id")["time"] == "2026-03-01T10:00:00Z"


def test_a_tick_between_seconds_keeps_its_milliseconds() -> None:
    assert scheduled_event(AT.replace(microsecond=7000), "the-rule", "the-id")["time"] == "2026-03-01T10:00:00.007Z"


def test_a_message_attribute_has_lambdas_spelling() -> None:
    message = {
        "MessageId": "m",
        "ReceiptHandle": "r",
        "Body": "b",
        "MD5OfBody": "5",
        "Attributes": {"ApproximateReceiveCount": "2"},
        "MessageAttributes": {"raw": {"DataType": "Binary", "BinaryValue": b"\x00"}},
    }
    (record,) = queue_event([message], "arn:aws:sqs:eu-central-1:1:q")["Records"]
    assert record["messageAttributes"]["raw"] == {
        "dataType": "Binary",
        "binaryValue": "AA==",
        "stringListValues": [],
        "binaryListValues": [],
    }
    assert record["attributes"] == {"ApproximateReceiveCount": "2"}
    assert record["eventSourceARN"] == "arn:aws:sqs:eu-central-1:1:q"
