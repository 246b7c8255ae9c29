"""A request that is sent again with its key is answered as it was the first time."""

import json
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.api import idempotency
from chalicelib.api.endpoint import Endpoint
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.errors import (
    Conflict,
    Fault,
    Forbidden,
    InvalidBody,
    InvalidQuery,
    KnownCondition,
    NotFound,
    Unavailable,
)
from chalicelib.domain.idempotency import KeyedRequest
from chalicelib.doors.call import Reply
from chalicelib.usecases.claim_request import ClaimRequest
from tests.fakes.idempotency import FakeIdempotencyRecords
from tests.fakes.mortal import Death, Fate, Killed
from tests.fakes.time import CountingRandom, FakeClock

REQUEST = KeyedRequest("acme", None, "k", "POST", "/v1/brands", {}, {}, b"{}")
MADE = Reply({"object": "brand", "id": "1"}, 201, {"Location": "https://api.example/v1/brands/1"})


class Views:
    """A view that answers in turn with what it is given, and remembers its attempts."""

    def __init__(self, *outcomes: Reply | Exception) -> None:
        self.outcomes = list(outcomes)
        self.attempts: list[Attempt] = []

    def __call__(self, attempt: Attempt) -> Reply:
        self.attempts.append(attempt)
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def records() -> FakeIdempotencyRecords:
    return FakeIdempotencyRecords()


@pytest.fixture
def claim(records: FakeIdempotencyRecords, clock: FakeClock, random: CountingRandom) -> ClaimRequest:
    return ClaimRequest(records, clock, random)


def _answer(claim: ClaimRequest, view: Any, request: KeyedRequest = REQUEST, request_id: str = "r") -> Reply:
    return idempotency.answer_once(claim, request, view, request_id)


def _reason(claim: ClaimRequest, request: KeyedRequest, view: Any = None) -> str | int:
    with pytest.raises(Conflict) as refused:
        _answer(claim, view or Views(), request)
    return refused.value.details["reason"]


def test_a_repeat_has_the_first_status_body_and_headers_and_says_that_it_is_one(claim: ClaimRequest) -> None:
    view = Views(MADE)
    assert _answer(claim, view) is MADE
    replay = _answer(claim, view)
    assert (replay.status, replay.content) == (201, MADE.content)
    assert replay.headers == MADE.headers | {"Idempotency-Replayed": "true"}


def test_a_reply_without_a_body_is_replayed_without_one(claim: ClaimRequest) -> None:
    _answer(claim, Views(Reply(status=204)))
    replay = _answer(claim, Views())
    assert (replay.status, replay.body) == (204, None)


@pytest.mark.parametrize(
    "changed", [{"method": "PATCH"}, {"route": "/v1/other"}, {"body": b"{} "}, {"query": {"a": ["1"]}}, {"path": {"x": "1"}}]
)
def test_the_same_key_with_another_request_is_a_conflict(claim: ClaimRequest, changed: dict[str, Any]) -> None:
    _answer(claim, Views(MADE))
    assert _reason(claim, replace(REQUEST, **changed)) == "idempotency_key_reused"


def test_a_caller_of_another_brand_is_never_handed_the_answer(claim: ClaimRequest) -> None:
    _answer(claim, Views(MADE), replace(REQUEST, restricted_to="brand-1"))
    assert _reason(claim, replace(REQUEST, restricted_to="brand-2")) == "idempotency_key_reused"
    assert _reason(claim, REQUEST) == "idempotency_key_reused"


def test_another_organizations_key_is_another_key(claim: ClaimRequest) -> None:
    _answer(claim, Views(MADE))
    assert _answer(claim, Views(Reply(status=204)), replace(REQUEST, organization_id="other")).status == 204


def test_while_the_first_is_in_flight_a_repeat_is_a_conflict_that_says_when_to_come_again(claim: ClaimRequest) -> None:
    def meanwhile(_attempt: Attempt) -> Reply:
        with pytest.raises(Conflict) as refused:
            _answer(claim, Views())
        assert (refused.value.details["reason"], refused.value.retry_after) == ("idempotency_key_in_flight", 1)
        return MADE

    assert _answer(claim, meanwhile) is MADE


def test_after_a_day_the_key_is_new(claim: ClaimRequest, clock: FakeClock) -> None:
    _answer(claim, Views(MADE))
    clock.pass_(hours=23, minutes=59)
    assert "Idempotency-Replayed" in _answer(claim, Views()).headers
    clock.pass_(minutes=1)
    assert _answer(claim, Views(Reply(status=204))).status == 204


@pytest.mark.parametrize("decided", [NotFound("brand", "brand_id"), Conflict("Full", {"limit": 50})])
def test_what_a_use_case_decided_is_kept_with_an_id_of_each_answers_own(claim: ClaimRequest, decided: KnownCondition) -> None:
    with pytest.raises(type(decided)):
        _answer(claim, Views(decided))
    replay = _answer(claim, Views(), request_id="another")
    body = json.loads(replay.content)
    assert body["request_id"] == "another"
    assert body["error"]["details"] in ({"field": "brand_id"}, {"limit": 50})
    assert replay.status == {"not_found": 404, "conflict": 409}[body["error"]["code"]]
    assert replay.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("refused", [InvalidBody((Fault(("body",), "", ""),)), InvalidQuery(()), Forbidden("no")])
