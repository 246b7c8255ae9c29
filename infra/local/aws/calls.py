"""What each function asks of the stand-in, one JSON line a request: who, by the key that it signed with, asks what, of what.

In IAM's words, so that it can be held against the functions' policies.
"""

import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

type Asked = tuple[str, str]
"""An action of IAM's, and what it is asked of: a table, `table/index`, a queue's name, a bucket, `bucket/key`, a secret."""

_CREDENTIAL = re.compile(r"Credential=([^/]+)/\d+/[^/]+/([^/]+)/")
_WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
_lock = threading.Lock()


def noted(application: "WSGIApplication", log: Path) -> "WSGIApplication":
    """The application behind a note of every signed request."""

    def note(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        signed = _CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
        if signed:
            lines = [json.dumps({"who": signed[1], "action": action, "of": of}) for action, of in asked(signed[2], environ)]
            with _lock, log.open("a") as file:
                file.writelines(f"{line}\n" for line in lines)
        return application(environ, start_response)

    return note


def asked(service: str, environ: "WSGIEnvironment") -> Iterator[Asked]:
    """What a request asks for; nothing for services that no function has to do with. Its body can be read again afterwards."""
    operation = str(environ.get("HTTP_X_AMZ_TARGET", "")).rpartition(".")[2]
    match service:
        case "s3":
            yield from _of_files(environ["REQUEST_METHOD"], environ["PATH_INFO"].lstrip("/"), parse_qs(environ["QUERY_STRING"], True))  # noqa: FBT003
        case "dynamodb":
            yield from _of_the_table(operation, _body(environ))
        case "sqs":
            queue = str(_body(environ).get("QueueUrl", "")).rpartition("/")[2]
            yield f"sqs:{'SendMessage' if operation.startswith('SendMessage') else operation}", queue
        case "secretsmanager":
            yield f"secretsmanager:{operation}", str(_body(environ).get("SecretId", ""))


def _body(environ: "WSGIEnvironment") -> dict[str, Any]:
    content = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(content)
    read: dict[str, Any] = json.loads(content or b"{}")
    return read


def _of_the_table(operation: str, body: Mapping[str, Any]) -> Iterator[Asked]:
    if operation == "TransactWriteItems":
        for write in body["TransactItems"]:
            ((kind, asked_for),) = write.items()
            yield f"dynamodb:{_WRITES[kind]}", asked_for["TableName"]
    elif operation == "BatchGetItem":
        for table in body["RequestItems"]:
            yield "dynamodb:BatchGetItem", table
    else:
        yield f"dynamodb:{operation}", "/".join([body.get("TableName", ""), *([body["IndexName"]] if "IndexName" in body else [])])


def _of_files(method: str, path: str, query: Mapping[str, list[str]]) -> Iterator[Asked]:
    bucket, _, key = path.partition("/")
    if key:
        yield f"s3:{ {'GET': 'GetObject', 'HEAD': 'GetObject', 'PUT': 'PutObject', 'DELETE': 'DeleteObject'}.get(method, method) }", path
    elif "delete" in query:
        yield "s3:DeleteObject", f"{bucket}/"
    else:
        yield "s3:ListBucket" if method in {"GET", "HEAD"} else f"s3:{method}Bucket", bucket
