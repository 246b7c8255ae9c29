import base64
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.report_requests import ReportQuery
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import InvalidQuery
from chalicelib.domain.report import ReportStatus
from chalicelib.doors.call import AnswerModel, Call, ListQuery
from chalicelib.doors.listing import decode_cursor, encode_cursor, page_answer
from tests.fakes.time import CountingRandom, FakeClock

CALLER = Caller("acme", "key-1", frozenset({"*"}), key_hash="a hash")
ATTEMPT = Attempt(FakeClock(), CountingRandom())
CALL = Call[Any, ListQuery](CALLER, None, ListQuery(), "/v1/things/{id}", {"id": "1"}, {}, "https://api.example", "r", ATTEMPT)
READY = replace(CALL, query=ReportQuery(status=ReportStatus.READY, limit=5))


def _with(call: Call[Any, ListQuery], cursor: str | None) -> Call[Any, ListQuery]:
    return replace(call, query=call.query.model_copy(update={"cursor": cursor}))


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_a_cursor_leads_to_where_the_page_ended_whatever_the_limit(after: str) -> None:
    cursor = encode_cursor(after, READY)
    again = replace(READY, query=ReportQuery(status=ReportStatus.READY, limit=50), correlation_id="s")
    assert decode_cursor(_with(again, cursor)) == after


def test_no_more_pages_is_no_cursor() -> None:
    assert encode_cursor(None, CALL) is None
    assert decode_cursor(CALL) is None


@pytest.mark.parametrize(
    "other",
    [
        {"query": ReportQuery(status=ReportStatus.FAILED)},
        {"query": ReportQuery()},
        {"route": "/v1/others/{id}"},
        {"path": {"id": "2"}},
        {"caller": replace(CALLER, key_hash="another")},
    ],
)
def test_a_cursor_fits_its_own_list_filters_and_caller_only(other: dict[str, Any]) -> None:
    cursor = encode_cursor("ad_rpt_x", READY)
    with pytest.raises(InvalidQuery):
        decode_cursor(_with(replace(READY, **other), cursor))


@pytest.mark.parametrize("cursor", ["", "x", "////", "bnVsbA", "WyJhIl0", "é", "W10", "A" * 22, "A" * 2000])
def test_nonsense_is_no_cursor(cursor: str) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        decode_cursor(_with(CALL, cursor))
    assert refusal.value.faults[0].loc == ("query", "cursor")


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=127))
def test_a_cursor_that_was_changed_anywhere_is_none(place: int, change: int) -> None:
    cursor = encode_cursor("ad_rpt_x", CALL)
    assert cursor is not None
    tampered = bytearray(base64.urlsafe_b64decode(cursor + "=="))
    tampered[place % len(tampered)] ^= change
    with pytest.raises(InvalidQuery):
        decode_cursor(_with(CALL, base64.urlsafe_b64encode(tampered).decode().rstrip("=")))


@pytest.mark.parametrize("more", ["=", "!", "A", " "])
def test_nor_is_one_with_something_behind_it(more: str) -> None:
    with pytest.raises(InvalidQuery):
        decode_cursor(_with(CALL, f"{encode_cursor('ad_rpt_x', CALL)}{more}"))


class Named(AnswerModel):
    name: str
    note: str | None = None


def test_a_page_has_its_entries_whole_and_says_where_it_goes_on() -> None:
    page = page_answer([Named(name="a"), Named(name="b", note="c")], "next")
    data = '[{"name":"a","note":null},{"name":"b","note":"c"}]'
    assert page.model_dump_json() == f'{{"object":"list","data":{data},"has_more":true,"next_cursor":"next"}}'


def test_a_last_page_has_no_cursor() -> None:
    assert page_answer([], None).model_dump() == {"object": "list", "data": [], "has_more": False, "next_cursor": None}
