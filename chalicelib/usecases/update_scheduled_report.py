"""Update a scheduled report: what is named changes, and its grid with it."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.scheduled_report import ScheduleChange, ScheduledReport, changed
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class UpdateScheduledReport:
    """The use case, with what it depends on."""

    schedules: ScheduledReports
    read: ReadScheduledReport
    clock: Clock

    def __call__(self, caller: Caller, scheduled_report_id: str, change: ScheduleChange) -> ScheduledReport:
        """The schedule with the change in it; nothing is written where nothing changes.

        A tick that moves it on meanwhile makes this read again: the change is made to the schedule as the tick left it.
        """

        def attempt() -> ScheduledReport:
            schedule = self.read(caller, scheduled_report_id)
            after = changed(schedule, change, self.clock())
            return schedule if after == schedule else self.schedules.save(after, was=schedule)

        return settled(attempt, "the scheduled report")
