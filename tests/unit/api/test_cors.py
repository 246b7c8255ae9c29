"""Which pages of other origins a browser lets at the API."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from chalice.app import Chalice

from chalicelib.api.call import Call, Reply
from chalicelib.api.routing import Routes, register
from chalicelib.domain.errors import Conflict
from infra.local.events import HttpRequest, gateway_event
from infra.local.routing import match

LISTED, OTHER = "https://app.example", "https://elsewhere.example"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}

type Ask = Callable[..., dict[str, Any]]


def _application(*origins: str) -> Ask:
    """An API with one route that needs no key, behind the gateway's own routing."""
    routes = Routes("Things", "Things.")

    @routes.get("/v1/things", scope=None, answers={200: None})
    def read_things(_call: Call[None, Any]) -> Reply:
        return Reply({"object": "thing"})

    @routes.post("/v1/things", scope=None, answers={200: None})
    def make_thing(_call: Call[None, Any]) -> Reply:
        raise Conflict("No more", {"limit": 1})

    app = Chalice("things", configure_logs=False)
    register(app, [routes], origins=origins)

    def ask(method: str, path: str = "/v1/things", **headers: str) -> dict[str, Any]:
        found = match(path, app.routes)
        assert found is not None
        request = HttpRequest(method, path, list(headers.items()), [], b"", "127.0.0.1")
        at = datetime(2026, 4, 22, tzinfo=UTC)
        event = gateway_event(request, found.resource, found.parameters, "9f6c4e8a-1d3b-4c8b-9f1e-7a3b1c2d3e4f", at, [])
        answer: dict[str, Any] = app(event, None)
        return answer

    return ask


def _named(answer: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in answer["headers"].items() if name.startswith("Access-Control-") or name == "Vary"}


@pytest.mark.parametrize("headers", [{}, {"Origin": LISTED}, {"Origin": LISTED} | PREFLIGHT])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_where_no_origin_is_listed_nothing_is_said_of_any(method: str, headers: dict[str, str]) -> None:
    answer = _application()(method, **headers)
    assert _named(answer) == {}
    assert answer["statusCode"] == {"GET": 200, "POST": 409, "OPTIONS": 405}[method]


@pytest.mark.parametrize("path", ["/v1/things", "/v1/unheard-of"])
def test_a_preflight_is_answered_on_every_path(path: str) -> None:
    answer = _application(LISTED)("OPTIONS", path, Origin=LISTED, **PREFLIGHT)
    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert answer["headers"]["Access-Control-Allow-Origin"] == LISTED
    assert set(answer["headers"]["Access-Control-Allow-Headers"].split(", ")) == {"Authorization", "Content-Type", "Idempotency-Key"}
    assert "PATCH" in answer["headers"]["Access-Control-Allow-Methods"].split(", ")
    assert answer["headers"]["Vary"] == "Origin"
    assert answer["headers"]["X-Correlation-ID"] == "9f6c4e8a-1d3b-4c8b-9f1e-7a3b1c2d3e4f"


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/things", 200), ("POST", "/v1/things", 409), ("GET", "/v1/no", 404)])
def test_a_listed_origin_may_read_answers_and_errors_and_their_headers(method: str, path: str, status: int) -> None:
    answer = _application(OTHER, LISTED)(method, path, Origin=LISTED)
    assert answer["statusCode"] == status
    named = _named(answer)
    shown = set(named.pop("Access-Control-Expose-Headers").split(", "))
    assert named == {"Access-Control-Allow-Origin": LISTED, "Vary": "Origin"}
    assert {"X-Correlation-ID", "RateLimit-Remaining", "Retry-After", "Location", "Idempotency-Replayed", "Allow"} <= shown


@pytest.mark.parametrize("origin", [OTHER, "null", "", f"{LISTED}.evil.example", f"{LISTED}:8443", "http://app.example"])
def test_no_other_origin_is_told_anything(origin: str) -> None:
    ask = _application(LISTED)
    assert _named(ask("GET", Origin=origin)) == {"Vary": "Origin"}
    refused = ask("OPTIONS", Origin=origin, **PREFLIGHT)
    assert (refused["statusCode"], refused["headers"]["Allow"]) == (405, "GET, POST")
    assert _named(refused) == {"Vary": "Origin"}


def test_what_is_no_preflight_is_a_method_like_any_other() -> None:
    answer = _application(LISTED)("OPTIONS", Origin=LISTED)
    assert (answer["statusCode"], json.loads(answer["body"])["error"]["code"]) == (405, "method_not_allowed")
    unknown = _application()("OPTIONS", "/v1/no")
    assert (unknown["statusCode"], json.loads(unknown["body"])["error"]["code"]) == (404, "not_found")
