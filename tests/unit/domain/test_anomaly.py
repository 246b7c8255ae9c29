from decimal import Decimal
from statistics import median

from chalicelib.domain.anomaly import Watched, watched
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.metric import Metric
from tests.fakes.rows import WEEK, account, row


def watch(*accounts: AccountFacts) -> Watched | None:
    return watched(CurrencyGroup("EUR", accounts), WEEK)


BEFORE = [row(n, cost=100 + n % 4, conversions=5) for n in range(-28, 0)]  # each of 100, 101, 102, 103 seven times
DEVIATION = Decimal("1.4826")  # the median distance from 101.5 is (0.5 + 1.5) ÷ 2 = 1


def test_the_range_is_the_median_and_three_and_a_half_robust_deviations() -> None:
    found = watch(account([*BEFORE, row(0, cost=102)]))
    assert found is not None
    usual = found.ranges[Metric.SPEND]
    assert median([100, 101, 102, 103]) == usual.middle == Decimal("101.5")
    assert (usual.low, usual.high) == (usual.middle - Decimal("3.5") * DEVIATION, usual.middle + Decimal("3.5") * DEVIATION)


def test_a_day_outside_the_range_is_unusual_and_one_at_its_edge_is_not() -> None:
    edge = Decimal("101.5") + Decimal("3.5") * DEVIATION
    found = watch(account([*BEFORE, row(0, cost=edge, conversions=5), row(1, cost=edge + Decimal("0.01"), conversions=5)]))
    assert found is not None
    assert [(each.day.day, each.metric.value) for each in found.anomalies if each.metric is Metric.SPEND] == [(16, "spend")]
    assert round(found.anomalies[0].distance, 2) == Decimal("3.51")


def test_a_figure_without_any_spread_has_no_range() -> None:
    found = watch(account([*BEFORE, row(0, cost=100, conversions=50)]))
    assert found is not None
    assert Metric.CONVERSIONS not in found.ranges


def test_too_few_days_before_are_no_baseline() -> None:
    assert watch(account([row(n, cost=100 + n % 3) for n in range(-13, 7)])) is None


def test_a_day_that_one_of_the_accounts_lacks_is_not_unusual() -> None:
    first = account([*BEFORE, *(row(n, cost=101) for n in range(7))], name="A")
    second = account([*BEFORE, *(row(n, cost=101) for n in range(6))], name="B")
    found = watch(first, second)
    assert found is not None
    assert len(found.daily) == 6
    assert not [each for each in found.anomalies if each.metric is Metric.SPEND]
