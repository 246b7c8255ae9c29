from collections.abc import Sequence
from decimal import Decimal
from math import sqrt
from statistics import mean, stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.change import Verdict, change, compare
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.metric import Metric
from tests.fakes.rows import WEEK, account, row

T6 = 2.447
"""Student's t, 97.5 %, 6 degrees of freedom, from a printed table."""


def two_weeks(before: Sequence[float], now: Sequence[float], **figures: Any) -> AccountFacts:
    return account(
        [row(n - 7, cost=cost, **figures) for n, cost in enumerate(before)] + [row(n, cost=cost, **figures) for n, cost in enumerate(now)]
    )


def test_a_day_missing_on_one_side_is_left_out_on_both() -> None:
    rows = [row(n - 7, cost=10) for n in range(7) if n != 2] + [row(n, cost=20) for n in range(7) if n != 5]
    comparison = compare([account(rows)], WEEK)
    assert (comparison.pairs, comparison.possible) == (5, 7)
    assert (comparison.before.cost, comparison.now.cost) == (Decimal(50), Decimal(100))


def test_accounts_that_lack_a_day_drop_out_of_that_day_alone() -> None:
    whole = account([row(n, cost=1) for n in range(-7, 7)])
    holed = account([row(n, cost=100) for n in range(-7, 7) if n != 3], name="B")
    comparison = compare([whole, holed], WEEK)
    assert (comparison.pairs, comparison.possible, len(comparison.days)) == (13, 14, 7)
    assert comparison.days[3].now.cost == 1
    assert comparison.days[2].now.cost == 101


def test_a_change_is_the_difference_over_the_compared_days() -> None:
    made = change(Metric.SPEND, compare([two_weeks([100] * 7, [112] * 7)], WEEK))
    assert made.relative == Decimal("0.12")
    assert made.difference == 84
    assert made.verdict is Verdict.UP


def test_more_spend_is_neither_good_nor_bad_and_a_falling_cpa_is_good() -> None:
    comparison = compare([two_weeks([100] * 7, [90] * 7, conversions=5)], WEEK)
    assert change(Metric.SPEND, comparison).goodness == 0
    assert change(Metric.CPA, comparison).goodness == 1


@pytest.mark.parametrize(
    ("now", "verdict"), [(100.4, Verdict.NO_CLEAR_CHANGE), (99.6, Verdict.NO_CLEAR_CHANGE), (100.5, Verdict.UP), (99.5, Verdict.DOWN)]
)
def test_less_than_half_a_percent_is_no_clear_change_however_alike_the_days_are(now: float, verdict: Verdict) -> None:
    assert change(Metric.SPEND, compare([two_weeks([100] * 7, [now] * 7)], WEEK)).verdict is verdict


@pytest.mark.parametrize("now", [[103, 99, 104, 98, 105, 101, 100], [108, 107, 112, 106, 109, 111, 108]])
def test_the_verdict_on_a_sum_is_that_of_the_paired_t_interval(now: list[float]) -> None:
    before: list[float] = [100, 101, 103, 99, 98, 102, 100]
    differences = [b - a for a, b in zip(before, now, strict=True)]
    half_width = T6 * stdev(differences) / sqrt(7)
    expected = Verdict.UP if mean(differences) > half_width else Verdict.NO_CLEAR_CHANGE
    assert change(Metric.SPEND, compare([two_weeks(before, now)], WEEK)).verdict is expected


def test_the_verdict_on_a_ratio_is_that_of_its_linearised_residuals() -> None:
    before = [(100, 5), (90, 4), (110, 6), (105, 5), (95, 5), (100, 4), (98, 6)]
    now = [(100, 6), (95, 6), (108, 7), (104, 7), (97, 5), (101, 6), (99, 7)]
    rows = [row(n - 7, cost=c, conversions=v) for n, (c, v) in enumerate(before)] + [
        row(n, cost=c, conversions=v) for n, (c, v) in enumerate(now)
    ]

    def residuals(days: list[tuple[int, int]]) -> list[float]:
        ratio = sum(c for c, _ in days) / sum(v for _, v in days)
        return [(c - ratio * v) / mean(v for _, v in days) for c, v in days]

    paired = [b - a for a, b in zip(residuals(before), residuals(now), strict=True)]
    difference = sum(c for c, _ in now) / sum(v for _, v in now) - sum(c for c, _ in before) / sum(v for _, v in before)
    assert abs(difference) > T6 * stdev(paired) / sqrt(7)
    made = change(Metric.CPA, compare([account(rows)], WEEK))
    assert made.verdict is Verdict.DOWN
    assert float(made.difference or 0) == pytest.approx(difference)


@pytest.mark.parametrize(("shift", "verdict"), [(1.95, Verdict.NO_CLEAR_CHANGE), (2.05, Verdict.UP), (-2.05, Verdict.DOWN)])
def test_the_interval_ends_where_the_t_quantile_says(shift: float, verdict: Verdict) -> None:
    noise = [-3, -2, -1, 0, 1, 2, 3]
    assert T6 * stdev(noise) / sqrt(7) == pytest.approx(2, abs=0.01)
    account_of = two_weeks([100] * 7, [100 + each + shift for each in noise])
    assert change(Metric.SPEND, compare([account_of], WEEK)).verdict is verdict


def test_volume_that_swings_does_not_hide_a_ratio_that_holds() -> None:
    volumes = [3, 90, 11, 45, 7, 60, 2]
    rows = [row(n - 7, cost=10 * v, conversions=v) for n, v in enumerate(volumes)]
    rows += [row(n, cost=9.9 * v, conversions=v) for n, v in enumerate(reversed(volumes))]
    comparison = compare([account(rows)], WEEK)
    assert change(Metric.CPA, comparison).verdict is Verdict.DOWN
    assert change(Metric.SPEND, comparison).verdict is Verdict.NO_CLEAR_CHANGE


def test_fewer_than_five_days_get_a_figure_and_no_verdict() -> None:
    rows = [row(n - 7, cost=10) for n in range(4)] + [row(n, cost=20) for n in range(4)]
    made = change(Metric.SPEND, compare([account(rows)], WEEK))
    assert made.relative == 1
    assert made.verdict is Verdict.TOO_FEW_DAYS


def test_without_a_day_before_there_is_nothing_to_compare() -> None:
    made = change(Metric.SPEND, compare([account([row(0, cost=1)])], WEEK))
    assert (made.difference, made.relative, made.verdict) == (None, None, Verdict.TOO_FEW_DAYS)


def test_from_zero_there_is_a_difference_and_no_percentage() -> None:
    rows = [row(n - 7) for n in range(7)] + [row(n, conversions=2) for n in range(7)]
    made = change(Metric.CONVERSIONS, compare([account(rows)], WEEK))
    assert (made.difference, made.relative, made.verdict) == (Decimal(14), None, Verdict.UP)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=7, max_size=7))
def test_swapping_the_weeks_turns_the_verdict_round(pairs: list[tuple[int, int]]) -> None:
    before, now = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    forward = change(Metric.SPEND, compare([two_weeks(before, now)], WEEK)).verdict
    backward = change(Metric.SPEND, compare([two_weeks(now, before)], WEEK)).verdict
    mirrored = {Verdict.UP: Verdict.DOWN, Verdict.DOWN: Verdict.UP}
    assert backward is mirrored.get(forward, forward)
