from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from chalicelib.domain.change import Verdict
from chalicelib.domain.decision import Decision, EntryType
from chalicelib.domain.effect import effect
from chalicelib.domain.metric import Metric
from tests.fakes.rows import WEEK, account, facts, row

ENTRY = Decision("1", "org", "ad_acct_Acme", WEEK.start, EntryType.DECISION, "x", None, (), None, datetime(2026, 4, 15, tzinfo=UTC))
ROWS = [row(n, name, cost=100, conversions=5 if n < 0 else 10) for n in range(-7, 7) for name in "ab"]


def test_the_seven_days_from_its_day_on_are_held_against_the_seven_before() -> None:
    found = effect(ENTRY, facts(account(ROWS)))
    assert found is not None
    assert (found.metric, found.before, found.now) == (Metric.CPA, Decimal(20), Decimal(10))
    assert found.verdict is Verdict.DOWN


def test_of_the_campaign_that_it_names() -> None:
    rows = [replace(each, cost=Decimal(40)) if each.campaign_id == "b" else each for each in ROWS]
    found = effect(replace(ENTRY, campaign_id="b"), facts(account(rows)))
    assert found is not None
    assert (found.before, found.now) == (Decimal(8), Decimal(4))


def test_without_a_conversion_it_is_the_spend_that_moved() -> None:
    rows = [row(n, cost=50 if n < 0 else 75) for n in range(-7, 7)]
    found = effect(ENTRY, facts(account(rows)))
    assert found is not None
    assert (found.metric, found.relative) == (Metric.SPEND, Decimal("0.5"))


def test_nothing_is_said_before_seven_days_have_passed_or_with_one_of_them_missing() -> None:
    assert effect(replace(ENTRY, decided_on=WEEK.start + timedelta(days=1)), facts(account(ROWS))) is None
    assert effect(ENTRY, facts(account([each for each in ROWS if each.day != WEEK.end]))) is None


def test_what_only_notices_or_concludes_has_no_effect_of_its_own() -> None:
    for kind in (EntryType.ANOMALY, EntryType.OUTCOME):
        assert effect(replace(ENTRY, entry_type=kind), facts(account(ROWS))) is None
    assert effect(replace(ENTRY, ad_account_id="another"), facts(account(ROWS))) is None
