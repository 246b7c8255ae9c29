"""Gather facts: read what a report's sections need, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib import sections
from chalicelib.domain import report_figures, thresholds
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.decision import Decision
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.locale import written
from chalicelib.domain.period import Period
from chalicelib.domain.report import Failure, Report
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.section import Need
from chalicelib.domain.totals import DayTotals, Totals, totals_by
from chalicelib.domain.visibility_subject import VisibilityFigures
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.daily_metrics import DailyMetricsStore
from chalicelib.usecases.ports.decisions import Decisions
from chalicelib.usecases.ports.report_targets import ReportTargets
from chalicelib.usecases.wear_white_label import WearWhiteLabel


@dataclass(eq=False)
class CannotBeMade(Exception):
    """The report can't be made, now or later, for a reason that its owner can act on. `figures` are what was measured all the same."""

    failure: Failure
    figures: VisibilityFigures | None = None


@dataclass(frozen=True, slots=True)
class GatherFacts:
    """The use case, with what it depends on."""

    accounts: AdAccounts
    metrics: DailyMetricsStore
    targets: ReportTargets
    decisions: Decisions
    wear: WearWhiteLabel
    most_rows: int = thresholds.MAX_GATHERED_ROWS

    def __call__(self, report: Report, now: datetime) -> Facts:
        """The report's facts as they are stored now; `CannotBeMade` where an account has been deleted since it was asked for."""
        accounts = self._accounts(report)
        gathered = window(report.period, report.sections)
        rows, earlier = self._rows(report, gathered), context(report.period, report.sections, gathered)
        worn = self.wear(report.organization_id, report.brand_id)
        return Facts(
            report_id=report.id,
            title=report.title,
            organization_id=report.organization_id,
            template=report.template,
            sections=report.sections,
            period=report.period,
            gathered=gathered,
            gathered_at=now,
            accounts=tuple(
                AccountFacts(
                    identity,
                    rows[identity.ad_account_id],
                    self._whole_days(report, identity.ad_account_id, earlier),
                    accounts[identity.ad_account_id].data_version,
                )
                for identity in report.accounts
            ),
            locale=written(worn.label.locale),
            worn=worn,
            targets=self._targets(report),
            decisions=self._decisions(report),
        )

    def _targets(self, report: Report) -> tuple[ReportTarget, ...]:
        if not _needs(report, Need.TARGETS):
            return ()
        return self.targets.valid_within(report.organization_id, report.account_ids, report.period)

    def _decisions(self, report: Report) -> tuple[Decision, ...]:
        if not _needs(report, Need.DECISIONS):
            return ()
        return self.decisions.within(report.organization_id, report.account_ids, report.period)

    def _whole_days(self, report: Report, account_id: str, earlier: Period | None) -> tuple[DayTotals, ...]:
        """An account's days of a period without their campaigns, a month at a time: a quarter's rows are never held together."""
        if earlier is None:
            return ()
        days: dict[date, Totals] = {}
        for part in earlier.by_month():
            rows = self.metrics.read(report.organization_id, [account_id], part)[account_id]
            days |= totals_by(rows, lambda row: row.day)
        return tuple(DayTotals(day, totals) for day, totals in days.items())

    def _rows(self, report: Report, gathered: Period) -> dict[str, tuple[DailyMetrics, ...]]:
        """Account by account, so that no more than one account's rows are ever held beyond the limit."""
        rows: dict[str, tuple[DailyMetrics, ...]] = {}
        left = self.most_rows
        for account_id in report.account_ids:
            rows |= self.metrics.read(report.organization_id, [account_id], gathered)
            left -= len(rows[account_id])
            if left < 0:
                message = (
                    f"More than {self.most_rows:,} daily rows from {gathered.start} to {gathered.end}, which is the most for one report. "
                    "Ask for fewer ad accounts or a shorter period."
                )
                raise CannotBeMade(Failure("too_many_rows", message, retriable=False))
        return rows

    def _accounts(self, report: Report) -> dict[str, AdAccount]:
        found = self.accounts.get_many(report.organization_id, report.account_ids)
        gone = [account.account_name for account in report.accounts if account.ad_account_id not in found]
        if gone:
            message = f"Deleted before the report was made: {', '.join(gone)}. Ask for a report of the accounts that are left."
            raise CannotBeMade(Failure("ad_account_deleted", message, retriable=False))
        return found


def _needs(report: Report, need: Need) -> bool:
    return any(need in sections.load(key).needs for key in report.sections)


def window(period: Period, section_keys: tuple[str, ...]) -> Period:
    """The days that are read: the period, and before it as many as the most demanding section, or the report's own figures, need."""
    needed = max(report_figures.DAYS_BEFORE, *(sections.load(key).days_before(len(period)) for key in section_keys))
    return Period(period.start - timedelta(days=needed), period.end)


def context(period: Period, section_keys: tuple[str, ...], gathered: Period) -> Period | None:
    """The days before the gathered window that a section needs as whole days; None where none does."""
    first = period.start - timedelta(days=max(sections.load(key).context_days(len(period)) for key in section_keys))
    return Period(first, gathered.start - timedelta(days=1)) if first < gathered.start else None
