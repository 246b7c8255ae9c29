"""Every route × every fault that routes have in common, from the declared routes: a new one is covered by being declared."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import boto3
import httpx
import pytest
from PIL import Image

from chalicelib.adapters.api_keys import DynamoApiKeys
from chalicelib.adapters.dynamodb import Table
from chalicelib.api.endpoint import JSON, Endpoint
from chalicelib.api.idempotency import METHODS as KEYED
from chalicelib.api.routes import ROUTES
from chalicelib.domain import api_key, ids, scope
from chalicelib.domain.api_key import ApiKey
from infra.local import aws, first_key, resources
from tests.e2e.conftest import Client, FreshKeys

POWERLESS = frozenset({"read:shares"})
ENDPOINTS = [endpoint for resource in ROUTES for endpoint in resource.endpoints]
ANY_METHOD = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_PARAMETER = re.compile(r"\{(\w+)\}")
_UUID = "018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d"
_SUFFIX = "01hsy2tcxbfpc7cdw5kw5a8m5x"
WELL_FORMED = {
    "account_id": f"ad_acct_{_SUFFIX}",
    "report_id": f"ad_rpt_{_SUFFIX}",
    "target_id": f"ad_rtgt_{_SUFFIX}",
    "key": "unheard_of",
}
"""The form of the ids that are no UUIDs, by the name of their parameter."""

DOCUMENT = json.loads((resources.ROOT / "docs" / "openapi.json").read_text())
_CSV = b"date,campaign_id,campaign_name,cost,impressions,clicks,conversions,conversion_value\n2026-04-15,1,Brand,1,1,1,1,1\n"


def _png() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (64, 64)).save(drawn, "PNG")
    return drawn.getvalue()


FILES = {"text/csv": _CSV, "image/png": _png()}
"""A body of each media type that has no example in the API's document."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a request, which routes can be asked so, and what they answer."""

    name: str
    status: int
    code: str
    request: Callable[[Endpoint], dict[str, Any]]
    applies: Callable[[Endpoint], bool] = field(default=lambda endpoint: endpoint.scope is not None)
    loc: tuple[str, ...] | None = None


def _reads_json(endpoint: Endpoint) -> bool:
    return endpoint.body is not None and endpoint.media_types == JSON


def _json(content: bytes) -> dict[str, Any]:
    return {"content": content, "headers": {"Content-Type": "application/json"}}


def _keyed(endpoint: Endpoint) -> bool:
    return endpoint.scope is not None and endpoint.method in KEYED


def _sent(endpoint: Endpoint) -> dict[str, Any]:
    """What is right with a request to this route: the API's document has an example of it."""
    operation = DOCUMENT["paths"][endpoint.path][endpoint.method.lower()]
    required = [one for one in operation.get("parameters", []) if one.get("in") == "query" and one.get("required")]
    request: dict[str, Any] = {"params": {one["name"]: one["schema"]["examples"][0] for one in required}}
    if endpoint.body is None:
        return request
    media_type, body = next(iter(operation["requestBody"]["content"].items()))
    if media_type in FILES:
        return request | {"content": FILES[media_type], "headers": {"Content-Type": media_type}}
    return request | {"json": next(iter(body["examples"].values()))["value"]}


def _has_path_ids(endpoint: Endpoint) -> bool:
    return "{" in endpoint.path


