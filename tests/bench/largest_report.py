"""What the largest report costs: `python -m tests.bench.largest_report`. The steps of a render in one process, without its reading.

The facts are invented, the same at every run, and so are the files: their hashes tell whether a change of the code changed a figure.
"""

import argparse
import hashlib
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from chalicelib import templates
from chalicelib.domain.ad_account import AccountIdentity, Platform
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.decision import Decision, EntryType
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget, TargetMetric, TargetPeriod
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.totals import DayTotals, Totals
from chalicelib.usecases import gather_facts

_SEED = 7
_END = date(2026, 4, 30)
_AT = datetime(2026, 5, 4, 6, tzinfo=UTC)
_SPREAD = (Platform.GOOGLE_ADS, Platform.META_ADS, Platform.GOOGLE_ADS, Platform.TIKTOK_ADS)


def facts(template_key: str, accounts: int, campaigns: int, currencies: tuple[str, ...] = ("EUR",)) -> Facts:
    """So many accounts of so many campaigns, most of which have a row on most days, with targets and entries of the log."""
    random = Random(_SEED)  # noqa: S311 # the same rows at every run
    template = templates.load(template_key)
    period = Period.ending(_END, template.default_period_days)
    gathered = gather_facts.window(period, template.sections)
    earlier = gather_facts.context(period, template.sections, gathered)
    identities = [
        AccountIdentity(f"ad_acct_{n}", f"Account {n}", _SPREAD[n % 4], f"ext-{n}", currencies[n % len(currencies)], "Europe/Berlin")
        for n in range(accounts)
    ]
    return Facts(
        report_id="ad_rpt_0000000000e008000000000002",
        title=f"{template.name} ({period.start} – {period.end})",
        organization_id="bench",
        template=TemplateIdentity("ad_rtpl_1", template.key, 1, template.name),
        sections=template.sections,
        period=period,
        gathered=gathered,
        gathered_at=_AT,
        accounts=tuple(AccountFacts(each, _rows(each, campaigns, gathered, random), _days(earlier, random)) for each in identities),
        targets=tuple(_targets(identities)),
        decisions=tuple(_decisions(identities, period)),
    )


def _rows(account: AccountIdentity, campaigns: int, days: Period, random: Random) -> tuple[DailyMetrics, ...]:
    sizes = [random.randint(2, 400) for _ in range(campaigns)]
    return tuple(
        _row(day, account, number, size, random) for day in days for number, size in enumerate(sizes) if number % 7 or day.toordinal() % 3
    )


def _row(day: date, account: AccountIdentity, number: int, size: int, random: Random) -> DailyMetrics:
    clicks = random.randint(0, size)
    conversions = Decimal(random.randint(0, clicks * 5)) / 100 if number % 11 else Decimal(0)
    google = account.platform is Platform.GOOGLE_ADS and number % 5
    return DailyMetrics(
        day=day,
        campaign_id=f"{account.ad_account_id}-{number:04}",
        campaign_name=f"Campaign {number} of {account.account_name}",
        cost=Decimal(clicks * random.randint(40, 140)) / 100,
        impressions=clicks * random.randint(10, 60) + random.randint(0, 9),
        clicks=clicks,
        conversions=conversions,
        conversion_value=conversions * random.randint(2000, 9000) / 100,
        rank_lost_impression_share=Decimal(random.randint(0, 100)) / 100 if google else None,
        budget_lost_impression_share=Decimal(random.randint(0, 60)) / 100 if google else None,
    )


def _days(days: Period | None, random: Random) -> tuple[DayTotals, ...]:
    return tuple(_day(day, random.randint(20_000, 40_000)) for day in days or ())


def _day(day: date, clicks: int) -> DayTotals:
    return DayTotals(day, Totals(Decimal(clicks * 9) / 10, clicks * 30, clicks, Decimal(clicks) / 40, Decimal(clicks * 55) / 40))


