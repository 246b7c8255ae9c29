from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.apportionment import apportioned

COUNTS = st.lists(st.integers(0, 5000), min_size=1, max_size=12).filter(any)
STEP = {0: Decimal("0.01"), 1: Decimal("0.001")}


def test_the_largest_remainders_are_rounded_up() -> None:
    # 93, 57, 48, 48, 30 of 276 are 33.696, 20.652, 17.391, 17.391, 10.870 %: one by one they would print as 100.1.
    assert apportioned([93, 57, 48, 48, 30], 1) == [Decimal(share) / 1000 for share in (337, 206, 174, 174, 109)]


def test_a_kept_share_is_rounded_by_itself_and_the_others_make_up_the_whole() -> None:
    # 3 of 7 are 42.86 %, 2 of 7 are 28.57 %.
    assert apportioned([3, 2, 2], 0) == [Decimal("0.43"), Decimal("0.29"), Decimal("0.28")]
    assert apportioned([3, 2, 2], 0, kept=2) == [Decimal("0.43"), Decimal("0.28"), Decimal("0.29")]


@given(COUNTS, st.sampled_from([0, 1]), st.data())
def test_they_add_up_to_the_whole_and_none_is_a_step_off(counts: list[int], digits: int, data: st.DataObject) -> None:
    kept = data.draw(st.none() | st.integers(0, len(counts) - 1))
    shares = apportioned(counts, digits, kept)
    assert sum(shares) == 1
    exact = [Decimal(count) / sum(counts) for count in counts]
    assert all(abs(share - true) < STEP[digits] for share, true in zip(shares, exact, strict=True))
    if kept is not None:
        assert shares[kept] == exact[kept].quantize(STEP[digits], ROUND_HALF_UP)


@pytest.mark.parametrize("counts", [[], [0], [0, 0]])
def test_of_nothing_there_is_no_share(counts: list[int]) -> None:
    assert apportioned(counts, 1) == [Decimal(0)] * len(counts)
