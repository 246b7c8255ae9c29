import pytest

from chalicelib.domain.errors import (
    BrandNotAuthorized,
    Conflict,
    Fault,
    Forbidden,
    InsufficientScope,
    InvalidBody,
    InvalidQuery,
    KnownCondition,
    NotFound,
    RateLimitExceeded,
    Unauthorized,
    Unavailable,
)
from chalicelib.domain.rate_limit import Allowance, Tier
from chalicelib.doors.envelope import MethodNotAllowed, PayloadTooLarge, UnsupportedMediaType, problem

FAULT = Fault(("body", "title"), "too long", "string_too_long")
CATALOGUE: list[tuple[KnownCondition, int, str]] = [
    (InvalidQuery((FAULT,)), 400, "validation_error"),
    (Unauthorized(), 401, "unauthorized"),
    (InsufficientScope("read:reports", ("read:brands",)), 403, "insufficient_scope"),
    (BrandNotAuthorized(), 403, "brand_not_authorized"),
    (Forbidden("not yours"), 403, "forbidden"),
    (NotFound("report"), 404, "not_found"),
    (MethodNotAllowed(("GET",)), 405, "method_not_allowed"),
    (Conflict("no", {"status": "ready"}), 409, "conflict"),
    (PayloadTooLarge(10), 413, "payload_too_large"),
    (UnsupportedMediaType(("application/json",)), 415, "unsupported_media_type"),
    (InvalidBody((FAULT,)), 422, "body_validation_error"),
    (RateLimitExceeded(Tier.BURST, Allowance(120, 0, 17)), 429, "rate_limit_exceeded"),
    (Unavailable("the table", 3), 503, "service_unavailable"),
]


@pytest.mark.parametrize(("condition", "status", "code"), CATALOGUE, ids=str)
def test_every_known_condition_has_its_documented_status_and_code(condition: KnownCondition, status: int, code: str) -> None:
    answer = problem(condition)
    assert (answer.status, answer.code) == (status, code)


def test_the_catalogue_is_complete() -> None:
    assert {type(condition) for condition, _, _ in CATALOGUE} == set(_all_below(KnownCondition))


def test_the_envelope_has_the_documented_shape() -> None:
    body = problem(InvalidBody((FAULT, FAULT))).body("9f6c4e8a-1d3b-4c8b-9f1e-7a3b1c2d3e4f")
    assert body == {
        "error": {
            "code": "body_validation_error",
            "message": "Request body did not match the expected schema",
            "details": {"errors": [{"loc": ["body", "title"], "msg": "too long", "type": "string_too_long"}] * 2},
        },
        "request_id": "9f6c4e8a-1d3b-4c8b-9f1e-7a3b1c2d3e4f",
    }


def test_details_are_left_out_where_there_are_none() -> None:
    assert "details" not in problem(NotFound("report")).body("id")["error"]


def test_the_headers_that_clients_act_on_are_there() -> None:
    assert problem(Unauthorized()).headers == {"WWW-Authenticate": "Bearer"}
    assert problem(MethodNotAllowed(("GET", "POST"))).headers == {"Allow": "GET, POST"}
    assert problem(Unavailable("the table", 3)).headers == {"Retry-After": "3"}


def test_a_refused_request_is_told_which_limit_and_when_to_come_back() -> None:
    answer = problem(RateLimitExceeded(Tier.PAID, Allowance(120, 57, 17)))
    assert answer.details == {"retry_after": 17, "scope": "llm"}
    assert answer.headers == {
        "Retry-After": "17",
        "RateLimit-Limit": "120",
        "RateLimit-Remaining": "57",
        "RateLimit-Reset": "17",
    }


def test_what_the_catalogue_does_not_know_is_a_bug() -> None:
    class Unheard(KnownCondition):
        pass

    with pytest.raises(AssertionError):
        problem(Unheard())


def _all_below(base: type[KnownCondition]) -> set[type[KnownCondition]]:
    return {kind for kind in base.__subclasses__() if kind.__module__.startswith("chalicelib.")}


def test_what_is_all_faults_is_answered_with_the_first_thousand_and_how_many_more_there_are() -> None:
    faults = tuple(Fault(("body", str(number)), "Extra inputs are not permitted", "extra_forbidden") for number in range(1234))
    errors = problem(InvalidBody(faults)).body("id")["error"]["details"]["errors"]
    assert [error["loc"] for error in errors[:-1]] == [["body", str(number)] for number in range(1000)]
    assert errors[-1] == {"loc": ["body"], "msg": "234 more faults are not listed", "type": "too_many_faults"}
    assert len(problem(InvalidBody(faults[:1000])).body("id")["error"]["details"]["errors"]) == 1000


def test_a_name_that_is_all_of_a_body_is_not_said_back_whole() -> None:
    errors = problem(InvalidBody((Fault(("body", 7, '"' * 1_000_000), "no", "extra_forbidden"),))).body("id")["error"]["details"]["errors"]
    assert errors[0]["loc"] == ["body", 7, '"' * 199 + "…"]