def _targets(accounts: list[AccountIdentity]) -> list[ReportTarget]:
    currency, first = accounts[0].currency, accounts[0].ad_account_id
    return [
        _target(TargetMetric.SPEND, "900000", currency),
        _target(TargetMetric.CPA, "19", currency),
        _target(TargetMetric.ROAS, "2.5"),
        _target(TargetMetric.CONVERSIONS, "9000", account=first),
        _target(TargetMetric.CTR, "0.03", account=first, campaign=f"{first}-0001"),
    ]


def _target(
    metric: TargetMetric, value: str, currency: str | None = None, account: str | None = None, campaign: str | None = None
) -> ReportTarget:
    since = date(2026, 1, 1)
    name = f"ad_rtgt_{metric}"
    return ReportTarget(name, "bench", metric, TargetPeriod.MONTHLY, Decimal(value), currency, since, None, account, campaign, _AT, _AT)


def _decisions(accounts: list[AccountIdentity], period: Period) -> list[Decision]:
    first = accounts[0].ad_account_id
    days = [period.start + timedelta(days=n) for n in range(0, len(period), 3)]
    subjects = [f"{first}-{n:04}" if n % 2 else None for n in range(len(days))]
    return [
        Decision(f"entry-{n}", "bench", first, day, EntryType.DECISION, f"Entry {n}", subject, (), None, _AT)
        for n, (day, subject) in enumerate(zip(days, subjects, strict=True))
    ]


class Costs:
    """What each step took of this process, and what it made."""

    def __init__(self) -> None:
        self.rows = 0
        self.seconds: dict[str, float] = {}
        self.hashes: dict[str, str] = {}

    def of[T](self, step: str, do: Callable[[], T]) -> T:
        """Do it, and keep its CPU seconds."""
        before = time.process_time()
        done = do()
        self.seconds[step] = time.process_time() - before
        return done

    def made(self, name: str, content: bytes) -> None:
        """Keep a file's hash."""
        self.hashes[name] = hashlib.sha256(content).hexdigest()[:16]


def measured(gather: Callable[[], Facts]) -> Costs:
    """All steps from gathered facts to files, in the order of `RenderReport`, which holds what was gathered until it is frozen."""
    from chalicelib.adapters import branding, composer, frozen_facts, other_formats, renderer  # seconds that are not a step's
    from chalicelib.domain.report_figures import report_figures

    costs = Costs()
    gathered = gather()
    costs.rows = sum(len(account.rows) for account in gathered.accounts)
    frozen = costs.of("freeze", partial(frozen_facts.freeze, gathered))
    del gathered
    thawed: Facts = costs.of("thaw", lambda: frozen_facts.thaw(Facts, frozen))
    page = costs.of("compose", lambda: composer.compose(thawed))
    rendered = costs.of("PDF", lambda: renderer.render(page, "en-US", thawed.gathered_at, branding.assets(thawed)))
    costs.made("pdf", rendered.content)
    for made, content in costs.of("HTML, JSON and CSV", lambda: other_formats.performance_formats(thawed, page)).items():
        costs.made(made.value, content)
    costs.of("figures", lambda: report_figures(thawed))
    costs.made("facts", frozen)
    return costs


def main() -> int:
    """Measure one report and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.largest_report", description=__doc__)
    parser.add_argument("--template", default="monthly_performance")
    parser.add_argument("--accounts", type=int, default=10)
    parser.add_argument("--campaigns", type=int, default=523)
    parser.add_argument("--currencies", nargs="+", default=["EUR"])
    asked = parser.parse_args()
    costs = measured(lambda: facts(asked.template, asked.accounts, asked.campaigns, tuple(asked.currencies)))
    print(f"{asked.template}: {costs.rows:,} rows")
    print(*(f"{step} {seconds:.2f} s" for step, seconds in costs.seconds.items()), sep=", ")
    print(f"together {sum(costs.seconds.values()):.2f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    print(*(f"{name} {of}" for name, of in costs.hashes.items()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
