from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.target_judgement import Judgement, Standing, judgements
from tests.fakes.rows import WEEK, account, facts, row
from tests.fakes.targets import target

ACME = "ad_acct_Acme"


def held(targets: list[ReportTarget], *accounts: AccountFacts) -> tuple[Judgement, ...]:
    return judgements(replace(facts(*accounts), targets=tuple(targets)))


def acme(cost: float = 100, conversions: float = 5, **figures: float) -> AccountFacts:
    return account([row(n, cost=cost, conversions=conversions, **figures) for n in range(7)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("metric", "value", "expected"),
    [
        ("conversions", 31, Standing.WIN),  # 35 against 31: +12.9 %
        ("conversions", "31.818181818181818181818181818", Standing.NEAR),  # exactly +10 %
        ("conversions", 39, Standing.CONCERN),  # −10.3 %
        ("cpa", 23, Standing.WIN),  # 20 against 23: −13.0 %
        ("cpa", 18, Standing.CONCERN),  # +11.1 %
        ("cpa", "18.18", Standing.CONCERN),  # +10.01 %
        ("spend", 630, Standing.CONCERN),  # 700 against 630: +11.1 %
        ("spend", 800, Standing.UNDER_BUDGET),
        ("spend", 700, Standing.NEAR),
    ],
)
def test_more_than_ten_percent_better_is_a_win_and_worse_a_concern(metric: str, value: float | str, expected: Standing) -> None:
    (judged,) = held([target(metric, value)], acme())
    assert judged.standing is expected


@pytest.mark.parametrize("cost", [Decimal("110.00"), Decimal("90.00")])
def test_exactly_ten_percent_is_neither_however_the_target_is_divided(cost: Decimal) -> None:
    whole = Decimal(3100) / 31 * 7  # a month's share of seven days
    may = [row(n + 20, cost=cost) for n in range(7)]
    period = replace(facts(account(may)), period=replace(WEEK, start=date(2026, 5, 5), end=date(2026, 5, 11)))
    (judged,) = judgements(replace(period, targets=(target("spend", 3100, "monthly"),)))
    assert judged.target == whole
    assert judged.standing is Standing.NEAR


@pytest.mark.parametrize(
    ("period", "value", "expected"),
    [("daily", 10, 70), ("weekly", 10, 10), ("monthly", 300, 70), ("quarterly", 910, 70)],  # April has 30 days, its quarter 91
)
def test_an_additive_target_is_pro_rated_by_days(period: str, value: int, expected: int) -> None:
    (judged,) = held([target("conversions", value, period)], acme())
    assert judged.target == expected


def test_a_ratio_is_not_pro_rated() -> None:
    (judged,) = held([target("cpa", 25, "monthly")], acme())
    assert (judged.target, judged.actual) == (Decimal(25), Decimal(20))


def test_the_narrowest_scope_wins() -> None:
    both = [row(n, campaign, cost=50, conversions=1) for n in range(7) for campaign in "ab"]
    targets = [
        target("cpa", 40),
        target("cpa", 45, ad_account_id=ACME),
        target("cpa", 60, ad_account_id=ACME, campaign_external_id="b"),
    ]
    of_account, of_campaign = held(targets, account(both))
    assert (of_account.target, of_account.subject.campaign_id, of_account.subject.is_organization) == (Decimal(45), None, False)
    assert (of_campaign.target, of_campaign.subject.campaign_name, of_campaign.actual) == (Decimal(60), "Campaign b", Decimal(50))


def test_the_organizations_target_judges_the_accounts_without_one_of_their_own_together() -> None:
    others = [account([row(n, cost=10, conversions=1) for n in range(7)], name=name) for name in ("B", "C")]
    targets = [target("conversions", 20), target("conversions", 30, ad_account_id=ACME)]
    organization, own = held(targets, acme(), *others)
    assert (organization.subject.is_organization, organization.actual, len(organization.subject.accounts)) == (True, Decimal(14), 2)
    assert (own.actual, own.target) == (Decimal(35), Decimal(30))


def test_money_is_never_added_up_across_currencies_but_conversions_are() -> None:
    dollars = account([row(n, cost=100, conversions=5) for n in range(7)], name="US", currency="USD")
    made = held([target("spend", 700), target("conversions", 70), target("roas", 2)], acme(), dollars)
    assert [(each.metric.value, each.subject.currency, each.actual) for each in made] == [
        ("spend", "EUR", Decimal(700)),
        ("conversions", None, Decimal(70)),
        ("roas", "EUR", Decimal(0)),
        ("roas", "USD", Decimal(0)),
    ]


def test_only_days_with_data_count_on_both_sides() -> None:
    holed = account([row(n, cost=100, conversions=5) for n in range(5)])
    (judged,) = held([target("spend", 700)], holed)
    assert (judged.target, judged.actual, len(judged.days), judged.standing) == (Decimal(500), Decimal(500), 5, Standing.NEAR)


def test_a_target_that_takes_over_in_the_middle_counts_from_its_first_day() -> None:
    change = WEEK.start + timedelta(days=3)
    targets = [
        target("spend", 700, valid_to=change - timedelta(days=1)),
        target("spend", 1400, valid_from=change),
    ]
    (judged,) = held(targets, acme())
    assert judged.target == 3 * 100 + 4 * 200
    assert judged.targets == tuple(targets)


def test_a_ratio_is_held_against_the_target_of_the_last_day_over_that_targets_days() -> None:
    change = WEEK.start + timedelta(days=3)
    rows = [row(n, cost=100 if n < 3 else 60, conversions=5) for n in range(7)]
    (judged,) = held([target("cpa", 20, valid_to=change - timedelta(days=1)), target("cpa", 15, valid_from=change)], account(rows))
    assert (judged.target, judged.actual, len(judged.days)) == (Decimal(15), Decimal(12), 4)


def test_a_week_is_held_against_the_weekly_target_where_there_are_several() -> None:
    (judged,) = held([target("spend", 3000, "monthly"), target("spend", 650, "weekly"), target("spend", 90, "daily")], acme())
    assert judged.target == 650


def test_a_ratio_without_a_divisor_is_not_measured() -> None:
    (judged,) = held([target("cpa", 20)], acme(conversions=0))
    assert (judged.actual, judged.relative, judged.standing) == (None, None, Standing.NOT_MEASURED)


def test_a_target_that_is_not_valid_in_the_period_or_of_another_account_or_currency_judges_nothing() -> None:
    targets = [
        target("spend", 1, valid_to=WEEK.start - timedelta(days=1)),
        target("conversions", 1, valid_from=WEEK.end + timedelta(days=1)),
        target("ctr", 1, ad_account_id="another"),
        target("cpa", 1, target_currency="USD"),
    ]
    assert held(targets, acme()) == ()


def test_an_account_without_a_row_is_not_judged() -> None:
    assert held([target("spend", 700)], account([])) == ()


def test_a_campaign_that_did_not_run_is_held_against_its_target_on_its_accounts_days() -> None:
    (judged,) = held([target("conversions", 7, ad_account_id=ACME, campaign_external_id="gone")], acme())
    assert (judged.actual, judged.standing, judged.subject.campaign_name) == (Decimal(0), Standing.CONCERN, "gone")


def test_no_target_no_judgement() -> None:
    assert judgements(_without_targets()) == ()


def _without_targets() -> Facts:
    return facts(acme())
