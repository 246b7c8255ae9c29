import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from chalicelib.api.executions import ExecutionCreate
from chalicelib.api.report_requests import REPORT_REQUEST, ReportQuery, ReportRequest, VisibilityReportRequest
from chalicelib.domain.errors import Fault, InvalidBody, InvalidQuery
from chalicelib.doors.call import Day, Flag, ListQuery, RequestModel
from chalicelib.doors.fields import Line
from chalicelib.doors.parsing import both, parse_body, parse_json, parse_one_of, parse_optional_body, parse_path, parse_query


class Body(RequestModel):
    name: str
    day: Day


def test_every_fault_of_a_body_is_told_at_once() -> None:
    with pytest.raises(InvalidBody) as refusal:
        parse_body(Body, b'{"name": 1, "day": "2026-02-30", "extra": true}')
    assert {(fault.loc, fault.type) for fault in refusal.value.faults} == {
        (("body", "name"), "string_type"),
        (("body", "day"), "day"),
        (("body", "extra"), "extra_forbidden"),
    }


@pytest.mark.parametrize("day", ['"2026-3-1"', '"20260301"', '"2026-03-01T00:00:00Z"', "0", "null", '"2026-W10-7"', '"٢٠٢٦-٠٣-٠١"'])
def test_a_day_is_written_in_one_way_only(day: str) -> None:
    with pytest.raises(InvalidBody):
        parse_body(Body, f'{{"name": "a", "day": {day}}}'.encode())


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe{}", b'{"a": NaN}', b'{"a": -Infinity}', b"[" * 100_000, b'{"a": 1' + b"0" * 5000 + b"}"]
)
def test_what_is_no_json_is_a_fault_of_the_body(raw: bytes) -> None:
    with pytest.raises(InvalidBody) as refusal:
        parse_json(raw)
    assert refusal.value.faults[0].loc == ("body",)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"[1", "Expecting ',' delimiter"),
        (b'["\xff"]', "it is not in UTF-8"),
        (b"[NaN]", "NaN is no number of JSON"),
        (b"1" * 5000, "a number in it is too long"),
        (b"[" * 100_000, "it is nested too deeply"),
    ],
)
def test_who_sends_no_json_is_told_why_it_is_none(raw: bytes, why: str) -> None:
    with pytest.raises(InvalidBody) as refusal:
        parse_json(raw)
    assert refusal.value.faults[0].msg == f"The body could not be read as JSON: {why}"


def test_a_mark_that_an_editor_put_first_is_no_part_of_the_text() -> None:
    assert parse_json(b'\xef\xbb\xbf{"name": "Acme"}') == {"name": "Acme"}


def test_fractions_keep_every_digit() -> None:
    assert parse_json(b'{"cost": 12345678901234567.89}') == {"cost": Decimal("12345678901234567.89")}


@given(st.binary(max_size=60))
def test_no_body_is_ever_a_bug(raw: bytes) -> None:
    try:
        parse_body(Body, raw)
    except InvalidBody as refusal:
        assert refusal.faults


class BrandAppears(RequestModel):
    """A query with a yes or no."""

    brand_appears: Flag


@pytest.mark.parametrize(
    "query",
    [{"limit": ["0"]}, {"limit": ["101"]}, {"limit": ["x"]}, {"limit": ["1", "2"]}, {"unknown": ["1"]}, {"limit": [""]}]
    + [{"limit": [number]} for number in ("5.0", "1_0", " 5", "+5", "٥", "5" * 30)],
)
def test_a_bad_query_names_its_parameter(query: dict[str, Any]) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        parse_query(ListQuery, query)
    assert refusal.value.faults[0].loc == ("query", next(iter(query)))


@pytest.mark.parametrize(("value", "read"), [("true", True), ("false", False), ("True", None), ("yes", None), ("1", None), ("", None)])
def test_yes_or_no_is_true_or_false_and_nothing_else(value: str, *, read: bool | None) -> None:
    try:
        assert parse_query(BrandAppears, {"brand_appears": [value]}).brand_appears is read
    except InvalidQuery as refusal:
        assert read is None
        assert refusal.faults[0].type == "bool_parsing"


def test_path_parameters_are_decoded() -> None:
    assert parse_path({"key": "a%2Fb%20c"}) == {"key": "a/b c"}


@pytest.mark.parametrize(
    "text", ['"\\ud800"', '"\\uDFFF"', '{"sections": ["a\\ud83d"]}', '{"\\udc00": 1}', '"\\udc00\\ud800"', '"\\ud800\\\\udc00"']
)
def test_half_of_a_character_is_a_fault_of_the_body(text: str) -> None:
    with pytest.raises(InvalidBody) as refusal:
        parse_json(text.encode())
    assert [(fault.loc, fault.type) for fault in refusal.value.faults] == [(("body",), "lone_surrogate")]


@pytest.mark.parametrize(("text", "value"), [('"\\ud83d\\ude00"', "😀"), ('"\\\\ud800"', "\\ud800"), ('"\\u00e9\\n"', "é\n")])
def test_whole_characters_may_be_escaped(text: str, value: str) -> None:
    assert parse_json(text.encode()) == value


