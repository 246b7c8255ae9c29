"""Finish an execution: when the last of its reports has ended, say how the run went, on itself, its schedule and its configs.

The reports themselves are the join: each is stored before this reads them all, so that whoever reads last sees every one of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Stale
from chalicelib.domain.execution import Execution, ExecutionStatus, ended
from chalicelib.domain.report import Report, ReportStatus
from chalicelib.domain.run_outcome import REGION_COMPLETED, UNFINISHED, RegionRun, RunOutcome, outcome
from chalicelib.usecases.ports.executions import Executions
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.ports.scheduled_reports import LastRun, ScheduledReports
from chalicelib.usecases.unheard import unheard

NOT_DISPATCHED = "The run could not be started within 24 hours"


@dataclass(frozen=True, slots=True)
class FinishExecution:
    """The use case, with what it depends on. `told` hears of each run that is stored as ended."""

    executions: Executions
    reports: Reports
    schedules: ScheduledReports
    region_configs: RegionConfigs
    clock: Clock
    told: Callable[[Execution], None] = unheard

    def __call__(self, organization_id: str, execution_id: str) -> bool:
        """End the run if none of its reports is under way, and answer whether it has ended. Twice is once."""
        while True:
            execution = self.executions.get(organization_id, execution_id)
            if execution is None or execution.is_final:
                return True
            reports = self.reports.get_many(organization_id, execution.report_ids)
            run = _outcome(execution, reports)
            if run is None:
                return False
            if self._end(execution, run, reports):
                return True

    def of_report(self, organization_id: str, report_id: str) -> None:
        """End the run of a report that has ended, if it was the last one."""
        report = self.reports.get(organization_id, report_id)
        if report is not None and report.subject is not None and report.subject.execution_id and report.status not in UNFINISHED:
            self(organization_id, report.subject.execution_id)

    def without_reports(self, execution: Execution, reason: str) -> Execution:
        """End a run that has nothing to report on as `failed`. `Stale` where it is another by now."""
        end = ended(execution, ExecutionStatus.FAILED, self.clock(), error_message=reason)
        self._record(end, RunOutcome(ExecutionStatus.FAILED, 0, reason), {})
        saved = self.executions.save(end)
        self.told(saved)
        return saved

    def undispatched(self, execution: Execution) -> bool:
        """End a run that could not be dispatched in its time, by the reports that it has; False while one of them is under way."""
        # It counts as begun when it was made: told by the time of its end, it would hide how newer runs went.
        begun = replace(execution, started_at=execution.started_at or execution.created_at)
        if not execution.report_ids:
            return self.without_reports(begun, NOT_DISPATCHED).is_final
        reports = self.reports.get_many(execution.organization_id, execution.report_ids)
        run = outcome([region_run(reports[own]) if own in reports else _never_made(own) for own in execution.report_ids])
        return run is not None and self._end(begun, run, reports)

    def _end(self, execution: Execution, run: RunOutcome, reports: Mapping[str, Report]) -> bool:
        # Noted first: a crash between the two is put right by the sweep, which finds the run still running.
        self._record(execution, run, reports)
        end = ended(execution, run.status, self.clock(), completed_regions=run.completed_regions, error_message=run.error_message)
        try:
            saved = self.executions.save(end)
        except Stale:
            return False
        self.told(saved)
        return True

    def _record(self, execution: Execution, run: RunOutcome, reports: Mapping[str, Report]) -> None:
        """On the schedule how the run went, on each config how its own region did."""
        started_at = execution.started_at or execution.created_at
        last = LastRun(started_at, run.status, run.error_message)
        self.schedules.record_run(execution.organization_id, execution.scheduled_report_id, last)
        for report in reports.values():
            own = outcome([region_run(report)])
            if report.subject is not None and own is not None:
                own_last = LastRun(started_at, own.status, own.error_message)
                self.region_configs.record_run(execution.organization_id, report.subject.region_config_id, own_last)


def region_run(report: Report, open_cells: int = 0) -> RegionRun:
    """A report as its region's part of a run; `open_cells` of it have neither answer nor failure yet."""
    assert report.subject is not None
    figures = report.figures
    return RegionRun(
        report_id=report.id,
        region=report.subject.region,
        status=report.status,
        cells=report.subject.cells,
        answered=figures.total_results if figures else report.subject.cells - open_cells,
        failed=figures.failed_results if figures else 0,
        error_message=report.failure.message if report.failure else None,
        was_made=any(step.status in REGION_COMPLETED for step in report.transitions),
    )


def gone(report_id: str) -> RegionRun:
    """A report of the run that was deleted."""
    return RegionRun(report_id, "deleted", ReportStatus.CANCELLED, 0, 0, 0)


def _never_made(report_id: str) -> RegionRun:
    return RegionRun(report_id, "a region", ReportStatus.FAILED, 0, 0, 0, NOT_DISPATCHED)


def _outcome(execution: Execution, reports: Mapping[str, Report]) -> RunOutcome | None:
    """How the run ended; None while it has not. What is missing before it is all dispatched is not deleted, but still to be made."""
    if not execution.report_ids or (execution.dispatched_at is None and len(reports) < len(execution.report_ids)):
        return None
    return outcome([region_run(reports[own]) if own in reports else gone(own) for own in execution.report_ids])
