from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.call import Day, ListQuery, RequestModel
from chalicelib.api.parsing import parse_body, parse_json, parse_path, parse_query
from chalicelib.domain.errors import InvalidBody, InvalidQuery


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


def test_fractions_keep_every_digit() -> None:
    assert parse_json(b'{"cost": 12345678901234567.89}') == {"cost": Decimal("12345678901234567.89")}


@given(st.binary(max_size=60))
def test_no_body_is_ever_a_bug(raw: bytes) -> None:
    try:
        parse_body(Body, raw)
    except InvalidBody as refusal:
        assert refusal.faults


@pytest.mark.parametrize(
    "query", [{"limit": ["0"]}, {"limit": ["101"]}, {"limit": ["x"]}, {"limit": ["1", "2"]}, {"unknown": ["1"]}, {"limit": [""]}]
)
def test_a_bad_query_names_its_parameter(query: dict[str, Any]) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        parse_query(ListQuery, query)
    assert refusal.value.faults[0].loc == ("query", next(iter(query)))


def test_path_parameters_are_decoded() -> None:
    assert parse_path({"key": "a%2Fb%20c"}) == {"key": "a/b c"}