FAULTS = [
    Fault("unknown query parameter", 400, "validation_error", lambda _: {"params": {"surprise": "1"}}, loc=("query", "surprise")),
    Fault(
        "a key with a space",
        400,
        "validation_error",
        lambda _: {"headers": {"Idempotency-Key": "not a key"}},
        _keyed,
        ("header", "Idempotency-Key"),
    ),
    Fault("broken JSON", 422, "body_validation_error", lambda _: _json(b'{"a": '), _reads_json, ("body",)),
    Fault("JSON in no UTF-8", 422, "body_validation_error", lambda _: _json(b'"\xff"'), _reads_json, ("body",)),
    Fault("JSON that is no object", 422, "body_validation_error", lambda _: _json(b"[]"), _reads_json, ("body",)),
    Fault(
        "wrong media type",
        415,
        "unsupported_media_type",
        lambda _: {"content": b"<a/>", "headers": {"Content-Type": "application/xml"}},
        lambda endpoint: endpoint.body is not None,
    ),
    Fault(
        "no media type",
        415,
        "unsupported_media_type",
        lambda _: {"content": b"{}", "headers": {"Content-Type": ""}},
        lambda endpoint: endpoint.body is not None,
    ),
    Fault(
        "over-size",
        413,
        "payload_too_large",
        lambda endpoint: {"content": b"x" * (endpoint.max_body + 1), "headers": {"Content-Type": endpoint.media_types[0]}},
    ),
    Fault("an id that is nobody's", 404, "not_found", _sent, _has_path_ids),
    Fault("an id of the wrong form", 404, "not_found", _sent, _has_path_ids),
]


@pytest.fixture(scope="module")
def powerless(service: Client) -> Iterator[httpx.Client]:
    """A client whose keys hold one scope, which no route needs alone."""

    table = service.stack.outputs["TableName"]
    session = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
    keys = DynamoApiKeys(Table(session.client("dynamodb", endpoint_url=service.stack.endpoint_url), table))

    def issue() -> str:
        secret, now = api_key.secret_from(os.urandom(32)), datetime.now(UTC)
        key_id = ids.new_uuid(now, os.urandom)
        keys.add(ApiKey(key_id, first_key.ORGANIZATION, "powerless", api_key.hashed(secret), secret[:12], POWERLESS, now))
        return secret

    with httpx.Client(base_url=service.stack.url, auth=FreshKeys(issue), timeout=60) as client:
        yield client


def _path(endpoint: Endpoint, fault: Fault | None = None) -> str:
    if fault is not None and fault.name == "an id of the wrong form":
        return _PARAMETER.sub("x", endpoint.path)
    return _PARAMETER.sub(lambda parameter: WELL_FORMED.get(parameter[1], _UUID), endpoint.path)


