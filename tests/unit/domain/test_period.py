from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.period import Period

starts = st.dates(date(2000, 1, 1), date(2099, 1, 1))
periods = st.builds(lambda start, days: Period(start, start + timedelta(days=days)), starts, st.integers(0, 30))


@given(periods)
def test_the_period_before_is_as_long_and_tiles_exactly(period: Period) -> None:
    before = period.before()
    assert len(before) == len(period)
    assert before.end + timedelta(days=1) == period.start


@given(periods)
def test_a_period_has_the_days_that_it_walks_through(period: Period) -> None:
    days = list(period)
    assert len(days) == len(period)
    assert all(day in period for day in days)
    assert period.start - timedelta(days=1) not in period
    assert {f"{day:%Y-%m}" for day in days} == set(period.months())


def test_a_period_that_ends_before_it_starts_is_a_bug() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
