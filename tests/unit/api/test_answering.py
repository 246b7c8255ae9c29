"""What becomes of a request, whatever its route."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from chalice.app import Request

from chalicelib.api.answering import MAX_ANSWER, base_url
from chalicelib.api.routing import Routes
from chalicelib.domain.errors import KnownCondition, NotFound, Stale, Unavailable
from chalicelib.doors.call import Call, Reply
from infra.local.events import HttpRequest, gateway_event
from tests.fakes.gateway import REQUEST_ID, Gateway
from tests.fakes.heard import listening


def _raising(error: Exception) -> Gateway:
    routes = Routes("Things", "Things.")

    @routes.get("/v1/things", scope=None, answers={200: None})
    def read_things(_call: Call[None, Any]) -> Reply:
        raise error

    return Gateway(routes)


def _answering(body: str) -> Gateway:
    routes = Routes("Things", "Things.")

    @routes.get("/v1/things", scope=None, answers={200: None})
    def read_things(_call: Call[None, Any]) -> Reply:
        return Reply(body)

    return Gateway(routes)


@pytest.fixture
def heard() -> Iterator[list[logging.LogRecord]]:
    with listening() as records:
        yield records


class NobodyMapped(KnownCondition):
    """A known condition that the catalogue does not know: a bug."""


@pytest.mark.parametrize(
    "bug", [KeyError("table folio-prod"), Stale("pk org#acme"), NobodyMapped("secret")], ids=lambda bug: type(bug).__name__
)
def test_a_bug_is_a_500_with_nothing_internal_in_it_and_is_logged_once(bug: Exception, heard: list[logging.LogRecord]) -> None:
    answer = _raising(bug).ask("GET")
    assert answer["statusCode"] == 500
    assert json.loads(answer["body"]) == {
        "error": {"code": "internal_error", "message": "An unexpected error occurred"},
        "request_id": REQUEST_ID,
    }
    assert str(bug.args[0]) not in json.dumps(answer)
    assert len(heard) == 1
    assert heard[0].exc_info is not None


def test_what_is_away_is_a_503_that_says_when_to_come_again(heard: list[logging.LogRecord]) -> None:
    answer = _raising(Unavailable("the table", 7)).ask("GET")
    assert (answer["statusCode"], answer["headers"]["Retry-After"]) == (503, "7")
    error = json.loads(answer["body"])["error"]
    assert error == {
        "code": "service_unavailable",
        "message": "Service temporarily unavailable, please retry",
        "details": {"retry_after": 7},
    }
    assert heard == [], "what a caller is told is no bug"


def test_an_answer_that_is_not_declared_is_a_bug(heard: list[logging.LogRecord]) -> None:
    routes = Routes("Things", "Things.")

    @routes.get("/v1/things", scope=None, answers={200: None})
    def read_things(_call: Call[None, Any]) -> Reply:
        return Reply(status=204)

    assert Gateway(routes).ask("GET")["statusCode"] == 500
    assert len(heard) == 1


@pytest.mark.parametrize(("letter", "most"), [("x", MAX_ANSWER - 2), ("é", MAX_ANSWER // 2 - 1)])
def test_an_answer_that_lambda_would_not_hand_on_is_to_be_asked_for_in_pieces(letter: str, most: int) -> None:
    assert _answering(f'"{letter * most}"').ask("GET")["statusCode"] == 200
    answer = _answering(f'"{letter * (most + 1)}"').ask("GET")
    assert answer["statusCode"] == 400
    (fault,) = json.loads(answer["body"])["error"]["details"]["errors"]
    assert (fault["loc"], fault["type"]) == (["query"], "answer_too_large")


@pytest.mark.parametrize(("given", "kept"), [(REQUEST_ID, True), ("test-invoke-request", False), ("", False)])
def test_a_request_has_the_gateways_id_or_one_of_our_own(given: str, *, kept: bool) -> None:
    answer = _raising(NotFound("thing")).ask("GET", request_id=given)
    made = answer["headers"]["X-Correlation-ID"]
    assert (made == given) is kept
    assert json.loads(answer["body"])["request_id"] == made == str(UUID(made))


@pytest.mark.parametrize(
    ("domain", "path", "in_context", "expected"),
    [
        (
            "abc.execute-api.eu-west-1.amazonaws.com",
            "/v1/things/7",
            "/api/v1/things/7",
            "https://abc.execute-api.eu-west-1.amazonaws.com/api",
        ),
        ("api.example", "/v1/things/7", "/v1/things/7", "https://api.example"),
        ("api.example", "/reports/v1/things/7", "/reports/v1/things/7", "https://api.example/reports"),
        ("api.example", "/a/b/v1/things/7", "/a/b/v1/things/7", "https://api.example/a/b"),
    ],
    ids=["a stage", "a custom domain", "with a base path", "with a base path of several levels"],
)
def test_links_lead_to_where_the_api_is_deployed(domain: str, path: str, in_context: str, expected: str) -> None:
    http = HttpRequest("GET", path, [("Host", domain), ("X-Forwarded-Proto", "https")], [], b"", "127.0.0.1")
    event = gateway_event(http, "/v1/things/{thing_id}", {"thing_id": "7"}, REQUEST_ID, datetime(2026, 4, 22, tzinfo=UTC), [])
    event["requestContext"] |= {"path": in_context, "domainName": domain}
    assert base_url(Request(event)) == expected


@pytest.mark.parametrize(
    ("body", "status", "kind"), [(b"", 200, None), (b"{}", 200, None), (b'{"x": 1}', 422, "extra_forbidden"), (b"x", 422, "json_invalid")]
)
def test_a_post_that_takes_no_body_refuses_fields_that_it_would_not_read(body: bytes, status: int, kind: str | None) -> None:
    routes = Routes("Things", "Things.")

    @routes.post("/v1/things", scope=None, answers={200: None})
    def do_things(call: Call[None, Any]) -> Reply:
        assert call.body is None
        return Reply()

    answer = Gateway(routes).ask("POST", body=body)
    assert answer["statusCode"] == status
    if kind is not None:
        assert [fault["type"] for fault in json.loads(answer["body"])["error"]["details"]["errors"]] == [kind]
