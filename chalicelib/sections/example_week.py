"""An example to show a section with: an invented account's 36 days, the last 7 of them the report's, rows varying by a fixed pattern."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from chalicelib.domain.ad_account import AccountIdentity, Platform
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.period import Period
from chalicelib.domain.template import TemplateIdentity

PERIOD = Period(date(2026, 4, 15), date(2026, 4, 21))
_GATHERED = Period(PERIOD.start - timedelta(days=28), PERIOD.end)
_HABITS = {
    "Brand | DE | Exact": (180, 12),
    "Shopping – whole beans, all markets": (150, 8),
    "Retargeting 30 days": (90, 4),
    "Prospecting – look-alike espresso": (85, 3),
    "Wholesale cafés (FR) – formulaire": (45, 1),
}
CAMPAIGNS = len(_HABITS)
"""How many campaigns it has."""
_WEEKDAYS = (104, 98, 101, 95, 107, 118, 92)
"""Percent of a mean day, Monday first."""


def week(*sections: str) -> Facts:
    """A complete week of one account in euro, for a report of these sections."""
    identity = AccountIdentity(
        "ad_acct_0000000000e008000000000001", "Acme Coffee Roasters", Platform.GOOGLE_ADS, "123-456-7890", "EUR", "Europe/Berlin"
    )
    rows = tuple(row(day, position, PERIOD) for day in _GATHERED for position in range(CAMPAIGNS))
    return Facts(
        report_id="ad_rpt_0000000000e008000000000002",
        title=f"Weekly Check-In ({PERIOD.start} – {PERIOD.end})",
        organization_id="example",
        template=TemplateIdentity("ad_rtpl_0000000000e008000000000003", "weekly_check_in", 1, "Weekly Check-In"),
        sections=sections,
        period=PERIOD,
        gathered=_GATHERED,
        gathered_at=datetime(2026, 4, 22, 6, tzinfo=UTC),
        accounts=(AccountFacts(identity, rows),),
    )


def row(day: date, position: int, period: Period) -> DailyMetrics:
    """An invented row of one of the campaigns, a tenth more in the period than before it."""
    name, (cost, conversions) = list(_HABITS.items())[position]
    wobble = _WEEKDAYS[day.weekday()] + (day.toordinal() * 7 + position * 5) % 11 - 5
    lift = 110 if day in period else 100
    clicks = cost * wobble * lift // 9000
    return DailyMetrics(
        day=day,
        campaign_id=str(1000 + position),
        campaign_name=name,
        cost=Decimal(cost * wobble * lift) / 10000,
        impressions=clicks * (24 + position),
        clicks=clicks,
        conversions=Decimal(conversions * wobble * lift * lift // 1_000_000),
        conversion_value=Decimal(conversions * wobble * lift * lift * 80) / 1_000_000,
        rank_lost_impression_share=Decimal("0.18") + Decimal(position) / 50,
        budget_lost_impression_share=Decimal("0.14") if position == 0 else Decimal("0.05"),
    )
