"""Rows written by hand, for tests whose arithmetic is done in the test."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.domain.ad_account import AccountIdentity, Platform
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.period import Period
from chalicelib.domain.template import TemplateIdentity

WEEK = Period(date(2026, 4, 15), date(2026, 4, 21))


def row(offset: int, campaign: str = "a", *, impressions: int = 0, clicks: int = 0, **figures: Any) -> DailyMetrics:
    """A row `offset` days after the week's first day; figures not given are zero, or unknown where they can be."""
    decimals: dict[str, Any] = {
        name: None if number is None else Decimal(str(number))
        for name, number in ({"cost": 0, "conversions": 0, "conversion_value": 0} | figures).items()
    }
    day = WEEK.start + timedelta(days=offset)
    return DailyMetrics(
        day=day, campaign_id=campaign, campaign_name=f"Campaign {campaign}", impressions=impressions, clicks=clicks, **decimals
    )


def account(
    rows: Iterable[DailyMetrics], *, name: str = "Acme", platform: Platform = Platform.GOOGLE_ADS, currency: str = "EUR"
) -> AccountFacts:
    """An account with these rows, ordered as facts are."""
    identity = AccountIdentity(f"ad_acct_{name}", name, platform, "123", currency, "Europe/Berlin")
    return AccountFacts(identity, tuple(sorted(rows, key=lambda each: each.key)))


def facts(*accounts: AccountFacts, sections: tuple[str, ...] = ()) -> Facts:
    """A weekly's facts of these accounts."""
    return Facts(
        report_id="ad_rpt_1",
        title=f"Weekly Check-In ({WEEK.start} – {WEEK.end})",
        organization_id="org",
        template=TemplateIdentity("ad_rtpl_1", "weekly_check_in", 1, "Weekly Check-In"),
        sections=sections,
        period=WEEK,
        gathered=Period(WEEK.start - timedelta(days=28), WEEK.end),
        gathered_at=datetime(2026, 4, 22, 6, tzinfo=UTC),
        accounts=accounts,
    )
