from datetime import timedelta
from decimal import Decimal

from chalicelib.domain.coverage import coverage
from chalicelib.domain.report_figures import report_figures
from chalicelib.domain.volatility import volatility_band
from tests.fakes.rows import WEEK, account, facts, row


def test_coverage_is_days_with_data_over_days_and_the_report_carries_the_lowest() -> None:
    whole, holed = account([row(n, cost=1) for n in range(7)]), account([row(n) for n in (0, 1, 2, 3, 6)], name="B")
    assert coverage(holed, WEEK).missing == (WEEK.start + timedelta(days=4), WEEK.start + timedelta(days=5))
    assert report_figures(facts(whole, holed)).data_coverage_pct == Decimal("71.4")


def test_an_account_without_a_row_has_no_coverage_and_no_volatility() -> None:
    figures = report_figures(facts(account([])))
    assert (figures.volatility_score, figures.volatility_band, figures.data_coverage_pct) == (None, None, Decimal(0))


def test_days_like_all_days_before_are_quiet() -> None:
    figures = report_figures(facts(account([row(n, cost=10, conversions=2) for n in range(-28, 7)])))
    assert (figures.volatility_score, figures.volatility_band) == (Decimal(0), "quiet")


def test_the_score_is_the_mean_of_the_deviations_from_the_days_before() -> None:
    # Cost 15 or 5 about 10: deviation 0.5. Conversions as before: 0. CPA 7.5 or 2.5 about 5: 0.5. Their mean is 33.3 %.
    now = [row(n, cost=15 if n % 2 else 5, conversions=2) for n in range(7)]
    figures = report_figures(facts(account([row(n - 28, cost=10, conversions=2) for n in range(28)] + now)))
    assert (figures.volatility_score, figures.volatility_band) == (Decimal("33.3"), "normal")


def test_the_score_is_capped_and_the_highest_currency_counts() -> None:
    calm = account([row(n, cost=10) for n in range(-28, 7)])
    wild = account([row(n, cost=10 if n < 0 else 90) for n in range(-28, 7)], name="B", currency="USD")
    assert report_figures(facts(calm, wild)).volatility_score == 100


def test_a_missing_export_of_one_account_is_not_volatility() -> None:
    calm = account([row(n, cost=10) for n in range(-28, 7)])
    holed = account([row(n, cost=1000) for n in range(-28, 7) if n not in (2, 3)], name="B")
    assert report_figures(facts(calm, holed)).volatility_score == 0


def test_less_than_two_weeks_before_give_no_score() -> None:
    assert report_figures(facts(account([row(n, cost=10) for n in range(-13, 7)]))).volatility_score is None
    assert report_figures(facts(account([row(n, cost=10) for n in range(-14, 7)]))).volatility_score == 0


def test_the_bands_begin_at_thirty_and_sixty() -> None:
    assert [volatility_band(Decimal(score)) for score in ("29.9", "30", "59.9", "60")] == ["quiet", "normal", "normal", "volatile"]
