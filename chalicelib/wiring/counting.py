"""Counting: how what is asked, made and run ends, wherever it ends: in a worker, by a tick, or by a caller's wish.

What an alarm takes a share of is counted as 1 or 0 each time, so that the one metric says both how many and of how many.
"""

from chalicelib.domain.cell_ending import NEVER_ASKED, TIMED_OUT
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.execution import Execution
from chalicelib.domain.report import Report, ReportStatus
from chalicelib.observability import count, logger

_EXPIRED = {NEVER_ASKED.code, TIMED_OUT.code}


def count_cell(result: CellResult) -> None:
    """A question: answered, failed, or out of time."""
    count("cell_answered" if result.is_answered else "cell_expired" if result.error_code in _EXPIRED else "cell_failed")
    count("cell_unanswered", int(not result.is_answered))


def count_report(report: Report) -> None:
    """A report, when its document is made, or can't be."""
    count("report_failed", int(report.status is ReportStatus.FAILED))
    logger.info(
        "A report ended",
        report_id=report.id,
        execution_id=report.execution_id,
        outcome=report.status,
        reason=report.failure.code if report.failure else None,
    )


def count_execution(execution: Execution) -> None:
    """A run that has ended, by how."""
    count(f"execution_{execution.status}")
    logger.info("A run ended", execution_id=execution.id, outcome=execution.status)
