"""Read executions: the runs of a schedule, and each as it stands now, region by region."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.errors import NotFound
from chalicelib.domain.execution import Execution
from chalicelib.domain.listing import Listing
from chalicelib.domain.run_outcome import Job, RegionRun, job
from chalicelib.usecases.finish_execution import gone, region_run
from chalicelib.usecases.ports.executions import Executions
from chalicelib.usecases.ports.joins import Joins
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport


@dataclass(frozen=True, slots=True)
class ExecutionView:
    """A run, and its regions as they stand; none before it is dispatched."""

    execution: Execution
    regions: tuple[RegionRun, ...]

    @property
    def completed_regions(self) -> int:
        """How many regions have their report by now."""
        return sum(region.is_completed for region in self.regions)


@dataclass(frozen=True, slots=True)
class ReadExecutions:
    """The use cases of reading, with what they depend on."""

    read_schedule: ReadScheduledReport
    executions: Executions
    reports: Reports
    joins: Joins

    def of_schedule(self, caller: Caller, scheduled_report_id: str, *, limit: int, after: str | None) -> Listing[ExecutionView]:
        """One page of a schedule's runs, newest first; `NotFound` for a schedule that is not there."""
        schedule = self.read_schedule(caller, scheduled_report_id)
        page = self.executions.page(caller.organization_id, schedule.id, limit=limit, after=after)
        return Listing(tuple(self._views(caller.organization_id, page.items)), page.after)

    def one(self, caller: Caller, scheduled_report_id: str, execution_id: str) -> ExecutionView:
        """One run of a schedule; `NotFound` where it is not there, or is another schedule's."""
        schedule = self.read_schedule(caller, scheduled_report_id)
        execution = self._execution(caller, execution_id, "execution")
        if execution.scheduled_report_id != schedule.id:
            raise NotFound("execution")
        return self._views(caller.organization_id, [execution])[0]

    def as_job(self, caller: Caller, job_id: str) -> Job:
        """A run as a job, whether its schedule is still there or not."""
        execution = self._execution(caller, job_id, "job")
        view = self._views(caller.organization_id, [execution], count_open=True)[0]
        return job(execution, view.regions)

    def _execution(self, caller: Caller, execution_id: str, what: str) -> Execution:
        execution = self.executions.get(caller.organization_id, execution_id) if ids.is_uuid(execution_id) else None
        if execution is None:
            raise NotFound(what)
        require_brand(caller, execution.brand_id)
        return execution

    def _views(self, organization_id: str, executions: Sequence[Execution], *, count_open: bool = False) -> list[ExecutionView]:
        wanted = [report_id for execution in executions for report_id in execution.report_ids]
        reports = self.reports.get_many(organization_id, wanted)
        asking = [report.id for report in reports.values() if report.is_asking] if count_open else []
        open_counts = self.joins.open_counts(organization_id, asking)
        return [
            ExecutionView(
                execution,
                tuple(
                    region_run(reports[own_id], open_counts.get(own_id, 0)) if own_id in reports else gone(own_id)
                    for own_id in execution.report_ids
                    # Until it is dispatched, an id is of a report that is about to be made: nobody can read it yet.
                    if own_id in reports or execution.dispatched_at is not None or execution.is_final
                ),
            )
            for execution in executions
        ]
