"""Delete a scheduled report, with its region configs and their prompts. Reports stay; what was dispatched finishes."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.usecases.delete_region_config import DeleteRegionConfig
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class DeleteScheduledReport:
    """The use case, with what it depends on."""

    schedules: ScheduledReports
    configs: RegionConfigs
    read: ReadScheduledReport
    delete_region_config: DeleteRegionConfig

    def __call__(self, caller: Caller, scheduled_report_id: str) -> None:
        """Remove the schedule; `NotFound` where there is none.

        Its configs go first, each as it was read on this schedule: one that is moved meanwhile is left, one that is attached
        meanwhile is found by the next attempt. What dies between two lines leaves a schedule that can be deleted again.
        """

        def attempt() -> None:
            schedule = self.read(caller, scheduled_report_id)
            for config in self.configs.of_schedule(caller.organization_id, scheduled_report_id):
                self.delete_region_config.as_read(config)
            self.schedules.remove(schedule)

        settled(attempt, "the scheduled report")
