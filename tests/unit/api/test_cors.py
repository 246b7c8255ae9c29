"""Which pages of other origins a browser lets at the API."""

import json
from typing import Any

import pytest

from chalicelib.api.routing import Routes
from chalicelib.domain.errors import Conflict
from chalicelib.doors.call import Call, Reply
from tests.fakes.gateway import REQUEST_ID, Gateway

LISTED, OTHER = "https://app.example", "https://elsewhere.example"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}


def _application(*origins: str) -> Gateway:
    """An API with one route that needs no key, behind the gateway's own routing."""
    routes = Routes("Things", "Things.")

    @routes.get("/v1/things", scope=None, answers={200: None})
    def read_things(_call: Call[None, Any]) -> Reply:
        return Reply({"object": "thing"})

    @routes.post("/v1/things", scope=None, answers={200: None})
    def make_thing(_call: Call[None, Any]) -> Reply:
        raise Conflict("No more", {"limit": 1})

    return Gateway(routes, *origins)


def _named(answer: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in answer["headers"].items() if name.startswith("Access-Control-") or name == "Vary"}


@pytest.mark.parametrize("headers", [{}, {"Origin": LISTED}, {"Origin": LISTED} | PREFLIGHT])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_where_no_origin_is_listed_nothing_is_said_of_any(method: str, headers: dict[str, str]) -> None:
    answer = _application().ask(method, headers=headers)
    assert _named(answer) == {}
    assert answer["statusCode"] == {"GET": 200, "POST": 409, "OPTIONS": 405}[method]


@pytest.mark.parametrize("path", ["/v1/things", "/v1/unheard-of"])
def test_a_preflight_is_answered_on_every_path(path: str) -> None:
    answer = _application(LISTED).ask("OPTIONS", path, {"Origin": LISTED} | PREFLIGHT)
    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert answer["headers"]["Access-Control-Allow-Origin"] == LISTED
    of_agents = {"Mcp-Method", "Mcp-Name", "Mcp-Protocol-Version"}
    sent = set(answer["headers"]["Access-Control-Allow-Headers"].split(", "))
    assert sent == {"Authorization", "Content-Type", "Idempotency-Key"} | of_agents
    assert "PATCH" in answer["headers"]["Access-Control-Allow-Methods"].split(", ")
    assert answer["headers"]["Vary"] == "Origin"
    assert answer["headers"]["X-Correlation-ID"] == REQUEST_ID


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/things", 200), ("POST", "/v1/things", 409), ("GET", "/v1/no", 404)])
def test_a_listed_origin_may_read_answers_and_errors_and_their_headers(method: str, path: str, status: int) -> None:
    answer = _application(OTHER, LISTED).ask(method, path, {"Origin": LISTED})
    assert answer["statusCode"] == status
    named = _named(answer)
    shown = set(named.pop("Access-Control-Expose-Headers").split(", "))
    assert named == {"Access-Control-Allow-Origin": LISTED, "Vary": "Origin"}
    assert {"X-Correlation-ID", "RateLimit-Remaining", "Retry-After", "Location", "Idempotency-Replayed", "Allow"} <= shown


@pytest.mark.parametrize("origin", [OTHER, "null", "", f"{LISTED}.evil.example", f"{LISTED}:8443", "http://app.example"])
def test_no_other_origin_is_told_anything(origin: str) -> None:
    ask = _application(LISTED).ask
    assert _named(ask("GET", headers={"Origin": origin})) == {"Vary": "Origin"}
    refused = ask("OPTIONS", headers={"Origin": origin} | PREFLIGHT)
    assert (refused["statusCode"], refused["headers"]["Allow"]) == (405, "GET, POST")
    assert _named(refused) == {"Vary": "Origin"}


def test_what_is_no_preflight_is_a_method_like_any_other() -> None:
    answer = _application(LISTED).ask("OPTIONS", headers={"Origin": LISTED})
    assert (answer["statusCode"], json.loads(answer["body"])["error"]["code"]) == (405, "method_not_allowed")
    unknown = _application().ask("OPTIONS", "/v1/no")
    assert (unknown["statusCode"], json.loads(unknown["body"])["error"]["code"]) == (404, "not_found")
