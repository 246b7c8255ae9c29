"""The edge, over real HTTP: statuses, envelope, correlation ids."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from infra.local.stack import LocalStack
from tests.e2e.conftest import Client

REQUEST = {
    "template_key": "weekly_check_in",
    "ad_account_ids": ["ad_acct_00000000000000000000000000"],
    "period_start": "2026-04-15",
    "period_end": "2026-04-21",
}


def _envelope(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"error", "request_id"}
    assert body["error"]["code"] == code
    assert body["request_id"] == answer.headers["X-Correlation-ID"] == str(UUID(body["request_id"]))
    error: dict[str, Any] = body["error"]
    return error


def _faults(error: dict[str, Any]) -> set[tuple[str, ...]]:
    return {tuple(map(str, fault["loc"])) for fault in error["details"]["errors"]}


def test_health_needs_no_key(stack: LocalStack) -> None:
    answer = httpx.get(f"{stack.url}/v1/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.headers["X-Correlation-ID"] == str(UUID(answer.headers["X-Correlation-ID"]))


def test_an_inbound_correlation_id_is_not_looked_at(service: Client) -> None:
    answer = service.http.get("/v1/reports", headers={"X-Correlation-ID": "mine"})
    assert answer.status_code == 200
    assert answer.headers["X-Correlation-ID"] != "mine"


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer folio_" + "a" * 40}, {"Authorization": "Basic x"}])
def test_without_a_known_key_nothing_is_answered(stack: LocalStack, header: dict[str, str]) -> None:
    for path in ("/v1/reports", "/v1/reports/ad_rpt_x", "/v1/report-templates"):
        answer = httpx.get(stack.url + path, headers=header)
        _envelope(answer, 401, "unauthorized")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/unheard-of", "/v1/reports/a/b/c", "/docs/../v2"])
def test_an_unknown_path_is_a_404(service: Client, path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        _envelope(service.http.request(method, path), 404, "not_found")


def test_a_wrong_method_names_the_right_ones(service: Client) -> None:
    answer = service.http.put("/v1/reports", json={})
    _envelope(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, POST"


@pytest.mark.parametrize("method", ["TRACE", "FOO"])
def test_a_method_that_the_gateway_does_not_know_is_told_the_paths_own(service: Client, method: str) -> None:
    answer = service.http.request(method, "/v1/report-templates/x")
    _envelope(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, PATCH"
    _envelope(service.http.request(method, "/v1/unheard-of"), 404, "not_found")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ad_account_ids": []}, ("body", "ad_account_ids")),
        ({"ad_account_ids": [f"ad_acct_{n:026}" for n in range(11)]}, ("body", "ad_account_ids")),
        ({"ad_account_ids": ["a", "a"]}, ("body", "ad_account_ids")),
        ({"period_end": "2026-04-14"}, ("body", "period_end")),
        ({"period_end": "2026-05-16"}, ("body", "period_end")),
        ({"period_start": "2026-02-30"}, ("body", "period_start")),
        ({"period_start": "15.4.2026"}, ("body", "period_start")),
        ({"period_end": "2100-01-01"}, ("body", "period_end")),
        ({"sections": ["cover", "unheard_of"]}, ("body", "sections")),
        ({"sections": ["cover", "share_of_voice"]}, ("body", "sections")),
        ({"sections": ["cover", "cover"]}, ("body", "sections")),
        ({"sections": []}, ("body", "sections")),
        ({"title": "x" * 201}, ("body", "title")),
        ({"surprise": 1}, ("body", "surprise")),
    ],
    ids=str,
)
def test_a_bad_request_names_its_field_and_leaves_nothing(service: Client, changed: dict[str, Any], field: tuple[str, ...]) -> None:
    before = service.http.get("/v1/reports").json()["data"]
    error = _envelope(service.http.post("/v1/reports", json=REQUEST | changed), 422, "body_validation_error")
    assert _faults(error) == {field}
    assert service.http.get("/v1/reports").json()["data"] == before


def test_every_fault_is_told_at_once(service: Client) -> None:
    bad = REQUEST | {"ad_account_ids": [], "period_end": "2026-04-01", "title": "x" * 201, "sections": ["a"], "surprise": 1}
    error = _envelope(service.http.post("/v1/reports", json=bad), 422, "body_validation_error")
    assert {loc[1] for loc in _faults(error)} == {"ad_account_ids", "period_end", "title", "sections", "surprise"}


@pytest.mark.parametrize("body", [b"{", b"", b"[]", b"null", b"\xff", b'{"a": NaN}'])
def test_a_body_that_is_no_json_object_is_told_so(service: Client, body: bytes) -> None:
    answer = service.http.post("/v1/reports", content=body, headers={"Content-Type": "application/json"})
    _envelope(answer, 422, "body_validation_error")


def test_another_media_type_is_refused(service: Client) -> None:
    answer = service.http.post("/v1/reports", content=b"<a/>", headers={"Content-Type": "application/xml"})
    _envelope(answer, 415, "unsupported_media_type")


def test_a_body_over_its_limit_is_refused(service: Client) -> None:
    _envelope(service.http.post("/v1/reports", json=REQUEST | {"title": "x" * 1_100_000}), 413, "payload_too_large")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, "ad_account_ids"),
        ({"template_key": "unheard_of"}, "template_key"),
        ({"template_key": "weekly_check_in", "template_version": 9}, "template_version"),
    ],
    ids=["account", "template", "version"],
)
def test_what_can_not_be_seen_is_a_404_that_names_its_field(service: Client, changed: dict[str, Any], field: str) -> None:
    error = _envelope(service.http.post("/v1/reports", json=REQUEST | changed), 404, "not_found")
    assert error["details"] == {"field": field}


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=x",
        "status=unheard",
        "since=yesterday",
        "since=1700000000",
        "since=0001-01-01T00:00:00%2B23:59",
        "surprise=1",
        "limit=1&limit=2",
    ],
)
def test_a_bad_query_names_its_parameter(service: Client, query: str) -> None:
    error = _envelope(service.http.get(f"/v1/reports?{query}"), 400, "validation_error")
    assert _faults(error) == {("query", query.split("=")[0])}


@pytest.mark.parametrize(
    "report_id", ["x", "ad_rpt_x", "ad_rpt_00000000000000000000000000", "ad_rpt_%23", "%2e%2e", "ad_acct_00000000000000000000000000"]
)
def test_an_id_that_is_nobodys_is_a_404(service: Client, report_id: str) -> None:
    _envelope(service.http.get(f"/v1/reports/{report_id}"), 404, "not_found")
    _envelope(service.http.get(f"/v1/reports/{report_id}/document"), 404, "not_found")


def test_a_template_is_listed_once_all_its_sections_stand(service: Client) -> None:
    listed = service.http.get("/v1/report-templates").json()
    sections = {section["key"] for section in service.http.get("/v1/report-sections").json()["data"]}
    assert (listed["object"], listed["has_more"], listed["next_cursor"]) == ("list", False, None)
    weekly = next(template for template in listed["data"] if template["key"] == "weekly_check_in")
    assert weekly["sections"] == ["cover", "executive_summary", "abi", "headline_metrics", "top_campaigns", "ai_insights", "footer"]
    assert (weekly["name"], weekly["default_period_days"], weekly["is_system"]) == ("Weekly Check-In", 7, True)
    assert all(set(template["sections"]) <= sections for template in listed["data"])
    assert service.http.get("/v1/report-templates/weekly_check_in").json() == weekly


@pytest.mark.parametrize("key", ["unheard_of", "weekly_check_in?version=2"])
def test_a_template_that_does_not_stand_is_a_404(service: Client, key: str) -> None:
    assert "details" not in _envelope(service.http.get(f"/v1/report-templates/{key}"), 404, "not_found")


def test_reports_since_before_there_were_any_are_all_of_them(service: Client) -> None:
    assert service.http.get("/v1/reports?since=1960-01-01T00:00:00Z").status_code == 200
