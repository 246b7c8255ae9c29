"""Read a scheduled report: one that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.errors import NotFound
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports


@dataclass(frozen=True, slots=True)
class ReadScheduledReport:
    """The use case, with what it depends on."""

    schedules: ScheduledReports

    def __call__(self, caller: Caller, scheduled_report_id: str) -> ScheduledReport:
        """The schedule as it is now; `NotFound` where the organization has none, `BrandNotAuthorized` where it is another brand's."""
        known = ids.is_uuid(scheduled_report_id)
        schedule = self.schedules.get(caller.organization_id, scheduled_report_id) if known else None
        if schedule is None:
            raise NotFound("scheduled report")
        require_brand(caller, schedule.brand_id)
        return schedule
