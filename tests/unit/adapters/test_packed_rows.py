from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.packed_rows import PART_SIZE, pack, unpack
from chalicelib.domain.daily_metrics import DailyMetrics

FIGURES = st.decimals(min_value=0, max_value=10**12, places=12)
SHARES = st.none() | st.decimals(min_value=0, max_value=1, places=4)
COUNTS = st.integers(min_value=0, max_value=10**12)
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=100)
ROWS = st.lists(st.builds(DailyMetrics, st.dates(), TEXTS, TEXTS, FIGURES, COUNTS, COUNTS, FIGURES, FIGURES, SHARES, SHARES), max_size=20)


@given(ROWS)
def test_rows_come_back_to_the_last_digit(rows: list[DailyMetrics]) -> None:
    back = unpack(pack(rows))
    assert back == tuple(rows)
    assert [str(row.cost) for row in back] == [str(row.cost) for row in rows]


@given(ROWS)
def test_the_same_rows_are_the_same_bytes(rows: list[DailyMetrics]) -> None:
    assert pack(rows) == pack(list(rows))


def test_no_rows_are_one_part() -> None:
    assert len(pack([])) == 1
    assert unpack(pack([])) == ()


def test_many_rows_are_cut_into_parts_that_fit_an_item() -> None:
    rows = [
        DailyMetrics(
            date(2026, 3, 1), f"{number * 7919 % 1_000_003:x}", "Brand", Decimal(number), number, number, Decimal(number), Decimal(1)
        )
        for number in range(40_000)
    ]
    parts = pack(rows)
    assert len(parts) > 1
    assert all(len(part) <= PART_SIZE for part in parts)
    assert unpack(parts) == tuple(rows)
