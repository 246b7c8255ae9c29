from collections.abc import Mapping
from typing import Any

from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.section import Omitted
from chalicelib.sections.headline_metrics import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def cards(*accounts: AccountFacts) -> Mapping[str, Mapping[str, Any]]:
    made = view(facts(*accounts), PlainWording())
    assert not isinstance(made, Omitted)
    return {card["label"]: card for card in made["blocks"][0]["cards"]}


def week_with_holes() -> list[DailyMetrics]:
    """Four days of each week have data, three of them on both sides."""
    before, now = (0, 1, 2, 3), (1, 2, 3, 4)
    return [row(n - 7, cost=100 + n, conversions=9) for n in before] + [row(n, cost=110 + n, conversions=6) for n in now]


def test_the_week_before_is_its_whole_total() -> None:
    rows = [row(n, cost=100 if n < 0 else 110, conversions=5) for n in range(-7, 7)]
    assert cards(account(rows))["Spend"]["before"] == "EUR 700.00 the week before"


def test_with_days_missing_both_values_compared_are_printed_and_neither_is_called_the_week_before() -> None:
    made = cards(account(week_with_holes()))
    assert made["Spend"]["value"] == f"EUR {111 + 112 + 113 + 114}.00"
    assert made["Spend"]["before"] == f"on 3 of 7 days: EUR {101 + 102 + 103}.00 → EUR {111 + 112 + 113}.00"
    assert made["Conversions"]["before"] == "on 3 of 7 days: 27 → 18"


def test_a_sparkline_says_its_days_too() -> None:
    made = cards(account(week_with_holes()), account([row(0, cost=1)], name="B", currency="USD"))
    assert made["Conversions"]["before"] == "on 3 of 7 days: 27 → 18"
    assert made["Spend"]["value"] == "EUR 450.00"


def test_an_account_that_never_had_a_row_leaves_the_comparison_whole() -> None:
    rows = [row(n, cost=100, conversions=5) for n in range(-7, 7)]
    assert cards(account(rows), account([], name="Silent"))["Spend"]["before"] == "EUR 700.00 the week before"


def test_a_ratio_that_hardly_moves_is_drawn_nearly_flat_and_one_that_moves_is_not() -> None:
    def reach(clicks: int) -> float:
        chart = cards(account([row(n, impressions=10_000, clicks=400 + clicks * (n % 2)) for n in range(-7, 7)]))["CTR"]["chart"]
        heights = [float(point.split()[1]) for line in chart["lines"] for point in line[1:].split("L")]
        return float((max(heights) - min(heights)) / (chart["bottom"] - chart["ticks"][-1]["y"]))

    assert reach(1) < 0.05
    assert reach(400) > 0.9
