"""Scheduled reports in memory: the port `ScheduledReports`, held to the same contract as the table."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.ports.scheduled_reports import LastRun, ScheduledReportFilter
from tests.fakes.brands import SCHEDULE, FakeBrands
from tests.fakes.pages import page_of


class FakeScheduledReports:
    def __init__(self, brands: FakeBrands) -> None:
        self._brands = brands
        self._schedules: dict[tuple[str, str], ScheduledReport] = {}
        self.members: dict[tuple[str, str], set[str]] = {}

    def __len__(self) -> int:
        return len(self._schedules)

    def add(self, schedule: ScheduledReport) -> None:
        if self.get(schedule.organization_id, schedule.id) is not None:
            raise AlreadyMade
        self._brands.join(schedule.organization_id, schedule.brand_id, SCHEDULE, schedule.id)
        self._schedules[schedule.organization_id, schedule.id] = schedule
        self.members[schedule.organization_id, schedule.id] = set()

    def get(self, organization_id: str, scheduled_report_id: str) -> ScheduledReport | None:
        return self._schedules.get((organization_id, scheduled_report_id))

    def save(self, schedule: ScheduledReport, *, was: ScheduledReport) -> ScheduledReport:
        stored = self._current(was)
        saved = replace(
            schedule,
            revision=was.revision + 1,
            last_run_at=stored.last_run_at,
            last_run_status=stored.last_run_status,
            last_error_message=stored.last_error_message,
        )
        self._schedules[schedule.organization_id, schedule.id] = saved
        return saved

    def remove(self, schedule: ScheduledReport) -> None:
        address = (schedule.organization_id, schedule.id)
        self._current(schedule)
        if self.members[address]:
            raise Stale
        del self._schedules[address], self.members[address]
        self._brands.leave(schedule.organization_id, schedule.brand_id, SCHEDULE, schedule.id)

    def page(self, organization_id: str, wanted: ScheduledReportFilter, *, limit: int, after: str | None) -> Listing[ScheduledReport]:
        return page_of(
            {schedule.id: schedule for (org, _), schedule in self._schedules.items() if org == organization_id},
            lambda schedule: (
                wanted.brand_id in (None, schedule.brand_id)
                and wanted.is_active in (None, schedule.is_active)
                and wanted.frequency in (None, schedule.frequency)
                and (wanted.search or "").casefold() in schedule.name.casefold()
            ),
            limit=limit,
            after=after,
        )

    def due(self, until: datetime) -> Iterator[ScheduledReport]:
        waiting = [schedule for schedule in self._schedules.values() if schedule.attention_at is not None]
        yield from (schedule for schedule in waiting if schedule.next_run_at <= until)

    def record_run(self, organization_id: str, scheduled_report_id: str, run: LastRun) -> None:
        stored = self.get(organization_id, scheduled_report_id)
        if stored is not None and (stored.last_run_at is None or stored.last_run_at <= run.started_at):
            self._schedules[organization_id, scheduled_report_id] = replace(
                stored, last_run_at=run.started_at, last_run_status=run.status, last_error_message=run.error_message
            )

    def advance(self, schedule: ScheduledReport, next_run_at: datetime) -> None:
        """What a tick's transaction does to the schedule."""
        stored = self._current(schedule)
        if not stored.is_active:
            raise Stale
        self._schedules[schedule.organization_id, schedule.id] = replace(stored, next_run_at=next_run_at)

    def _current(self, schedule: ScheduledReport) -> ScheduledReport:
        stored = self.get(schedule.organization_id, schedule.id)
        if stored is None or (stored.revision, stored.next_run_at) != (schedule.revision, schedule.next_run_at):
            raise Stale
        return stored
