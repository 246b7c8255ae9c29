from dataclasses import replace
from decimal import Decimal

from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.wins_and_concerns import WinsAndConcerns, wins_and_concerns
from tests.fakes.rows import account, facts, row
from tests.fakes.targets import target


def found(targets: list[ReportTarget], *accounts: AccountFacts) -> WinsAndConcerns:
    return wins_and_concerns(replace(facts(*accounts), targets=tuple(targets)))


def campaign(name: str, cost: float, conversions: float) -> list[DailyMetrics]:
    return [row(n, name, cost=cost, conversions=conversions) for n in range(7)]


def test_the_foremost_is_the_one_that_concerns_most_of_the_spend_furthest_off() -> None:
    small, large = campaign("small", 10, 0.25), campaign("large", 90, 6)  # CPA 40 and 15; together 16
    made = found([target("cpa", 20)], account(small + large))
    assert [(each.subject.campaign_name, each.actual) for each in made.wins] == [("Campaign large", Decimal(15)), (None, Decimal(16))]
    assert [(each.subject.campaign_name, each.actual, each.relative) for each in made.concerns] == [
        ("Campaign small", Decimal(40), Decimal(1))
    ]
    assert made.judged == 3


def test_a_campaign_below_five_percent_of_the_spend_is_not_held_against_its_accounts_target() -> None:
    made = found([target("cpa", 20)], account(campaign("tiny", 4, 0.01) + campaign("large", 96, 4.8)))
    assert made.concerns == ()


def test_a_campaigns_own_target_stands_instead_of_the_inherited_one() -> None:
    own = target("cpa", 38, ad_account_id="ad_acct_Acme", campaign_external_id="small")
    made = found([target("cpa", 20), own], account(campaign("small", 10, 0.25) + campaign("large", 90, 4.5)))
    assert made.concerns == ()


def test_without_a_target_a_clear_change_of_more_than_ten_percent_counts() -> None:
    rows = [row(n, cost=100, conversions=8 if n < 0 else 10) for n in range(-7, 7)]
    made = found([], account(rows))
    assert [(each.metric.value, each.is_target, each.actual, each.reference) for each in made.wins] == [
        ("conversions", False, Decimal(70), Decimal(56)),
        ("cpa", False, Decimal(10), Decimal("12.5")),
    ]
    assert made.concerns == ()


def test_a_change_inside_the_noise_is_neither() -> None:
    rows = [row(n, cost=100, conversions=8 + (n % 2) * 9 + (3 if n >= 0 else 0)) for n in range(-7, 7)]
    assert found([], account(rows)).wins == ()


def test_a_target_judges_instead_of_the_period_before() -> None:
    rows = [row(n, cost=100, conversions=8 if n < 0 else 10) for n in range(-7, 7)]
    made = found([target("conversions", 70)], account(rows))
    assert [each.metric for each in made.wins] == ["cpa"]
