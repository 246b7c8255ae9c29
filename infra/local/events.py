"""The events that AWS hands to a Lambda, in AWS's own shapes. Pure: the ids and the times are arguments."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.local.application import ACCOUNT
from infra.local.aws import REGION

GATEWAY_STAGE = "api"


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as it came over the wire: `path` percent-encoded, headers and query in order, with their repetitions."""

    method: str
    path: str
    headers: Sequence[tuple[str, str]]
    query: Sequence[tuple[str, str]]
    body: bytes
    source_ip: str


def gateway_event(
    request: HttpRequest, resource: str, path_parameters: Mapping[str, str], request_id: str, at: datetime, binary_types: Iterable[str]
) -> dict[str, Any]:
    """A REST API's Lambda proxy event, as from a custom domain without a base path: `requestContext.path` has no stage in front.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Path parameters stay percent-encoded. The local domain carries its port.
    """
    headers = dict(request.headers)
    host = next((value for name, value in request.headers if name.lower() == "host"), "127.0.0.1")
    body, is_base64 = _encoded(request, set(binary_types))
    return {
        "resource": resource,
        "path": request.path,
        "httpMethod": request.method,
        "headers": headers or None,
        "multiValueHeaders": _multi(request.headers),
        "queryStringParameters": dict(request.query) or None,
        "multiValueQueryStringParameters": _multi(request.query),
        "pathParameters": dict(path_parameters) or None,
        "stageVariables": None,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "local",
            "domainName": host,
            "domainPrefix": host.partition(".")[0],
            "extendedRequestId": request_id,
            "httpMethod": request.method,
            "identity": {"sourceIp": request.source_ip, "userAgent": headers.get("User-Agent")},
            "path": request.path,
            "protocol": "HTTP/1.1",
            "requestId": request_id,
            "requestTime": f"{at:%d/%b/%Y:%H:%M:%S %z}",
            "requestTimeEpoch": int(at.timestamp() * 1000),
            "resourceId": "local",
            "resourcePath": resource,
            "stage": GATEWAY_STAGE,
        },
        "body": body,
        "isBase64Encoded": is_base64,
    }


def _multi(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]] | None:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values or None


def _encoded(request: HttpRequest, binary_types: set[str]) -> tuple[str | None, bool]:
    """The body as the gateway passes it: base64 for a declared binary type, else read as UTF-8, whatever it is."""
    if not request.body:
        return None, False
    content_type = next((value for name, value in request.headers if name.lower() == "content-type"), "")
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type in binary_types or "*/*" in binary_types:
        return base64.b64encode(request.body).decode(), True
    return request.body.decode(errors="replace"), False


def scheduled_event(at: datetime, rule: str, event_id: str) -> dict[str, Any]:
    """EventBridge's scheduled event. Its `time` is to the second; milliseconds are written only where a tick was asked for at one."""
    time = at.astimezone(UTC).isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return {
        "version": "0",
        "id": event_id,
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": time.replace("+00:00", "Z"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule}"],
        "detail": {},
    }


def queue_event(messages: Iterable[Mapping[str, Any]], queue_arn: str) -> dict[str, Any]:
    """Lambda's SQS event, of messages as boto3's ReceiveMessage gives them: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html."""
    return {"Records": [_record(message, queue_arn) for message in messages]}


def _record(message: Mapping[str, Any], queue_arn: str) -> dict[str, Any]:
    record = {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": {name: _attribute(value) for name, value in message.get("MessageAttributes", {}).items()},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": REGION,
    }
    if "MD5OfMessageAttributes" in message:
        record["md5OfMessageAttributes"] = message["MD5OfMessageAttributes"]
    return record


def _attribute(value: Mapping[str, Any]) -> dict[str, Any]:
    attribute: dict[str, Any] = {"dataType": value["DataType"], "stringListValues": [], "binaryListValues": []}
    if "StringValue" in value:
        attribute["stringValue"] = value["StringValue"]
    if "BinaryValue" in value:
        attribute["binaryValue"] = base64.b64encode(value["BinaryValue"]).decode()
    return attribute
