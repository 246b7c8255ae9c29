from decimal import Decimal

from chalicelib.domain.attention import Rule, notes
from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import movers
from tests.fakes.rows import WEEK, account, row


def group(*rows: DailyMetrics) -> CurrencyGroup:
    return CurrencyGroup("EUR", (account(rows),))


def test_campaigns_come_by_falling_cost_and_one_that_stopped_is_still_compared() -> None:
    found = campaigns(group(row(0, "a", cost=1), row(0, "b", cost=2), row(-7, "stopped", cost=9)), WEEK)
    assert [(campaign.id, campaign.ran) for campaign in found] == [("b", True), ("a", True), ("stopped", False)]
    assert found[2].comparison.before.cost == 9


def test_the_parts_of_a_change_add_up_to_the_whole() -> None:
    rows = [row(-7, "a", conversions=5), row(-7, "b", conversions=9), row(0, "a", conversions=8), row(0, "b", conversions=2)]
    found = movers(campaigns(group(*rows), WEEK), Metric.CONVERSIONS, 10)
    assert [(mover.campaign.id, mover.difference) for mover in found] == [("b", Decimal(-7)), ("a", Decimal(3))]


def test_what_to_look_at_is_found_by_rule_and_says_its_figure() -> None:
    rows = [
        row(0, "good", cost=100, conversions=10, impressions=10, budget_lost_impression_share="0.2"),
        row(0, "fair", cost=100, conversions=9),
        row(0, "dear", cost=100, conversions=2),
        row(0, "idle", cost=100),
        row(0, "small", cost=10),
    ]
    found = notes(campaigns(group(*rows), WEEK))
    assert [(note.rule, note.campaign.id) for note in found] == [
        (Rule.NO_CONVERSION, "idle"),
        (Rule.HIGH_CPA, "dear"),
        (Rule.BUDGET_LIMITED, "good"),
    ]
    assert found[0].figure == Decimal(100) / 410
    assert found[1].figure == 50 / (Decimal(100) / 9)
    assert found[2].figure == Decimal("0.2")
