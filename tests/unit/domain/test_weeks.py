from datetime import date, timedelta
from decimal import Decimal

from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.totals import DayTotals, Totals
from chalicelib.domain.weeks import Side, context_days, weeks
from tests.fakes.rows import WEEK, account, row


def group(of: AccountFacts) -> CurrencyGroup:
    return CurrencyGroup("EUR", (of,))


def test_a_week_has_thirteen_weeks_before_it() -> None:
    made = weeks(group(account([row(0, cost=1)])), WEEK)
    assert [week.side for week in made] == [Side.BEFORE] * 13 + [Side.WITHIN]
    assert made[0].period.start == WEEK.start - timedelta(days=context_days(7))
    assert made[-1].period == WEEK


def test_thirty_days_are_four_weeks_and_the_two_days_of_a_week_across() -> None:
    april = Period(date(2026, 4, 1), date(2026, 4, 30))
    made = weeks(group(account([row(0, cost=1)])), april)
    assert [week.side for week in made] == [Side.BEFORE] * 13 + [Side.ACROSS] + [Side.WITHIN] * 4
    assert made[13].period == Period(date(2026, 3, 27), date(2026, 4, 2))
    assert made[0].period.start == april.start - timedelta(days=context_days(30))


def test_what_adds_up_is_a_mean_per_day_with_data_and_a_ratio_is_of_the_totals() -> None:
    rows = [row(0, cost=10, conversions=1), row(2, cost=50, conversions=2)]
    last = weeks(group(account(rows)), WEEK)[-1]
    assert (last.days_with_data, last.value(Metric.SPEND), last.value(Metric.CPA)) == (2, Decimal(30), Decimal(20))


def test_earlier_days_and_rows_are_one_history() -> None:
    day = WEEK.start - timedelta(days=30)
    of = AccountFacts(account([]).identity, (row(0, cost=7),), (DayTotals(day, Totals(cost=Decimal(70))),))
    spend = {week.period: value for week in weeks(group(of), WEEK) if (value := week.value(Metric.SPEND)) is not None}
    assert list(spend.values()) == [Decimal(70), Decimal(7)]
    assert day in next(iter(spend))


def test_a_week_without_data_has_no_value() -> None:
    assert weeks(group(account([])), WEEK)[0].value(Metric.SPEND) is None
