"""What a key may do in a minute, over real HTTP."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.e2e.conftest import Client

_MINUTE = 60


@pytest.fixture
def fresh(service: Client) -> Iterator[httpx.Client]:
    """A client with a key that nobody else uses."""
    key = service.issue_key("rate-limits")
    with httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as client:
        yield client


def _at_once(client: httpx.Client, count: int, method: str, path: str, **sent: Any) -> list[httpx.Response]:
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(lambda _number: client.request(method, path, **sent), range(count)))


def _minutes(began: float) -> int:
    return int(time.time() // _MINUTE) - int(began // _MINUTE) + 1


def test_of_130_requests_at_once_120_pass_and_every_answer_says_what_is_left(fresh: httpx.Client) -> None:
    """Where the machine is so slow that a minute ends meanwhile, each minute lets 120 pass."""
    began = time.time()
    answers = _at_once(fresh, 130, "GET", "/v1/report-sections")
    minutes = _minutes(began)
    statuses = Counter(answer.status_code for answer in answers)
    assert (statuses[200] == 120) if minutes == 1 else (120 <= statuses[200] <= 120 * minutes)
    assert statuses[200] + statuses[429] == 130
    for answer in answers:
        assert answer.headers["RateLimit-Limit"] == "120"
        assert 1 <= int(answer.headers["RateLimit-Reset"]) <= _MINUTE
    if minutes == 1:
        left = [int(answer.headers["RateLimit-Remaining"]) for answer in answers if answer.status_code == 200]
        assert sorted(left) == list(range(120))
    for refusal in (answer for answer in answers if answer.status_code == 429):
        error = refusal.json()["error"]
        assert (error["code"], error["details"]["scope"]) == ("rate_limit_exceeded", "burst")
        assert refusal.headers["Retry-After"] == str(error["details"]["retry_after"])
        assert 1 <= error["details"]["retry_after"] <= _MINUTE
        assert refusal.headers["RateLimit-Remaining"] == "0"


def test_of_12_paid_requests_at_once_10_pass_and_the_others_are_told_the_tier(fresh: httpx.Client) -> None:
    began = time.time()
    body = {"region_config_id": "0190a6e0-0000-7000-8000-000000000000"}
    answers = _at_once(fresh, 12, "POST", "/v1/reports", json=body)
    statuses = Counter(answer.status_code for answer in answers)
    run = fresh.post("/v1/scheduled-reports/0190a6e0-0000-7000-8000-000000000000/executions")
    unpaid = fresh.post("/v1/reports", json={"region_config_id": None})
    if _minutes(began) == 1:
        assert statuses == {404: 10, 429: 2}
        assert {answer.json()["error"]["details"]["scope"] for answer in answers if answer.status_code == 429} == {"llm"}
        assert (run.status_code, unpaid.status_code) == (429, 422)
    assert all(answer.headers["RateLimit-Limit"] == "120" for answer in answers)


def test_the_limit_comes_before_the_scope_and_the_body(fresh: httpx.Client) -> None:
    began = time.time()
    _at_once(fresh, 120, "GET", "/v1/report-sections")
    answers = [
        fresh.post("/v1/brands", content=b"{", headers={"Content-Type": "application/xml"}),
        fresh.get("/v1/reports?limit=0"),
        fresh.get("/v1/reports/ad_rpt_x"),
    ]
    if _minutes(began) == 1:
        assert [answer.status_code for answer in answers] == [429] * 3


def test_errors_say_what_is_left_too_and_what_needs_no_key_counts_nothing(service: Client, fresh: httpx.Client) -> None:
    for answer in (
        fresh.get("/v1/reports/ad_rpt_x"),
        fresh.post("/v1/brands", json={}),
        fresh.get("/v1/reports?limit=0"),
        fresh.post("/v1/brands", content=b"<a/>", headers={"Content-Type": "application/xml"}),
        fresh.post("/v1/brands", json={"name": "x" * 1_100_000}),
    ):
        assert answer.status_code >= 400
        assert answer.headers["RateLimit-Limit"] == "120"
        assert int(answer.headers["RateLimit-Remaining"]) < 120
        assert 1 <= int(answer.headers["RateLimit-Reset"]) <= _MINUTE
    assert "RateLimit-Limit" not in fresh.get("/v1/health").headers
    assert "RateLimit-Limit" not in httpx.get(f"{service.stack.url}/v1/reports").headers
