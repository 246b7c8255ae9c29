from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.axis import metric_ticks, ticks
from chalicelib.domain.metric import Metric
from chalicelib.domain.plot import Scale, dots, lines

amounts = st.decimals(min_value=0, max_value=10**12, places=2)


@given(amounts, amounts)
def test_ticks_cover_the_range_in_few_even_steps(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    made = ticks(low, high)
    assert made[0] <= low <= high <= made[-1]
    assert 2 <= len(made) <= 4
    assert len({later - earlier for earlier, later in pairwise(made)}) == 1


def test_ticks_are_round() -> None:
    assert [float(tick) for tick in ticks(Decimal(0), Decimal("640.10"))] == [0, 500, 1000]
    assert [float(tick) for tick in ticks(Decimal("19.2"), Decimal("23.9"))] == [17.5, 20, 22.5, 25]
    assert [float(tick) for tick in ticks(Decimal(0), Decimal(0))] == [0, 0.5, 1]


@given(st.lists(amounts, min_size=1), st.sampled_from(Metric))
def test_a_metric_s_ticks_cover_it_from_zero_or_a_fifth_of_its_height_at_least(values: list[Decimal], metric: Metric) -> None:
    made = metric_ticks(metric, values)
    assert made[0] <= min(values) <= max(values) <= made[-1]
    assert made[0] >= 0
    if metric.is_ratio:
        assert made[-1] - made[0] >= max(values) * Decimal("0.2")
    else:
        assert made[0] == 0


def test_a_ratio_that_moves_fills_its_axis_and_one_that_does_not_is_in_its_middle() -> None:
    assert [float(tick) for tick in metric_ticks(Metric.CPA, [Decimal(20), Decimal(40)])] == [20, 30, 40]
    assert [float(tick) for tick in metric_ticks(Metric.CPC, [Decimal("0.9"), Decimal("0.904")])] == [0.8, 0.9, 1.0]


def test_a_line_is_broken_at_a_day_without_a_value() -> None:
    x, y = Scale(Decimal(0), Decimal(4), 0, 40), Scale(Decimal(0), Decimal(10), 100, 0)
    values = [Decimal(0), Decimal(10), None, Decimal(5), None]
    assert lines(values, x, y) == ("M0.0 100.0L10.0 0.0",)
    assert dots(values, x, y) == ((30.0, 50.0),)
