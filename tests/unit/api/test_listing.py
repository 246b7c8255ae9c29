import pytest

from chalicelib.api.call import AnswerModel, ListQuery
from chalicelib.api.listing import decode_cursor, encode_cursor, page_answer
from chalicelib.api.report_requests import ReportQuery
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import InvalidQuery
from chalicelib.domain.report import ReportStatus

CALLER = Caller("acme", "key-1", frozenset({"*"}))


def test_a_cursor_leads_to_where_the_page_ended_whatever_the_limit() -> None:
    cursor = encode_cursor("ad_rpt_x", CALLER, ReportQuery(status=ReportStatus.READY, limit=5))
    assert decode_cursor(CALLER, ReportQuery(status=ReportStatus.READY, limit=50, cursor=cursor)) == "ad_rpt_x"


def test_no_more_pages_is_no_cursor() -> None:
    assert encode_cursor(None, CALLER, ListQuery()) is None
    assert decode_cursor(CALLER, ListQuery()) is None


@pytest.mark.parametrize(
    ("caller", "query"),
    [
        (CALLER, ReportQuery(status=ReportStatus.FAILED)),
        (CALLER, ReportQuery()),
        (Caller("beta", "key-2", frozenset({"*"})), ReportQuery(status=ReportStatus.READY)),
    ],
)
def test_a_cursor_fits_its_own_list_and_filters_only(caller: Caller, query: ReportQuery) -> None:
    cursor = encode_cursor("ad_rpt_x", CALLER, ReportQuery(status=ReportStatus.READY))
    with pytest.raises(InvalidQuery):
        decode_cursor(caller, query.model_copy(update={"cursor": cursor}))


@pytest.mark.parametrize("cursor", ["", "x", "////", "bnVsbA", "WyJhIl0", "é", "W10"])
def test_nonsense_is_no_cursor(cursor: str) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        decode_cursor(CALLER, ListQuery(cursor=cursor))
    assert refusal.value.faults[0].loc == ("query", "cursor")


def test_a_cursor_fits_the_list_of_its_own_account_only() -> None:
    cursor = encode_cursor("2026-03-01", CALLER, ListQuery(), of="ad_acct_1")
    assert decode_cursor(CALLER, ListQuery(cursor=cursor), of="ad_acct_1") == "2026-03-01"
    with pytest.raises(InvalidQuery):
        decode_cursor(CALLER, ListQuery(cursor=cursor), of="ad_acct_2")


class Named(AnswerModel):
    name: str
    note: str | None = None


def test_a_page_has_its_entries_whole_and_says_where_it_goes_on() -> None:
    page = page_answer([Named(name="a"), Named(name="b", note="c")], "next")
    data = '[{"name":"a","note":null},{"name":"b","note":"c"}]'
    assert page.model_dump_json() == f'{{"object":"list","data":{data},"has_more":true,"next_cursor":"next"}}'


def test_a_last_page_has_no_cursor() -> None:
    assert page_answer([], None).model_dump() == {"object": "list", "data": [], "has_more": False, "next_cursor": None}