def test_a_refused_request_leaves_its_key_free_for_a_better_one(
    claim: ClaimRequest, records: FakeIdempotencyRecords, refused: KnownCondition
) -> None:
    with pytest.raises(type(refused)):
        _answer(claim, Views(refused))
    assert len(records) == 0
    assert _answer(claim, Views(MADE), replace(REQUEST, body=b"better")) is MADE


@pytest.mark.parametrize("failure", [Unavailable("the table"), RuntimeError("a bug")])
def test_after_a_failure_the_same_request_runs_at_once_and_makes_the_same_thing(claim: ClaimRequest, failure: Exception) -> None:
    view = Views(failure, MADE)
    with pytest.raises(type(failure)):
        _answer(claim, view)
    assert _reason(claim, replace(REQUEST, body=b"another")) == "idempotency_key_reused"
    assert _answer(claim, view) is MADE
    first, second = view.attempts
    assert (first.resumes, second.resumes) == (False, True)
    assert (first.clock(), first.random(10)) == (second.clock(), second.random(10))


def test_a_repeat_takes_over_when_the_lease_of_one_that_died_has_run_out(claim: ClaimRequest, clock: FakeClock) -> None:
    view = Views(MADE)
    with pytest.raises(Killed):
        _answer(claim, Fate(1, Death.AFTER).befall(_Named(view)).answer)
    clock.pass_(seconds=59)
    assert _reason(claim, REQUEST) == "idempotency_key_in_flight"
    clock.pass_(seconds=1)
    again = Views(MADE)
    assert _answer(claim, again) is MADE
    assert (view.attempts[0].clock(), view.attempts[0].random(10)) == (again.attempts[0].clock(), again.attempts[0].random(10))


class _Named:
    def __init__(self, view: Views) -> None:
        self.answer = view


def test_what_one_that_lost_its_lease_comes_to_is_not_kept(claim: ClaimRequest, clock: FakeClock) -> None:
    def slow(_attempt: Attempt) -> Reply:
        clock.pass_(seconds=61)
        _answer(claim, Views(MADE))
        return Reply(status=204)

    assert _answer(claim, slow).status == 204
    assert _answer(claim, Views()).status == 201


def test_removing_again_what_an_attempt_that_died_removed_is_no_404(claim: ClaimRequest, clock: FakeClock) -> None:
    delete = replace(REQUEST, method="DELETE")
    with pytest.raises(RuntimeError):
        _answer(claim, Views(RuntimeError()), delete)
    assert _answer(claim, Views(NotFound("brand")), delete).status == 204
    with pytest.raises(NotFound):
        _answer(claim, Views(NotFound("brand")), replace(delete, key="another"))


@pytest.mark.parametrize(
    ("answered", "kept"),
    [
        ({"object": "api_key", "id": "1", "key": "folio_secret"}, {"object": "api_key", "id": "1", "key": None}),
        (
            {"object": "report", "pdf_url": "https://signed", "pdf_url_expires_in_seconds": 900},
            {"object": "report", "pdf_url": None, "pdf_url_expires_in_seconds": None},
        ),
        ({"object": "report_template", "key": "weekly"}, {"object": "report_template", "key": "weekly"}),
    ],
)
def test_a_replay_holds_no_secret_and_no_old_link(claim: ClaimRequest, answered: dict[str, Any], kept: dict[str, Any]) -> None:
    assert json.loads(_answer(claim, Views(Reply(answered, 201))).content) == answered
    assert json.loads(_answer(claim, Views()).content) == kept


class _Failing(FakeIdempotencyRecords):
    """Storing an answer fails, as where the table is throttled."""

    def keep(self, record: Any, answer: bytes) -> None:  # noqa: ARG002 - the port's own
        raise Unavailable("the table")


def test_where_the_answer_can_not_be_kept_it_is_given_all_the_same(clock: FakeClock, random: CountingRandom) -> None:
    claim = ClaimRequest(_Failing(), clock, random)
    assert _answer(claim, Views(MADE)) is MADE
    assert _reason(claim, REQUEST) == "idempotency_key_in_flight"


class _Forgetful(FakeIdempotencyRecords):
    """The first record is stored, and the client, which hears nothing of it, stores it again."""

    def add(self, record: Any, now: Any) -> None:
        super().add(record, now)
        super().add(record, now)


def test_a_record_that_was_written_twice_is_ones_own(clock: FakeClock, random: CountingRandom) -> None:
    assert _answer(ClaimRequest(_Forgetful(), clock, random), Views(MADE)) is MADE


@pytest.mark.parametrize(("method", "path", "scope"), [("PUT", "/v1/x", "s"), ("GET", "/v1/x", "s"), ("POST", "/mcp/reports", "s")])
def test_other_methods_and_other_doors_do_not_look_at_the_header(method: str, path: str, scope: str) -> None:
    endpoint = Endpoint(method, path, lambda _call: MADE, scope, {})
    assert idempotency.key_of(endpoint, {"idempotency-key": "not a key"}) is None


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_what_can_be_no_key_is_a_fault_of_the_header(method: str) -> None:
    endpoint = Endpoint(method, "/v1/x", lambda _call: MADE, "s", {})
    assert idempotency.key_of(endpoint, {}) is None
    assert idempotency.key_of(endpoint, {"idempotency-key": "k"}) == "k"
    with pytest.raises(InvalidQuery) as refused:
        idempotency.key_of(endpoint, {"idempotency-key": "not a key"})
    assert [fault.loc for fault in refused.value.faults] == [("header", "Idempotency-Key")]
