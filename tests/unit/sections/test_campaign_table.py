from chalicelib.domain import thresholds
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted
from chalicelib.sections.campaign_table import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def block(*accounts: AccountFacts) -> dict:  # type: ignore[type-arg]
    made = view(facts(*accounts), PlainWording())
    assert not isinstance(made, Omitted)
    first: dict = made["blocks"][0]  # type: ignore[type-arg]
    return first


def test_rows_beyond_the_budget_are_summed_into_one() -> None:
    made = block(account([row(0, f"{n:02}", cost=100 - n, conversions=1) for n in range(30)]))
    assert len(made["rows"]) == thresholds.TABLE_BUDGET + 1
    assert (made["rows"][-1]["name"], made["rows"][-1]["cost"]) == ("Other (5 campaigns)", f"{75 + 74 + 73 + 72 + 71}.00")
    assert made["total"]["cost"] == f"{sum(100 - n for n in range(30))}.00"


def test_the_change_of_the_cpa_is_of_the_days_compared() -> None:
    rows = [row(-7, cost=50, conversions=1), row(0, cost=60, conversions=2), row(1, cost=999, conversions=1)]
    made = block(account(rows))
    assert made["rows"][0]["cpa"] == f"{(60 + 999) / 3:.2f}"
    assert made["rows"][0]["cpa_change"] == "-40.0%"  # 30 against 50


def test_the_finding_names_where_the_spend_moved() -> None:
    rows = [row(-7, "a", cost=50), row(-7, "b", cost=50), row(0, "a", cost=80), row(0, "b", cost=40)]
    assert plain(block(account(rows))["headline"]) == (
        "2 campaigns: spend moved most in \u2068Campaign a\u2069 (+30.00 EUR) and \u2068Campaign b\u2069 (-10.00 EUR), +20.00 EUR in all"
    )


def test_a_campaign_that_no_longer_runs_is_named_with_what_it_had_cost() -> None:
    rows = [row(-7, "gone", cost=12), row(-7, "a", cost=50), row(0, "a", cost=80)]
    made = block(account(rows))
    assert [line["name"] for line in made["rows"]] == ["Campaign a"]
    assert plain(made["stopped"]) == (
        "Ran in the week before and not in these days: \u2068Campaign gone\u2069 (EUR 12.00 on the days compared)."
    )
