from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
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


def test_the_table_grows_until_its_campaigns_carry_half_of_the_spend_and_no_further_than_a_page() -> None:
    forty = block(account([row(0, f"{n:02}", cost=100) for n in range(40)]))
    assert (len(forty["rows"]), forty["rows"][-1]["name"]) == (21, "Other (20 campaigns)")
    hundred = block(account([row(0, f"{n:03}", cost=100) for n in range(100)]))
    assert hundred["rows"][-1]["name"] == f"Other ({100 - thresholds.TABLE_BUDGET_MOST} campaigns)"


def test_a_sum_of_many_has_no_bar_and_does_not_shorten_theirs() -> None:
    made = block(account([row(n, f"{campaign:02}", cost=10 + campaign % 2) for n in range(-7, 7) for campaign in range(60)]))
    assert (made["rows"][0]["bar"], made["rows"][0]["before_bar"]) == (100.0, 100.0)
    assert (made["rows"][-1]["bar"], made["rows"][-1]["before_bar"], made["has_other"]) == (None, None, True)


def test_both_bars_stand_on_the_days_compared() -> None:
    rows = [row(n, cost=100) for n in (-7, -6, -5, 1, 2, 3, 4)]
    made = block(account(rows))
    assert made["rows"][0]["cost"] == "400.00"
    assert made["sub"] == "Campaigns by cost, EUR; bars and ± compare 2 of 7 days with the same days of the week before, in grey"
    assert (made["rows"][0]["bar"], made["rows"][0]["before_bar"]) == (100.0, 100.0)
