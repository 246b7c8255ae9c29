"""Read analytics: what the latest finished runs of a scheduled report come to."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.schedule_analytics import ScheduleAnalytics, schedule_analytics
from chalicelib.usecases.ports.executions import Executions
from chalicelib.usecases.ports.visibility_runs import VisibilityRuns
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport

RUNS = 30
"""How far back: a month of days, more than half a year of weeks. Every run has up to 20 regions, and all of them are read."""


@dataclass(frozen=True, slots=True)
class ReadAnalytics:
    """The use case, with what it depends on."""

    read_schedule: ReadScheduledReport
    executions: Executions
    runs: VisibilityRuns

    def __call__(self, caller: Caller, scheduled_report_id: str) -> ScheduleAnalytics:
        """The analytics of the finished ones among the schedule's latest runs; `NotFound` for a schedule that is not there."""
        schedule = self.read_schedule(caller, scheduled_report_id)
        latest = self.executions.page(caller.organization_id, schedule.id, limit=RUNS, after=None).items
        finished = [execution for execution in reversed(latest) if execution.is_final]
        wanted = [report_id for execution in finished for report_id in execution.report_ids]
        measured = self.runs.of_reports(caller.organization_id, wanted)
        return schedule_analytics(
            {execution.id: [measured[own] for own in execution.report_ids if own in measured] for execution in finished}
        )