def test_a_text_that_is_too_long_is_counted_in_characters() -> None:
    class Titled(RequestModel):
        title: Annotated[Line, Field(max_length=3)]
        tags: Annotated[list[str], Field(max_length=1)]

    with pytest.raises(InvalidBody) as refusal:
        parse_body(Titled, b'{"title": "four", "tags": ["a", "b"]}')
    assert [(fault.msg, fault.type) for fault in refusal.value.faults] == [
        ("String should have at most 3 characters", "string_too_long"),
        ("List should have at most 1 item, not 2", "too_long"),
    ]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-01T10:00:00Z", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("2026-03-01T10:00+01:00", datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ("2026-03-01T10:00:00.1234Z", datetime(2026, 3, 1, 10, 0, 0, 123000, tzinfo=UTC)),
        ("1960-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_since_is_an_instant_with_an_offset_and_never_before_1970(text: str, instant: datetime) -> None:
    assert parse_query(ReportQuery, {"since": [text]}).since == instant


@pytest.mark.parametrize(
    "text",
    [
        "1700000000",
        "2026-03-01",
        "2026-03-01T10:00:00",
        "2026-03-01 10:00:00Z",
        "2026-02-30T10:00:00Z",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-12:00",
        "2026-W10-7T10:00:00Z",
        "",
    ],
)
def test_what_is_no_instant_is_a_fault_of_the_query(text: str) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        parse_query(ReportQuery, {"since": [text]})
    assert [(fault.loc, fault.type) for fault in refusal.value.faults] == [(("query", "since"), "timestamp")]


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("0001-01-01", "0001-01-02", {"period_start", "period_end"}),
        ("1999-12-31", "2000-01-02", {"period_start"}),
        ("2099-12-31", "2100-01-01", {"period_end"}),
        ("2000-01-01", "2000-01-02", set()),
        ("2099-12-30", "2099-12-31", set()),
    ],
)
def test_a_reports_days_lie_where_rows_can(start: str, end: str, wrong: set[str]) -> None:
    body = {"template_key": "t", "ad_account_ids": ["a"], "period_start": start, "period_end": end}
    try:
        parse_body(ReportRequest, json.dumps(body).encode())
        found = set()
    except InvalidBody as refusal:
        assert {fault.type for fault in refusal.faults} == {"day_range"}
        found = {str(fault.loc[1]) for fault in refusal.faults}
    assert found == wrong


@pytest.mark.parametrize("raw", [b"", b"null", b"{}"])
def test_a_body_that_may_be_left_out_may_be_null(raw: bytes) -> None:
    assert parse_optional_body(ExecutionCreate, raw) == ExecutionCreate()


@pytest.mark.parametrize("raw", [b"[]", b'"text"', b"0", b"false"])
def test_a_body_that_is_no_object_is_told_so_without_a_class_of_ours(raw: bytes) -> None:
    with pytest.raises(InvalidBody) as refusal:
        parse_optional_body(ExecutionCreate, raw)
    (fault,) = refusal.value.faults
    assert (fault.loc, fault.msg) == (("body",), "Input should be an object")


WEEKLY = {"template_key": "weekly_check_in", "ad_account_ids": ["a"], "period_start": "2026-03-01", "period_end": "2026-03-07"}


def _report_request(sent: Any) -> BaseModel:
    return parse_one_of(REPORT_REQUEST, json.dumps(sent).encode())


def test_a_report_request_is_of_the_family_that_it_names_and_null_names_none() -> None:
    assert isinstance(_report_request({"region_config_id": "config-1"}), VisibilityReportRequest)
    assert _report_request(WEEKLY | {"region_config_id": None}) == _report_request(WEEKLY)
    assert isinstance(_report_request(WEEKLY), ReportRequest)


@pytest.mark.parametrize("sent", [[], None, "text", {"region_config_id": None}, WEEKLY | {"region_config_id": "config-1"}])
def test_a_report_request_of_no_family_or_of_both_is_refused(sent: Any) -> None:
    with pytest.raises(InvalidBody):
        _report_request(sent)


def test_every_fault_of_a_query_is_told_at_once() -> None:
    with pytest.raises(InvalidQuery) as refusal:
        parse_query(ReportQuery, {"limit": ["0", "1"], "kind": ["x"], "surprise": ["1"]})
    assert {(fault.loc, fault.type) for fault in refusal.value.faults} == {
        (("query", "limit"), "repeated"),
        (("query", "kind"), "enum"),
        (("query", "surprise"), "extra_forbidden"),
    }


def _refusing(name: str) -> Any:
    def read() -> None:
        raise InvalidQuery((Fault(("header", name), "", ""),))

    return read


@pytest.mark.parametrize(("first", "second", "told"), [("a", "b", "ab"), ("a", None, "a"), (None, "b", "b")])
def test_the_faults_of_two_readers_are_told_together(first: str | None, second: str | None, told: str) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        both(*(_refusing(name) if name else lambda: None for name in (first, second)))
    assert "".join(str(fault.loc[1]) for fault in refusal.value.faults) == told
    assert both(lambda: 1, lambda: 2) == (1, 2)
