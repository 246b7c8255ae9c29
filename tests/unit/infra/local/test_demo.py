import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console
from rich.progress import Progress

from infra.local.demo import DemoFailed, Request, ServiceFailed, Steps, rows_of

TODAY = date(2026, 11, 22)
OWN = """date,campaign_id,campaign_name,cost,impressions,clicks,conversions,conversion_value,currency
2026-03-01,a,Brand,1.00,10,1,0,0,chf
2026-03-09,a,Brand,2.00,10,1,0,0,chf
2026-03-10,a,Brand,-2.00,10,1,0,0,chf
"""
LOADED = {"rows_read": 2, "rows_stored": 1, "rows_unchanged": 0, "rows_refused": 1}
REFUSED = [{"line": 3, "field": "cost", "reason": "below zero"}]
READY = {"status": "ready", "is_final": True, "pdf_url": "http://files/pdf", "progress": None}
FAILED = {"status": "failed", "is_final": True, "error_code": "no_data", "error_message": "There are no rows.", "progress": None}
RENDERING = {"status": "rendering", "is_final": False, "progress": {"step": "render", "completed": 1, "total": 3}}


class FakeApi:
    """Answers as the API does, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.reports = iter([RENDERING, READY])
        self.loading: tuple[int, dict[str, Any]] = (200, {**LOADED, "refused": REFUSED})

    def __call__(self, request: httpx.Request) -> httpx.Response:
        is_json = request.headers.get("Content-Type") == "application/json"
        self.asked.append((request.method, request.url.path, json.loads(request.content) if is_json else request.content))
        match request.method, request.url.path:
            case "POST", "/v1/ad-accounts":
                return httpx.Response(201, json={**json.loads(request.content), "id": "acct"})
            case "PUT", _:
                return httpx.Response(self.loading[0], json=self.loading[1])
            case "POST", "/v1/reports":
                return httpx.Response(202, json={"id": "rpt"})
            case _:
                return httpx.Response(200, json=next(self.reports))


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def said() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def steps(api: FakeApi, said: io.StringIO) -> Iterator[Steps]:
    with httpx.Client(transport=httpx.MockTransport(api), base_url="http://api") as client:
        yield Steps(client, Progress(console=Console(file=said, width=200)), lambda url: f"the file of {url}".encode())


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    csv = tmp_path / "my shop.csv"
    csv.write_text(OWN)
    return Request(csv, None, None, None, tmp_path / "out", TODAY)


def test_own_rows_become_a_pdf_of_their_last_7_days(api: FakeApi, steps: Steps, request_: Request) -> None:
    pdf = steps.report(rows_of(request_), request_)
    assert pdf == request_.out / "my-shop-weekly_check_in-2026-03-09.pdf"
    assert pdf.read_bytes() == b"the file of http://files/pdf"
    asked = {(method, path): body for method, path, body in api.asked}
    assert asked["POST", "/v1/ad-accounts"]["currency"] == "CHF"
    assert asked["PUT", "/v1/ad-accounts/acct/metrics/csv"] == OWN.encode()
    wanted = asked["POST", "/v1/reports"]
    assert (wanted["template_key"], wanted["period_start"], wanted["period_end"]) == ("weekly_check_in", "2026-03-03", "2026-03-09")


def test_without_a_file_the_sample_is_loaded(api: FakeApi, steps: Steps, request_: Request) -> None:
    request_ = replace(request_, csv=None)
    steps.report(rows_of(request_), request_)
    asked = {(method, path): body for method, path, body in api.asked}
    assert len(asked["PUT", "/v1/ad-accounts/acct/metrics"]["rows"]) == 90 * 8
    assert asked["POST", "/v1/reports"]["period_end"] == "2026-11-21"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 3, 1), date(2026, 3, 2), ("2026-03-01", "2026-03-02")),
        (date(2026, 3, 1), None, ("2026-03-01", "2026-03-07")),
        (None, date(2026, 3, 8), ("2026-03-02", "2026-03-08")),
    ],
)
def test_from_and_to_choose_the_days(
    api: FakeApi, steps: Steps, request_: Request, start: date | None, end: date | None, expected: tuple[str, str]
) -> None:
    request_ = replace(request_, start=start, end=end)
    steps.report(rows_of(request_), request_)
    body = next(body for method, path, body in api.asked if (method, path) == ("POST", "/v1/reports"))
    assert (body["period_start"], body["period_end"]) == expected


def test_refused_rows_are_told_with_line_field_and_reason(steps: Steps, request_: Request, said: io.StringIO) -> None:
    steps.report(rows_of(request_), request_)
    assert "refused line 3: cost: below zero" in said.getvalue()


def test_a_file_that_the_api_can_not_read_ends_with_what_it_said(api: FakeApi, steps: Steps, request_: Request) -> None:
    faults = [{"loc": ["body", "date"], "msg": "there is no day column", "type": "missing"}]
    api.loading = (422, {"error": {"code": "body_validation_error", "message": "No rows", "details": {"errors": faults}}})
    with pytest.raises(DemoFailed, match=r"422: No rows – body\.date: there is no day column") as ended:
        steps.report(rows_of(request_), request_)
    assert not isinstance(ended.value, ServiceFailed)


def test_a_service_that_breaks_is_told_apart_from_a_file_that_is_wrong(api: FakeApi, steps: Steps, request_: Request) -> None:
    api.loading = (500, {"error": {"code": "internal_error", "message": "An unexpected error occurred"}})
    with pytest.raises(ServiceFailed, match="500: An unexpected error"):
        steps.report(rows_of(request_), request_)


def test_a_file_without_a_good_row_ends_there(api: FakeApi, steps: Steps, request_: Request) -> None:
    api.loading = (200, {**LOADED, "rows_stored": 0, "refused": REFUSED})
    with pytest.raises(DemoFailed, match="No row was stored"):
        steps.report(rows_of(request_), request_)


def test_a_report_that_fails_ends_with_its_reason(api: FakeApi, steps: Steps, request_: Request) -> None:
    api.reports = iter([RENDERING, FAILED])
    with pytest.raises(DemoFailed, match=r"The report is failed: There are no rows\. \(no_data\)"):
        steps.report(rows_of(request_), request_)


def test_a_window_never_begins_before_a_report_may(api: FakeApi, steps: Steps, request_: Request) -> None:
    request_ = replace(request_, end=date(2000, 1, 3))
    steps.report(rows_of(request_), request_)
    body = next(body for method, path, body in api.asked if (method, path) == ("POST", "/v1/reports"))
    assert (body["period_start"], body["period_end"]) == ("2000-01-01", "2000-01-03")


def test_a_file_that_is_no_rows_is_said_before_anything_starts(request_: Request) -> None:
    assert request_.csv is not None
    request_.csv.write_text("a,b\n1,2\n")
    with pytest.raises(DemoFailed, match=r"my shop\.csv: date, .*No such column in the file\. Found: a, b"):
        rows_of(request_)


def test_a_file_that_is_not_there_is_said_in_one_line(request_: Request) -> None:
    with pytest.raises(DemoFailed, match=r"nowhere\.csv can't be read: No such file or directory"):
        rows_of(replace(request_, csv=Path("nowhere.csv")))
