"""Open work in memory: what waits among the reports, deletions and executions that are kept there."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.usecases.ports.open_work import Nominated, Waits
from tests.fakes.executions import FakeExecutions
from tests.fakes.reports import FakeReports


class FakeOpenWork:
    def __init__(self, reports: FakeReports, executions: FakeExecutions | None = None) -> None:
        self._reports = reports
        self._executions = executions

    def waiting(self, until: datetime) -> Iterator[Nominated]:
        for report in self._reports.all():
            if report.attention_at is not None and report.attention_at <= until:
                yield Nominated(Waits.REPORT, report.organization_id, report.id)
        for deletion in list(self._reports.deletions.values()):
            if deletion.attention_at <= until:
                yield Nominated(Waits.DELETION, deletion.organization_id, deletion.report_id)
        for execution in self._executions.all() if self._executions else ():
            if execution.attention_at is not None and execution.attention_at <= until:
                yield Nominated(Waits.EXECUTION, execution.organization_id, execution.id)
