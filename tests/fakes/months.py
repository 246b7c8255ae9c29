"""Facts of a template to render, as large and as odd as a client's can be: built on `report_facts`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from chalicelib import templates
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.decision import Decision, EntryType, Outcome
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.totals import DayTotals, totals_by
from chalicelib.usecases.gather_facts import context, window
from tests.fakes import report_facts
from tests.fakes.targets import target

LONG = "Prospecting – Look-alike 3 % purchasers last 180 days – Italy, Switzerland and Liechtenstein – video 15 s"
SCRIPTS = (
    "حملة البحث | Brand 2026",
    "🚀 Launch ☕️ 👩🏽‍💻 🇩🇪",
    "מסע פרסום – חיפוש",
    "春のキャンペーン – 検索",
    "夏季促销活动",
    "แคมเปญฤดูใบไม้ผลิ",
    "봄 캠페인",
    "वसंत अभियान",
    "Весенняя Ёлка",
    "Εαρινή καμπάνια",
    "Tiếng Việt – chiến dịch",
    '<script>alert("x")</script> & Söhne',
)
NAMES = {"short": report_facts.NAMES, "very long": tuple(f"{n:02} {LONG}" for n in range(40)), "every script": SCRIPTS}
_CURRENCIES = ("EUR", "EUR", "USD", "EUR", "JPY", "EUR", "USD", "KWD", "EUR", "EUR")


def month(template_key: str, *, accounts: int = 1, days: str = "complete", names: str = "short", noise: float = 0.08) -> Facts:
    """A template's facts over its own default period; `days` is `complete`, `missing` or `none`."""
    template = templates.load(template_key)
    period = Period.ending(report_facts.PERIOD.end, template.default_period_days)
    gathered = window(period, template.sections)
    made = [_account(number, period, template.sections, days=days, names=names, noise=noise) for number in range(accounts)]
    return report_facts.facts(
        made,
        title=f"{template.name} ({period.start} – {period.end})",
        template=TemplateIdentity(template.id, template.key, template.version, template.name),
        sections=template.sections,
        period=period,
        gathered=gathered,
        targets=(
            target("spend", 9000, "monthly"),
            target("cpa", 18, "monthly"),
            target("conversions", 400, "weekly"),
            target("roas", 4, ad_account_id=made[-1].identity.ad_account_id),
            target("cpa", 30, ad_account_id=made[0].identity.ad_account_id, campaign_external_id="c0002"),
        ),
        decisions=_log(made[0], period, NAMES[names][0]),
    )


def _account(number: int, period: Period, sections: Sequence[str], *, days: str, names: str, noise: float) -> AccountFacts:
    gathered = window(period, tuple(sections))
    whole = report_facts.account(
        name=f"{LONG} {number}" if names == "very long" else f"شركة القهوة {number}" if names == "every script" else f"Account {number}",
        platform=tuple(Platform)[number % len(Platform)],
        currency=_CURRENCIES[number],
        campaigns=NAMES[names] if number == 0 else NAMES[names][number % 5 : number % 5 + 4],
        seed=number + 1,
        missing=(-40, -9, -2, 1, 2) if days == "missing" and number % 2 == 0 else (),
        noise=noise,
        days=len(gathered) + 100,
    )
    if days == "none":
        return replace(whole, rows=())
    earlier = context(period, tuple(sections), gathered)
    before = totals_by((row for row in whole.rows if earlier and row.day in earlier), lambda row: row.day)
    rows = tuple(row for row in whole.rows if row.day in gathered)
    return replace(whole, rows=rows, earlier=tuple(DayTotals(day, totals) for day, totals in before.items()))


def _log(account: AccountFacts, period: Period, words: str) -> tuple[Decision, ...]:
    def entry(number: int, kind: EntryType, outcome: Outcome | None = None) -> Decision:
        day = period.start + timedelta(days=number * len(period) // 6)
        text = f"{words}: raised the daily budget by 10 % and watched what came of it, entry {number}"
        at = report_facts.facts().gathered_at
        return Decision(f"{number}", "org", account.identity.ad_account_id, day, kind, text, "c0001", ("budget", words), outcome, at)

    measured = Outcome(Metric.CPA, Decimal(24), Decimal(20), "14 days")
    kinds = (EntryType.DECISION, EntryType.EDIT, EntryType.ANOMALY, EntryType.DECISION)
    return (*(entry(number, kind) for number, kind in enumerate(kinds)), entry(4, EntryType.OUTCOME, measured))
