"""What a request to the stand-in asks for, in IAM's words."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from infra.local.aws.calls import asked, noted


def request(method: str = "POST", path: str = "/", query: str = "", target: str = "", body: Any = None) -> dict[str, Any]:
    content = json.dumps(body).encode() if body is not None else b""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_X_AMZ_TARGET": target}
    return environ | {"CONTENT_LENGTH": str(len(content)), "wsgi.input": BytesIO(content)}


@pytest.mark.parametrize(
    ("service", "environ", "expected"),
    [
        ("s3", request("GET", "/b/org/acme/x.pdf"), [("s3:GetObject", "b/org/acme/x.pdf")]),
        ("s3", request("PUT", "/b/org/acme/x.pdf"), [("s3:PutObject", "b/org/acme/x.pdf")]),
        ("s3", request("POST", "/b", "delete"), [("s3:DeleteObject", "b/")]),
        ("s3", request("GET", "/b", "list-type=2&prefix=org%2F"), [("s3:ListBucket", "b")]),
        ("s3", request("HEAD", "/b"), [("s3:ListBucket", "b")]),
        ("dynamodb", request(target="DynamoDB_20120810.GetItem", body={"TableName": "t"}), [("dynamodb:GetItem", "t")]),
        (
            "dynamodb",
            request(target="DynamoDB_20120810.Query", body={"TableName": "t", "IndexName": "listing"}),
            [("dynamodb:Query", "t/listing")],
        ),
        ("dynamodb", request(target="DynamoDB_20120810.BatchGetItem", body={"RequestItems": {"t": {}}}), [("dynamodb:BatchGetItem", "t")]),
        (
            "dynamodb",
            request(
                target="DynamoDB_20120810.TransactWriteItems",
                body={"TransactItems": [{"Put": {"TableName": "t"}}, {"ConditionCheck": {"TableName": "t"}}]},
            ),
            [("dynamodb:PutItem", "t"), ("dynamodb:ConditionCheckItem", "t")],
        ),
        ("sqs", request(target="AmazonSQS.SendMessageBatch", body={"QueueUrl": "http://x/1/q"}), [("sqs:SendMessage", "q")]),
        (
            "secretsmanager",
            request(target="secretsmanager.GetSecretValue", body={"SecretId": "folio/local/x"}),
            [("secretsmanager:GetSecretValue", "folio/local/x")],
        ),
        ("sts", request(), []),
    ],
)
def test_a_request_is_an_action_on_something(service: str, environ: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    before = environ["wsgi.input"].getvalue()
    assert list(asked(service, environ)) == expected
    assert environ["wsgi.input"].read() == before, "it can be read again"


def test_who_asks_is_told_by_the_key_that_signed_and_unsigned_requests_are_nobodys(tmp_path: Path) -> None:
    log = tmp_path / "calls.log"
    application = noted(lambda _environ, _start: [b"answered"], log)
    signed = "AWS4-HMAC-SHA256 Credential=ask/20260301/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0"
    for environ in (request("GET", "/b/k") | {"HTTP_AUTHORIZATION": signed}, request("GET", "/b/k")):
        assert list(application(environ, lambda *_: lambda _: None)) == [b"answered"]
    assert [json.loads(line) for line in log.read_text().splitlines()] == [{"who": "ask", "action": "s3:GetObject", "of": "b/k"}]
