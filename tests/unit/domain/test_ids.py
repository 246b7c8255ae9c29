from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import ids

AT = datetime(2026, 4, 22, 9, 0, 0, 123000, tzinfo=UTC)


def test_a_uuid7_carries_its_instant_version_and_variant() -> None:
    uuid = ids.uuid7(AT, bytes(range(10)))
    assert uuid.version == 7
    assert uuid.variant == "specified in RFC 4122"
    assert uuid.int >> 80 == 1776848400123


@given(st.binary(min_size=10, max_size=10), st.integers(1, 10**9), st.binary(min_size=10, max_size=10))
def test_ids_sort_by_time_whatever_their_random_bits(earlier: bytes, later_by: int, later: bytes) -> None:
    first = ids.prefixed(ids.REPORT, ids.uuid7(AT, earlier))
    second = ids.prefixed(ids.REPORT, ids.uuid7(AT + timedelta(milliseconds=later_by), later))
    assert first < second


@given(st.uuids())
def test_a_prefixed_id_is_its_uuid_in_base32(uuid: UUID) -> None:
    text = ids.prefixed(ids.REPORT, uuid)
    assert ids.is_prefixed(ids.REPORT, text)
    number = 0
    for character in text.removeprefix("ad_rpt_"):
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(character)
    assert UUID(int=number) == uuid


def test_a_derived_id_is_the_same_each_time_and_another_for_another_identity() -> None:
    assert ids.derived_uuid7(AT, "schedule", "slot") == ids.derived_uuid7(AT, "schedule", "slot")
    assert ids.derived_uuid7(AT, "ab", "c") != ids.derived_uuid7(AT, "a", "bc")


def test_what_only_looks_like_an_id_is_none() -> None:
    real = ids.prefixed(ids.REPORT, ids.uuid7(AT, bytes(10)))
    for text in ("", "ad_rpt_", real[:-1], real + "0", real.upper(), real.replace("ad_rpt", "ad_acct"), real[:-1] + "#", real + "\n"):
        assert not ids.is_prefixed(ids.REPORT, text)


def test_a_uuid_is_known_as_it_is_answered_and_in_no_other_writing() -> None:
    real = ids.new_uuid(AT, bytes)
    assert ids.is_uuid(real)
    for text in ("", "x", real.upper() + "A", f"{{{real}}}", real.replace("-", ""), real + "\n", "#" + real[1:]):
        assert not ids.is_uuid(text)


@given(st.integers(0, 2**46))
def test_a_prefixed_id_tells_the_instant_that_it_was_made_for(milliseconds: int) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    assert abs(ids.made_at(ids.prefixed(ids.REPORT, ids.uuid7(at, bytes(10)))) - at) <= timedelta(milliseconds=1)
