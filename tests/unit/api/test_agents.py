"""The HTTP side of the agents' door, before anybody is admitted; with a key it is walked over real HTTP."""

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from chalice.app import Chalice

from chalicelib.api.agents import PATH
from chalicelib.api.routing import register
from chalicelib.domain.errors import RateLimitExceeded
from chalicelib.doors.call import Call, NoQuery, Reply
from infra.local.events import HttpRequest, gateway_event
from tests.fakes.gateway import REQUEST_ID
from tests.fakes.heard import listening


class _Shut:
    """A door that nobody may come to."""

    def called_tool(self, _raw: bytes) -> str | None:
        return None

    def starts_paid_work(self, _tool: str) -> bool:
        return False

    def answer(self, _call: Call[bytes, NoQuery], _full: RateLimitExceeded | None) -> Reply:
        raise AssertionError("nobody was admitted")


class _Broken(_Shut):
    def called_tool(self, _raw: bytes) -> str | None:
        raise KeyError("inner")


def _ask(method: str, headers: Mapping[str, str], door: _Shut) -> dict[str, Any]:
    app = Chalice("things", configure_logs=False)
    register(app, [], door=door)
    request = HttpRequest(method, PATH, [("Content-Type", "application/json"), *headers.items()], [], b"{}", "127.0.0.1")
    event = gateway_event(request, PATH, {}, REQUEST_ID, datetime(2026, 4, 22, tzinfo=UTC), [])
    answer: dict[str, Any] = app(event, None)
    return answer | {"told": json.loads(answer["body"])}


@pytest.fixture
def heard() -> Iterator[list[logging.LogRecord]]:
    with listening() as records:
        yield records


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eDp5"}])
def test_without_a_key_there_is_no_door(headers: dict[str, str]) -> None:
    answer = _ask("POST", headers, _Shut())
    assert (answer["statusCode"], answer["headers"]["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["told"] == {
        "error": {"code": "unauthorized", "message": "Missing or invalid credentials"},
        "error_type": "auth_error",
        "request_id": REQUEST_ID,
    }
    assert answer["headers"]["X-Correlation-ID"] == REQUEST_ID


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "PATCH", "HEAD"])
def test_another_method_never_comes_to_the_door(method: str) -> None:
    answer = _ask(method, {}, _Broken())
    assert (answer["statusCode"], answer["headers"]["Allow"]) == (405, "POST")


def test_a_bug_is_told_without_anything_of_it_and_logged_once(heard: list[logging.LogRecord]) -> None:
    answer = _ask("POST", {"Authorization": "Bearer x"}, _Broken())
    assert answer["statusCode"] == 500
    assert answer["told"]["error_type"] == "internal_error"
    assert "inner" not in answer["body"]
    (record,) = heard
    assert record.__dict__["path"] == PATH
