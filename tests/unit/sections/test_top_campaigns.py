from collections.abc import Mapping
from typing import Any

from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.section import Omitted
from chalicelib.sections.top_campaigns import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def block(*accounts: AccountFacts) -> Mapping[str, Any]:
    made = view(facts(*accounts), PlainWording())
    assert not isinstance(made, Omitted)
    first: Mapping[str, Any] = made["blocks"][0]
    return first


def test_campaigns_beyond_the_budget_are_summed_and_never_dropped() -> None:
    made = block(account([row(0, f"{n:02}", cost=100 - n, conversions=1) for n in range(14)]))
    assert len(made["rows"]) == 11
    other = made["rows"][-1]
    assert (other["name"], other["cost"], other["conversions"]) == ("Other (4 campaigns)", f"{90 + 89 + 88 + 87}.00", "4")
    assert made["total"]["cost"] == f"{sum(100 - n for n in range(14))}.00"


def test_one_campaign_over_the_budget_is_named_rather_than_summed() -> None:
    assert [line["name"] for line in block(account([row(0, f"{n:02}", cost=100 - n) for n in range(11)]))["rows"]][-1] == "Campaign 10"


def test_a_zero_divisor_prints_not_available() -> None:
    line = block(account([row(0, cost=0, clicks=1)]))["rows"][0]
    assert (line["cpa"], line["roas"], line["share"], line["cost_change"]) == ("n/a", "n/a", "n/a", "n/a")


def test_a_line_says_share_change_cpa_and_roas() -> None:
    rows = [row(-7, "a", cost=50, conversions=1), row(0, "a", cost=60, conversions=3, conversion_value=240), row(0, "b", cost=20)]
    first, second = block(account(rows))["rows"]
    assert [first[name] for name in ("cost", "cost_change", "share", "conversions", "conversions_change", "cpa", "roas")] == [
        *("60.00", "+20.0%", "75.0%", "3", "+2", "20.00", "4.00")
    ]
    assert second["cost_change"] == "new"
    assert (first["bar"], first["before_bar"], second["bar"]) == (100.0, 83.3, 33.3)


def test_the_finding_counts_the_campaigns_that_take_half_of_the_spend() -> None:
    rows = [row(0, "a", cost=40, conversions=3), row(0, "b", cost=35, conversions=1), row(0, "c", cost=25)]
    assert block(account(rows))["headline"] == "2 of 3 campaigns take 75.0% of the spend and bring 100.0% of the conversions"


def test_a_quiet_period_has_a_shorter_table() -> None:
    made = block(account([row(day, f"{n:02}", cost=10, conversions=1) for n in range(12) for day in range(-28, 7)]))
    assert [line["name"] for line in made["rows"]][-1] == "Other (6 campaigns)"


def test_no_row_in_the_period_leaves_the_table_out_with_a_reason() -> None:
    assert view(facts(account([])), PlainWording()) == Omitted("There is no data for this period.")
