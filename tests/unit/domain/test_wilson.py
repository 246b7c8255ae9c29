from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.wilson import Interval, PairedCounts, Proportion, difference_interval, paired_difference_interval, wilson_interval

counts = st.integers(0, 60)
paired = st.builds(PairedCounts, counts, counts, counts, counts).filter(lambda paired: paired.n > 0)
proportions = st.integers(1, 400).flatmap(lambda n: st.builds(Proportion, st.integers(0, n), st.just(n)))


def rounded(interval: Interval, digits: int) -> tuple[str, str]:
    return f"{interval.low:.{digits}f}", f"{interval.high:.{digits}f}"


@pytest.mark.parametrize(
    ("count", "n", "published"),
    [
        (81, 263, ("0.2553", "0.3662")),
        (15, 148, ("0.0624", "0.1605")),
        (0, 20, ("0.0000", "0.1611")),
        (1, 29, ("0.0061", "0.1718")),
    ],
)
def test_the_interval_is_that_of_newcombes_examples(count: int, n: int, published: tuple[str, str]) -> None:
    """Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, 857–872, table I, method 3."""
    assert rounded(wilson_interval(count, n), 4) == published


@pytest.mark.parametrize(
    ("now", "before", "published"),
    [
        (Proportion(56, 70), Proportion(48, 80), ("0.0524", "0.3339")),
        (Proportion(9, 10), Proportion(3, 10), ("0.1705", "0.8090")),
        (Proportion(10, 10), Proportion(0, 20), ("0.6791", "1.0000")),
    ],
)
def test_the_difference_is_that_of_newcombes_examples(now: Proportion, before: Proportion, published: tuple[str, str]) -> None:
    """Interval estimation for the difference between independent proportions, 1998, table II, method 10."""
    assert rounded(difference_interval(now, before), 4) == published


@pytest.mark.parametrize(
    ("table", "published"),
    [
        (PairedCounts(1, 1, 7, 12), ("-0.507", "-0.026")),
        (PairedCounts(59, 6, 16, 80), ("-0.119", "-0.005")),
    ],
)
def test_the_paired_difference_is_that_of_published_examples(table: PairedCounts, published: tuple[str, str]) -> None:
    """Bentur et al. 2009 and Cavo et al. 2012 in Fagerland, Lydersen and Laake, Statistical Analysis of Contingency Tables, 2017, ch. 8."""
    assert rounded(paired_difference_interval(table), 3) == published


@given(proportions)
def test_the_interval_holds_its_share_and_stays_within_nothing_and_all(proportion: Proportion) -> None:
    interval, share = proportion.interval, proportion.share
    assert interval is not None
    assert share is not None
    assert 0 <= interval.low <= share <= interval.high <= 1


@given(paired)
def test_the_paired_difference_holds_the_difference(table: PairedCounts) -> None:
    interval = paired_difference_interval(table)
    difference = (Decimal(table.only_now) - table.only_before) / table.n
    assert interval.low - Decimal("1e-20") <= difference <= interval.high + Decimal("1e-20")


@given(paired)
def test_looking_from_the_other_side_turns_the_interval_round(table: PairedCounts) -> None:
    turned = paired_difference_interval(PairedCounts(table.both, table.only_before, table.only_now, table.neither))
    interval = paired_difference_interval(table)
    assert abs(turned.low + interval.high) < Decimal("1e-20")
    assert abs(turned.high + interval.low) < Decimal("1e-20")


def test_the_same_things_seen_twice_tell_more_than_different_ones() -> None:
    table = PairedCounts(both=40, only_now=9, only_before=0, neither=51)
    assert not paired_difference_interval(table).holds_zero
    assert difference_interval(table.now, table.before).holds_zero


def test_a_percentage_has_one_decimal_and_rounds_half_up() -> None:
    assert Proportion(1, 3).percent == Decimal("33.3")
    assert Proportion(1, 16).percent == Decimal("6.3")  # 6.25
    assert Proportion(5, 5).percent == Decimal("100.0")


def test_nothing_has_no_share() -> None:
    nothing = Proportion(0, 0)
    assert (nothing.share, nothing.percent, nothing.interval) == (None, None, None)


@pytest.mark.parametrize(("count", "n"), [(2, 1), (-1, 3)])
def test_more_than_all_and_less_than_nothing_are_bugs(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        Proportion(count, n)
