"""Facts to render: any number of accounts, currencies, campaigns and days, varying by a seeded pattern."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from chalicelib.domain.ad_account import AccountIdentity, Platform
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.period import Period
from chalicelib.domain.template import TemplateIdentity

PERIOD = Period(date(2026, 4, 15), date(2026, 4, 21))
WEEKLY = ("cover", "executive_summary", "abi", "headline_metrics", "top_campaigns", "ai_insights", "footer")
NAMES = (
    "Brand | DE | Exact",
    "Shopping – Whole beans, all markets",
    "Retargeting 30 days",
    "Prospecting – Look-alike espresso",
    "Wholesale cafés (FR) – Formulaire",
    "Search | Generic | Coffee beans",
    "Video – How it is roasted",
    "Display – Seasonal",
    "Search | Competitors",
    "Local – Berlin Mitte",
    "Newsletter sign-up",
    "App install – iOS",
)


def facts(accounts: Sequence[AccountFacts] = (), **changes: object) -> Facts:
    """A weekly report's facts; `changes` replace fields."""
    made = Facts(
        report_id="ad_rpt_01kx4d9v6qe8h9w5b2n7m3c1ta",
        title=f"Weekly Check-In ({PERIOD.start} – {PERIOD.end})",
        organization_id="org",
        template=TemplateIdentity("ad_rtpl_01kx4d9v6qe8h9w5b2n7m3c1tb", "weekly_check_in", 1, "Weekly Check-In"),
        sections=WEEKLY,
        period=PERIOD,
        gathered=Period(PERIOD.start - timedelta(days=28), PERIOD.end),
        gathered_at=datetime(2026, 4, 22, 6, 30, tzinfo=UTC),
        accounts=tuple(accounts) or (account(),),
    )
    return replace(made, **changes)  # type: ignore[arg-type] # fields of Facts


def account(
    name: str = "Acme Coffee Roasters",
    platform: Platform = Platform.GOOGLE_ADS,
    currency: str = "EUR",
    campaigns: Sequence[str] = NAMES,
    *,
    seed: int = 1,
    missing: Sequence[int] = (),
    lift: float = 1.12,
    noise: float = 0.08,
    shares: bool = True,
    days: int = 35,
    scale: float = 1.0,
) -> AccountFacts:
    """An account with `days` days of rows up to the period's end; `missing` are day offsets from the period's start (may be negative)."""
    wobble = random.Random(seed)  # noqa: S311 # a pattern, not a secret
    identity = AccountIdentity(f"ad_acct_{seed:026d}", name, platform, f"{seed:03d}-456-7890", currency, "Europe/Berlin")
    rows = []
    for day in Period.ending(PERIOD.end, days):
        if (day - PERIOD.start).days in missing:
            continue
        for position, campaign in enumerate(campaigns):
            rows.append(_row(day=day, position=position, name=campaign, wobble=wobble, lift=lift, noise=noise, shares=shares, scale=scale))
    return AccountFacts(identity, tuple(rows))


def _row(
    *,
    day: date,
    position: int,
    name: str,
    wobble: random.Random,
    lift: float,
    noise: float,
    shares: bool,
    scale: float,
) -> DailyMetrics:
    factor = max(0.05, wobble.gauss(1, noise)) * (lift if day in PERIOD else 1) * (0.85 if day.weekday() >= 5 else 1)
    cost = round(scale * 160 / (1 + position) ** 0.9 * factor, 2)
    clicks = int(cost / 0.8 * wobble.uniform(0.95, 1.05) / max(scale, 1))
    rate = (0.06, 0.05, 0.045, 0.03, 0.02, 0.03, 0.0, 0.01, 0.015, 0.02, 0.03, 0.01)[position % 12]
    conversions = round(clicks * rate * wobble.uniform(0.8, 1.2) * (1.08 if day in PERIOD else 1))
    return DailyMetrics(
        day=day,
        campaign_id=f"c{position:04d}",
        campaign_name=name,
        cost=Decimal(str(cost)),
        impressions=int(clicks * wobble.uniform(24, 28)),
        clicks=clicks,
        conversions=Decimal(conversions),
        conversion_value=Decimal(str(round(conversions * 84.9 * scale, 2))),
        rank_lost_impression_share=Decimal("0.21") if shares else None,
        budget_lost_impression_share=Decimal("0.16") if shares and position < 2 else Decimal("0.03") if shares else None,
    )