def _envelope(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"error", "request_id"}
    assert set(body["error"]) - {"details"} == {"code", "message"}
    assert body["error"]["code"] == code
    assert body["request_id"] == answer.headers["X-Correlation-ID"] == str(UUID(body["request_id"]))
    assert answer.headers["Content-Type"] == "application/json"
    error: dict[str, Any] = body["error"]
    return error


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: f"{endpoint.method} {endpoint.path}")
def test_every_fault_has_its_answer(service: Client, endpoint: Endpoint) -> None:
    for fault in FAULTS:
        if fault.applies(endpoint):
            answer = service.http.request(endpoint.method, _path(endpoint, fault), **fault.request(endpoint))
            error = _envelope(answer, fault.status, fault.code)
            if fault.loc is not None:
                assert fault.loc in [tuple(one["loc"]) for one in error["details"]["errors"]], fault.name
            assert ("RateLimit-Remaining" in answer.headers) is (endpoint.scope is not None), fault.name


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: f"{endpoint.method} {endpoint.path}")
def test_without_a_key_and_with_too_weak_a_one_nothing_else_is_looked_at(
    service: Client, powerless: httpx.Client, endpoint: Endpoint
) -> None:
    if endpoint.scope is None:
        return
    wrong = {"params": {"surprise": "1"}, "content": b"{", "headers": {"Content-Type": "text/plain", "Idempotency-Key": "not a key"}}
    answer = httpx.request(endpoint.method, service.stack.url + _path(endpoint), **wrong)  # type: ignore[arg-type]
    _envelope(answer, 401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    if not scope.grants(POWERLESS, endpoint.scope):
        error = _envelope(powerless.request(endpoint.method, _path(endpoint), **wrong), 403, "insufficient_scope")  # type: ignore[arg-type]
        assert error["details"] == {"required_scope": endpoint.scope, "key_scopes": sorted(POWERLESS)}


@pytest.mark.parametrize("path", sorted({endpoint.path for endpoint in ENDPOINTS}))
def test_a_wrong_method_names_the_right_ones(service: Client, path: str) -> None:
    """HEAD is one of them: what GET would say costs as much to find out."""
    declared = sorted(endpoint.method for endpoint in ENDPOINTS if endpoint.path == path)
    for method in ANY_METHOD:
        if method not in declared:
            answer = service.http.request(method, _PARAMETER.sub("x", path))
            assert (answer.status_code, answer.headers["Allow"]) == (405, ", ".join(declared))
            if method == "HEAD":
                assert answer.headers["X-Correlation-ID"] == str(UUID(answer.headers["X-Correlation-ID"]))
            else:
                _envelope(answer, 405, "method_not_allowed")


@pytest.mark.parametrize("method", [method for method in ANY_METHOD if method != "HEAD"])
@pytest.mark.parametrize("path", ["/", "/v1", "/v1/", "/v1/brands/", "/v1//brands", "/v1/unheard-of", "/v2/brands"])
def test_an_unknown_path_is_a_404_for_every_method(service: Client, method: str, path: str) -> None:
    _envelope(service.http.request(method, path), 404, "not_found")


@pytest.mark.parametrize("segment", ["%ff", "%00", "%", "%zz", "%2F", "%2e%2e", "a%20b", "%F0%9F%92%A9", "ü", "x" * 2000])
def test_whatever_stands_for_an_id_is_a_404(service: Client, segment: str) -> None:
    _envelope(httpx.get(f"{service.stack.url}/v1/brands/{segment}", auth=service.keys), 404, "not_found")


@pytest.mark.parametrize("value", ["%ff", "%00", "%", "%zz", "%F0%9F%92%A9", "+", "x" * 2000])
def test_whatever_is_searched_for_is_found_not_to_be_there_or_is_a_fault(service: Client, value: str) -> None:
    answer = httpx.get(f"{service.stack.url}/v1/brands?search={value}", auth=service.keys)
    if answer.status_code != 200:
        _envelope(answer, 400, "validation_error")


def test_of_many_faults_the_first_in_the_order_of_checks_is_told(service: Client) -> None:
    xml, plain = {"Content-Type": "application/xml"}, {"Content-Type": "application/json"}
    bad_key, surprise = {"Idempotency-Key": "not a key"}, "/v1/brands?surprise=1"
    answer = service.http.post(surprise, content=b"x" * 1_000_001, headers=xml | bad_key)
    _envelope(answer, 413, "payload_too_large")
    answer = service.http.post(surprise, content=b"{", headers=xml | bad_key)
    _envelope(answer, 415, "unsupported_media_type")
    error = _envelope(service.http.post(surprise, content=b"{", headers=plain | bad_key), 400, "validation_error")
    assert {tuple(one["loc"]) for one in error["details"]["errors"]} == {("query", "surprise"), ("header", "Idempotency-Key")}
    _envelope(service.http.post("/v1/brands", content=b"{", headers=plain), 422, "body_validation_error")


def test_all_faults_of_a_query_are_told_at_once(service: Client) -> None:
    answer = service.http.get("/v1/reports?limit=0&status=unheard&kind=a&kind=b&surprise=1")
    error = _envelope(answer, 400, "validation_error")
    assert {one["loc"][1] for one in error["details"]["errors"]} == {"limit", "status", "kind", "surprise"}


def test_a_request_without_a_body_needs_no_media_type(service: Client) -> None:
    answer = service.http.post(f"/v1/scheduled-reports/{_UUID}/executions")
    _envelope(answer, 404, "not_found")


def test_a_body_that_is_nothing_but_faults_is_answered_as_any_other(service: Client) -> None:
    """All of them in one answer would be more than a Lambda can answer, and so a 500."""
    body = {f"{number:x}": 1 for number in range(85_000)}
    error = _envelope(service.http.post("/v1/brands", json=body), 422, "body_validation_error")
    assert len(error["details"]["errors"]) == 1001
