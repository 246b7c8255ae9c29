"""What can be an Idempotency-Key, and what makes two requests the same."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attempt import repeatable
from chalicelib.domain.idempotency import KeyedRequest, is_key
from tests.fakes.time import FakeClock

REQUEST = KeyedRequest("acme", None, "k", "POST", "/v1/brands", {}, {}, b"{}")


@pytest.mark.parametrize("key", ["a", "a" * 255, "!~", "018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d", '"quoted"'])
def test_a_key_is_printable_ascii_without_spaces(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "a" * 256, "a b", " a", "a\n", "a\t", "é", "\x7f", "\x00"])
def test_anything_else_is_none(key: str) -> None:
    assert not is_key(key)


@pytest.mark.parametrize(
    "other",
    [
        {"restricted_to": "brand"},
        {"method": "PATCH"},
        {"route": "/v1/prompts"},
        {"path": {"id": "1"}},
        {"query": {"a": ["1"]}},
        {"body": b"{ }"},
    ],
)
def test_whatever_the_answer_depends_on_tells_requests_apart(other: dict[str, Any]) -> None:
    assert replace(REQUEST, **other).fingerprint != REQUEST.fingerprint


def test_the_order_of_a_query_does_not() -> None:
    one, other = replace(REQUEST, query={"a": ["1"], "b": ["2"]}), replace(REQUEST, query={"b": ["2"], "a": ["1"]})
    assert one.fingerprint == other.fingerprint


@given(st.binary(min_size=1, max_size=32), st.lists(st.integers(min_value=1, max_value=64), max_size=20))
def test_attempts_with_one_seed_draw_the_same_bytes_and_no_two_draws_are_equal(seed: bytes, lengths: list[int]) -> None:
    first, second = (repeatable(FakeClock().now, seed, resumes=resumes) for resumes in (False, True))
    drawn = [first.random(16 + length) for length in lengths]
    assert drawn == [second.random(16 + length) for length in lengths]
    assert len(set(drawn)) == len(drawn)
    assert [len(one) for one in drawn] == [16 + length for length in lengths]
