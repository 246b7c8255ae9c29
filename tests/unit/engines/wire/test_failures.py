from typing import Any

import pytest

from chalicelib.engines.wire.failures import of_status, retry_after, without_secrets
from chalicelib.usecases.ports.engines import AskFailed, AskLater

NOW = "Sun, 22 Nov 2026 04:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0.2"}, 1),
        ({"retry-after": "Sun, 22 Nov 2026 04:01:30 GMT", "date": NOW}, 90),
        ({"retry-after": "Sun, 22 Nov 2026 03:00:00 GMT", "date": NOW}, 0),
        ({"retry-after": "Sun, 22 Nov 2026 04:01:30 GMT"}, None),
        ({"retry-after": "soon", "date": NOW}, None),
        ({}, None),
    ],
)
def test_when_to_come_back_is_told_in_seconds_or_as_a_date(headers: dict[str, str], seconds: int | None) -> None:
    assert retry_after(headers) == seconds


@pytest.mark.parametrize("body", [None, "text", {"error": "text"}, {"error": {"details": [1, {"retryDelay": "x"}]}}])
def test_a_body_without_a_delay_tells_none(body: Any) -> None:
    assert retry_after({}, body) is None


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_what_passes_is_asked_later(status: int) -> None:
    assert isinstance(of_status(status, {}, {}, key=""), AskLater)


def _google_quota(*details: dict[str, Any]) -> dict[str, Any]:
    said = "You exceeded your current quota, please check your plan and billing details."
    failure = {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaId": "RequestsPerMinutePerModel"}]}
    return {"error": {"code": 429, "message": said, "status": "RESOURCE_EXHAUSTED", "details": [failure, *details]}}


RETRY_INFO = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "2s"}
OUT_OF_CREDITS = {"error": {"message": "You are out of credits"}}


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({}, _google_quota(RETRY_INFO), 2),
        ({}, _google_quota(), None),
        ({"retry-after": "9"}, _google_quota(), 9),
        ({"retry-after": "9"}, OUT_OF_CREDITS, 9),
    ],
)
def test_a_quota_per_minute_is_asked_later_whatever_its_words(headers: dict[str, str], body: Any, seconds: int | None) -> None:
    condition = of_status(429, headers, body, key="")
    assert isinstance(condition, AskLater)
    assert condition.retry_after == seconds


@pytest.mark.parametrize("field", ["code", "type"])
def test_an_empty_account_is_told_by_its_code_whatever_the_headers(field: str) -> None:
    body = {"error": {"message": "You exceeded your current quota", field: "insufficient_quota"}}
    condition = of_status(429, {"retry-after": "9"}, body, key="")
    assert isinstance(condition, AskFailed)
    assert condition.code == "quota_exhausted"


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, {"error": {"message": "API key not valid. Please pass a valid API key."}}, "key_refused"),
        (400, {"code": "Client specified an invalid argument", "error": "Incorrect API key provided: xa***"}, "key_refused"),
        (401, "<html>401</html>", "key_refused"),
        (403, {"error": {"message": "Country, region, or territory not supported"}}, "access_refused"),
        (403, {"error": {"message": "The caller does not have permission"}}, "access_refused"),
        (402, {"error": {"message": "Insufficient credits"}}, "quota_exhausted"),
        (400, {"error": {"type": "invalid_request_error", "message": "Your credit balance is too low"}}, "quota_exhausted"),
        (429, OUT_OF_CREDITS, "quota_exhausted"),
        (404, {"type": "error", "error": {"type": "not_found_error", "message": "model: nope"}}, "unknown_model"),
        (400, {"error": {"message": "Invalid model 'nope'.", "type": "invalid_model", "code": 400}}, "unknown_model"),
        (400, {"error": {"code": "content_filter", "message": "The response was filtered"}}, "content_refused"),
        (400, {"error": {"message": "max_tokens is too large"}}, "request_refused"),
        (422, {"detail": "input: field required"}, "request_refused"),
        (301, "", "request_refused"),
    ],
)
def test_what_stays_is_final(status: int, body: Any, code: str) -> None:
    condition = of_status(status, {}, body, key="")
    assert isinstance(condition, AskFailed)
    assert condition.code == code


def test_the_vendors_words_come_along_without_the_key() -> None:
    condition = of_status(400, {}, {"error": {"message": "Bad field x,\n sent with my-own-key"}}, key="my-own-key")
    assert str(condition) == "request_refused: The platform answered HTTP 400: Bad field x, sent with ***"


@pytest.mark.parametrize("text", ["Incorrect API key: sk-ab12***wxyz", "pplx-1234567 is bad", "?api_key=abcdefgh&q=1", "Bearer abc.def"])
def test_what_looks_like_a_key_is_cut_out(text: str) -> None:
    line = without_secrets(text, "")
    assert "***" in line
    assert not [part for part in ("ab12", "1234567", "abcdefgh", "abc.def") if part in line]


def test_a_long_message_is_cut() -> None:
    assert len(without_secrets("word " * 200, "")) == 240
