"""Create a scheduled report."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import ids
from chalicelib.domain.cadence import Frequency
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.report import ReportKind
from chalicelib.domain.scheduled_report import DEFAULT_TEMPLATE_KEY, DEFAULT_TIMEZONE, ScheduledReport, first_cadence
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.find_template import TemplateFinder, wanted_template
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class NewScheduledReport:
    """What a caller says of a new schedule, already of the right form; without `requires_review`, the template says."""

    brand_id: str
    name: str
    frequency: Frequency
    timezone: str = DEFAULT_TIMEZONE
    template_key: str = DEFAULT_TEMPLATE_KEY
    requires_review: bool | None = None


@dataclass(frozen=True, slots=True)
class CreateScheduledReport:
    """The use case, with what it depends on."""

    schedules: ScheduledReports
    authorize_brand: AuthorizeBrand
    find_template: TemplateFinder
    clock: Clock
    random: ids.RandomBytes
    resumes: bool = False

    def __call__(self, caller: Caller, wanted: NewScheduledReport) -> ScheduledReport:
        """Make the schedule, active, its first slot a period from now; `NotFound` for a brand or template that can't be seen."""
        now = self.clock()
        schedule_id = ids.new_uuid(now, self.random)
        return made_once(
            lambda: self.schedules.get(caller.organization_id, schedule_id),
            lambda: self._make(caller, wanted, schedule_id, now),
            resumes=self.resumes,
        )

    def _make(self, caller: Caller, wanted: NewScheduledReport, schedule_id: str, now: datetime) -> ScheduledReport:
        self.authorize_brand(caller, wanted.brand_id)
        template = wanted_template(self.find_template, caller.organization_id, wanted.template_key, None, ReportKind.VISIBILITY)
        grid, next_run_at = first_cadence(now, wanted.frequency, wanted.timezone)
        schedule = ScheduledReport(
            id=schedule_id,
            organization_id=caller.organization_id,
            brand_id=wanted.brand_id,
            name=wanted.name,
            grid=grid,
            next_run_at=next_run_at,
            is_active=True,
            template_key=template.key,
            requires_review=template.requires_review if wanted.requires_review is None else wanted.requires_review,
            created_by=caller.key_id,
            created_at=now,
            updated_at=now,
        )
        settled(lambda: self.schedules.add(schedule), "the brand")
        return schedule
