"""Retry a report: one that failed is made again, under the same id; one whose data has changed since is superseded by a new one."""

from contextlib import suppress
from dataclasses import dataclass

from chalicelib.domain import deduplication, ids
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Conflict, Unavailable
from chalicelib.domain.performance_report import performance_report
from chalicelib.domain.report import Report, ReportKind, ReportStatus, retried, was_moved
from chalicelib.domain.visibility_report import asking
from chalicelib.messages import AnswerRequested
from chalicelib.usecases.dispatch_execution import send_questions
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.cells import Cells
from chalicelib.usecases.ports.joins import Joins
from chalicelib.usecases.ports.queues import Queue
from chalicelib.usecases.ports.renders import RenderQueue
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.request_report import make_or_find, send_to_render
from chalicelib.usecases.settled import settled
from chalicelib.usecases.timing import AskTiming, Timing


@dataclass(frozen=True, slots=True)
class RetryReport:
    """The use case, with what it depends on."""

    reports: Reports
    read: ReadReport
    cells: Cells
    joins: Joins
    accounts: AdAccounts
    renders: RenderQueue
    questions: Queue[AnswerRequested]
    clock: Clock
    attempt: Attempt
    timing: Timing
    ask_timing: AskTiming

    def __call__(self, caller: Caller, report_id: str, correlation_id: str) -> Report:
        """The report under way again, or the new one that supersedes it. Twice, the second finds what the first began.

        `NotFound` for a report that the caller can't see; `Conflict` for any but one that failed and is `retriable`, and a ready
        performance report whose accounts were imported into since it was made. As with a new report, what is stored and not sent is
        sent by the sweep.
        """

        new_id = ids.new_id(ids.REPORT, self.attempt.clock(), self.attempt.random)
        report = made_once(
            lambda: self.reports.get(caller.organization_id, new_id),
            lambda: settled(lambda: self._retried(caller, self.read(caller, report_id), new_id), "the report"),
            resumes=self.attempt.resumes,
        )
        self._send(report, caller, correlation_id)
        return report

    def _retried(self, caller: Caller, report: Report, new_id: str) -> Report:
        if report.status is ReportStatus.READY:
            return self._superseding(caller, report, new_id)
        if self.attempt.resumes and report.retries and not report.is_final and was_moved(report, ReportStatus.PENDING, caller.key_id):
            return report
        return self._again(caller, report)

    def _again(self, caller: Caller, report: Report) -> Report:
        now = self.clock()
        pending = retried(report, now, caller.key_id, self.timing.resend_after)
        unanswered = self._unanswered(report)
        if not unanswered:
            return self.reports.save(pending)
        return self.reports.ask_again(asking(pending, now, caller.key_id, self.ask_timing.look_again), unanswered)

    def _unanswered(self, report: Report) -> frozenset[int]:
        """The questions that a retry asks again: what has an answer keeps it, since that was paid for, and is of the same day."""
        if report.subject is None:
            return frozenset()
        results = self.cells.results(report.organization_id, report.id)
        answered = {result.number for result in results if result.is_answered}
        return frozenset(range(report.subject.cells)) - answered

    def _superseding(self, caller: Caller, report: Report, new_id: str) -> Report:
        accounts = self._changed_accounts(report)
        now = self.clock()
        new = performance_report(
            new_id,
            caller,
            template=report.template,
            sections=report.sections,
            requires_review=report.requires_review,
            accounts=accounts,
            period=report.period,
            title=report.title,
            now=now,
            look_again=self.timing.resend_after,
            supersedes=report.id,
        )
        digest = deduplication.superseding_digest(report, tuple(account.data_version for account in accounts))
        return make_or_find(self.reports, new, digest).report

    def _changed_accounts(self, report: Report) -> list[AdAccount]:
        """The report's accounts, of which one at least has other rows than the report was made from."""
        if report.kind is not ReportKind.PERFORMANCE:
            raise _refusal("A visibility report that is ready stands: ask for a new one", report)
        found = self.accounts.get_many(report.organization_id, report.account_ids)
        if len(found) < len(report.account_ids):
            raise _refusal("An ad account of this report was deleted", report, "ad_account_deleted")
        accounts = [found[account_id] for account_id in report.account_ids]
        if tuple(account.data_version for account in accounts) == report.data_versions:
            raise _refusal("Nothing was imported since this report was made: it would be the same", report, "data_unchanged")
        return accounts

    def _send(self, report: Report, caller: Caller, correlation_id: str) -> None:
        if report.status is ReportStatus.PENDING:
            send_to_render(self.renders, self.reports, report, caller.key_id, correlation_id, clock=self.clock, timing=self.timing)
        elif report.is_asking:
            with suppress(Unavailable):
                send_questions(self.questions, report, self.joins.open_cells(report.organization_id, report.id), correlation_id)


def _refusal(message: str, report: Report, reason: str | None = None) -> Conflict:
    details: dict[str, str | int] = {"status": report.status.value}
    return Conflict(message, details | {"reason": reason} if reason else details)
