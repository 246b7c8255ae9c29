"""Gather facts: read what a report's sections need, and nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib import sections
from chalicelib.domain import report_figures
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.period import Period
from chalicelib.domain.report import Failure, Report
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.daily_metrics import DailyMetricsStore


@dataclass(eq=False)
class CannotBeMade(Exception):
    """The report can't be made, now or later, for a reason that its owner can act on."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class GatherFacts:
    """The use case, with what it depends on."""

    accounts: AdAccounts
    metrics: DailyMetricsStore

    def __call__(self, report: Report, now: datetime) -> Facts:
        """The report's facts as they are stored now; `CannotBeMade` where an account has been deleted since it was asked for."""
        self._require_accounts(report)
        gathered = window(report.period, report.sections)
        rows = self.metrics.read(report.organization_id, report.account_ids, gathered)
        return Facts(
            report_id=report.id,
            title=report.title,
            organization_id=report.organization_id,
            template=report.template,
            sections=report.sections,
            period=report.period,
            gathered=gathered,
            gathered_at=now,
            accounts=tuple(AccountFacts(identity, rows[identity.ad_account_id]) for identity in report.accounts),
        )

    def _require_accounts(self, report: Report) -> None:
        found = self.accounts.get_many(report.organization_id, report.account_ids)
        gone = [account.account_name for account in report.accounts if account.ad_account_id not in found]
        if gone:
            message = f"Deleted before the report was made: {', '.join(gone)}. Ask for a report of the accounts that are left."
            raise CannotBeMade(Failure("ad_account_deleted", message, retriable=False))


def window(period: Period, section_keys: tuple[str, ...]) -> Period:
    """The days that are read: the period, and before it as many as the most demanding section, or the report's own figures, need."""
    needed = max(report_figures.DAYS_BEFORE, *(sections.load(key).days_before(len(period)) for key in section_keys))
    return Period(period.start - timedelta(days=needed), period.end)
