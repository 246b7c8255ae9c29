from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.currency_group import by_currency, with_data
from chalicelib.domain.metric import Metric
from chalicelib.domain.totals import Totals, total, totals_by
from tests.fakes.rows import account, facts, row

money = st.decimals(min_value=0, max_value=10**9, places=2)


def test_ratios_are_made_from_totals_and_never_from_daily_ratios() -> None:
    totals = total(
        [row(0, cost=10, clicks=1, impressions=10, conversions=1, conversion_value=5), row(1, cost=30, clicks=9, impressions=90)]
    )
    assert totals.ctr == Decimal(10) / 100
    assert totals.cpc == Decimal(40) / 10
    assert totals.cpa == Decimal(40)
    assert totals.roas == Decimal(5) / 40


def test_a_zero_divisor_has_no_ratio() -> None:
    assert (Totals().ctr, Totals().cpc, Totals().cpa, Totals().roas) == (None, None, None, None)
    assert all(metric.of(Totals()) is None for metric in Metric if metric.is_ratio)


def test_rows_are_summed_by_group_in_order_of_appearance() -> None:
    groups = totals_by([row(0, "b", cost=1), row(0, "a", cost=2), row(1, "b", cost=4)], lambda each: each.campaign_id)
    assert [(name, totals.cost) for name, totals in groups.items()] == [("b", Decimal(5)), ("a", Decimal(2))]


def test_accounts_are_added_only_within_their_currency() -> None:
    euro, dollar, more = account([row(0, cost=1)]), account([row(0, cost=2)], name="B", currency="USD"), account([row(0, cost=4)], name="C")
    groups = by_currency(facts(euro, dollar, more))
    assert [(group.currency, group.total(facts(euro).period).cost) for group in groups] == [("EUR", Decimal(5)), ("USD", Decimal(2))]


def test_a_currency_without_a_row_in_the_period_has_no_block() -> None:
    assert [group.currency for group in with_data(facts(account([row(-1, cost=1)]), account([row(0)], name="B", currency="USD")))] == [
        "USD"
    ]


@given(st.lists(money, max_size=20), st.integers(min_value=0, max_value=20))
def test_the_total_of_parts_is_the_total_of_the_whole(costs: list[Decimal], cut: int) -> None:
    rows = [row(n, cost=cost, clicks=n) for n, cost in enumerate(costs)]
    assert total(rows[:cut]) + total(rows[cut:]) == total(rows)
