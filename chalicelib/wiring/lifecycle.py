"""Wiring of what becomes of a report once it is made, or under way: approval, cancellation, retry, deletion."""

from chalicelib.domain.attempt import Attempt
from chalicelib.usecases.cancel_report import CancelReport
from chalicelib.usecases.clear_deletion import ClearDeletion
from chalicelib.usecases.decide_approval import DecideApproval
from chalicelib.usecases.delete_report import DeleteReport
from chalicelib.usecases.retry_report import RetryReport
from chalicelib.wiring.clients import documents, question_queue, renders
from chalicelib.wiring.pipeline import finish_execution
from chalicelib.wiring.process import ask_timing, clock, timing
from chalicelib.wiring.reporting import read_report
from chalicelib.wiring.stores import ad_accounts, cells, deletions, executions, joins, reports


def decide_approval(attempt: Attempt) -> DecideApproval:
    """Decide an approval."""
    return DecideApproval(reports(), read_report(), clock, attempt.resumes)


def cancel_report(attempt: Attempt) -> CancelReport:
    """Cancel a report."""
    return CancelReport(reports(), read_report(), finish_execution().of_report, clock, attempt.resumes)


def retry_report(attempt: Attempt) -> RetryReport:
    """Retry a report."""
    return RetryReport(
        reports(),
        read_report(),
        cells(),
        joins(),
        ad_accounts(),
        renders(),
        question_queue(),
        clock,
        attempt,
        timing(),
        ask_timing(),
    )


def delete_report(attempt: Attempt) -> DeleteReport:
    """Delete a report."""
    clear = ClearDeletion(deletions(), documents())
    return DeleteReport(reports(), executions(), read_report(), clear, clock, timing(), ask_timing(), attempt.resumes)
