"""An example to show a section with: three invented accounts' April in two currencies, the quarter before, targets and decisions."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from chalicelib.domain.ad_account import AccountIdentity, Platform
from chalicelib.domain.decision import Decision, EntryType, Outcome
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget, TargetMetric, TargetPeriod
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.totals import DayTotals, totals_by
from chalicelib.sections import example_week

PERIOD = Period(date(2026, 4, 1), date(2026, 4, 30))
_GATHERED = Period(PERIOD.start - timedelta(days=30), PERIOD.end)
_EARLIER = Period(_GATHERED.start - timedelta(days=70), _GATHERED.start - timedelta(days=1))
_AT = datetime(2026, 5, 4, 6, tzinfo=UTC)
_ACCOUNTS = (
    ("Acme Coffee Roasters", Platform.GOOGLE_ADS, "EUR", (0, 1, 2, 3, 4)),
    ("Acme Cafés", Platform.META_ADS, "EUR", (2, 3)),
    ("Acme USA", Platform.GOOGLE_ADS, "USD", (0, 1)),
)


def month(*sections: str) -> Facts:
    """A month of three accounts, for a report of these sections."""
    return Facts(
        report_id="ad_rpt_0000000000e008000000000002",
        title=f"Monthly Performance ({PERIOD.start} – {PERIOD.end})",
        organization_id="example",
        template=TemplateIdentity("ad_rtpl_0000000000e008000000000003", "monthly_performance", 1, "Monthly Performance"),
        sections=sections,
        period=PERIOD,
        gathered=_GATHERED,
        gathered_at=_AT,
        accounts=tuple(_account(number) for number in range(len(_ACCOUNTS))),
        targets=(
            _target(TargetMetric.SPEND, "15000", "EUR"),
            _target(TargetMetric.CPA, "24", "EUR"),
            _target(TargetMetric.CONVERSIONS, "1300"),
            _target(TargetMetric.ROAS, "4", account=2),
        ),
        decisions=(
            _decision(3, EntryType.DECISION, "Moved €40 a day from Prospecting to Retargeting, at half the CPA.", "1002"),
            _decision(
                14,
                EntryType.OUTCOME,
                "Retargeting kept its CPA at the higher budget.",
                "1002",
                Outcome(Metric.CPA, Decimal("22.40"), Decimal("20.15"), "10 days"),
            ),
            _decision(21, EntryType.ANOMALY, "Card payments failed on the shop from 14:00 to 19:00; conversions of the day are too low."),
            _decision(27, EntryType.EDIT, "Excluded 46 search terms about coffee machines.", "1001", tags=("search terms", "hygiene")),
        ),
    )


def _account(number: int) -> AccountFacts:
    name, platform, currency, campaigns = _ACCOUNTS[number]
    identity = AccountIdentity(_id(number), name, platform, f"123-456-789{number}", currency, "Europe/Berlin")
    rows = tuple(example_week.row(day, position, PERIOD) for day in _GATHERED for position in campaigns)
    before = [example_week.row(day, position, PERIOD) for day in _EARLIER for position in campaigns]
    earlier = tuple(DayTotals(day, totals) for day, totals in totals_by(before, lambda row: row.day).items())
    return AccountFacts(identity, rows, earlier)


def _id(number: int) -> str:
    return f"ad_acct_0000000000e00800000000000{number + 1}"


def _target(metric: TargetMetric, value: str, currency: str | None = None, account: int | None = None) -> ReportTarget:
    return ReportTarget(
        id=f"ad_rtgt_example_{metric}",
        organization_id="example",
        metric=metric,
        period_type=TargetPeriod.MONTHLY,
        target_value=Decimal(value),
        target_currency=currency,
        valid_from=date(2026, 1, 1),
        valid_to=None,
        ad_account_id=None if account is None else _id(account),
        campaign_external_id=None,
        created_at=_AT,
        updated_at=_AT,
    )


def _decision(
    day: int, kind: EntryType, text: str, campaign: str | None = None, outcome: Outcome | None = None, tags: tuple[str, ...] = ()
) -> Decision:
    decided = PERIOD.start + timedelta(days=day - 1)
    return Decision(f"example-{day}", "example", _id(0), decided, kind, text, campaign, tags, outcome, _AT)
