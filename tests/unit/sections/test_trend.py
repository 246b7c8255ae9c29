from collections.abc import Mapping
from typing import Any

from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.section import Omitted
from chalicelib.sections.trend import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def block(*accounts: AccountFacts) -> Mapping[str, Any]:
    made = view(facts(*accounts), PlainWording())
    assert not isinstance(made, Omitted)
    first: Mapping[str, Any] = made["blocks"][0]
    return first


def test_a_period_beyond_all_weeks_before_says_so_with_their_range() -> None:
    rows = [row(n, cost=100 + n // 7, conversions=10) for n in range(-28, 0)] + [row(n, cost=120, conversions=10) for n in range(7)]
    made = block(account(rows))
    assert made["headline"] == "Spend averaged EUR 120.00 a day, above every one of the 4 weeks before"
    assert made["ranges"] == (
        "Spend a day in the 4 weeks before: EUR 96.00 to EUR 99.00. "
        "Conversions: 10 a day, within the range of the 4 weeks before (10 to 10). "
        "CPA: EUR 12.00, above every one of the 4 weeks before (EUR 9.60 to EUR 9.90)."
    )


def test_with_fewer_than_four_weeks_before_no_range_is_claimed() -> None:
    made = block(account([row(n, cost=100) for n in range(-21, 7)]))
    assert (made["headline"], made["ranges"]) == ("Spend averaged EUR 100.00 a day", "")


def test_a_missing_day_is_a_gap_and_not_a_zero() -> None:
    made = block(account([row(n, cost=100, conversions=4) for n in (0, 1, 3, 4, 5, 6)]))
    spend, _, cpa = (each["chart"] for each in made["by_day"])
    assert len(spend["bars"]) == 6
    assert len(cpa["lines"]) == 2
    assert made["headline"] == "Spend averaged EUR 100.00 a day"


def test_the_weeks_of_the_period_are_dark_and_those_before_grey() -> None:
    made = block(account([row(n, cost=100) for n in range(-14, 7)]))
    chart = made["by_week"][0]["chart"]
    assert (len(chart["before_bars"]), len(chart["bars"])) == (2, 1)


def test_no_row_leaves_it_out() -> None:
    assert isinstance(view(facts(account([])), PlainWording()), Omitted)
