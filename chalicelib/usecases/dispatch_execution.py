"""Dispatch an execution: freeze what each of its reports asks, make the reports, and send their questions.

One write decides what the run consists of: the one that notes its reports and their frozen sheets on the execution. Before it nothing
of the run exists but files; after it every step can be done again, by anybody, with the same result.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.execution import Execution, ExecutionStatus, report_id, started
from chalicelib.domain.question_sheet import Look, QuestionSheet, question_sheet
from chalicelib.domain.region_config import RegionConfig, nothing_to_ask
from chalicelib.domain.report import Report
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.domain.template import Template
from chalicelib.domain.visibility_report import Origin, visibility_report
from chalicelib.messages import AnswerRequested, ExecutionRequested
from chalicelib.usecases.finish_execution import FinishExecution
from chalicelib.usecases.ports.brands import Brands
from chalicelib.usecases.ports.executions import Executions
from chalicelib.usecases.ports.joins import Joins
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.ports.question_sheets import QuestionSheets
from chalicelib.usecases.ports.queues import Queue
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports
from chalicelib.usecases.timing import AskTiming, Timing
from chalicelib.usecases.unheard import unheard


class DispatchOutcome(StrEnum):
    """What a message came to."""

    DISPATCHED = "dispatched"
    NOTHING_TO_ASK = "nothing_to_ask"
    NOT_NEEDED = "not_needed"


@dataclass(eq=False)
class _NoRun(Exception):
    """The run has nothing to report on; the sentence is its error message."""

    reason: str


@dataclass(frozen=True, slots=True)
class DispatchExecution:
    """The use case, with what it depends on. `told` hears of each report that ends as it is made: it has nothing to ask."""

    executions: Executions
    schedules: ScheduledReports
    region_configs: RegionConfigs
    prompts: Prompts
    brands: Brands
    find_template: Callable[[str, str, int | None], Template]
    sheets: QuestionSheets
    reports: Reports
    joins: Joins
    questions: Queue[AnswerRequested]
    finish: FinishExecution
    clock: Clock
    timing: Timing
    ask_timing: AskTiming
    told: Callable[[Report], None] = unheard

    def __call__(self, message: ExecutionRequested) -> DispatchOutcome:
        """Dispatch the run, unless that is done or the run is gone; again, it sends the questions that are still open."""
        execution = self.executions.get(message.organization_id, message.execution_id)
        if execution is None or execution.is_final or execution.dispatched_at is not None:
            return DispatchOutcome.NOT_NEEDED
        if execution.status is ExecutionStatus.PENDING:
            try:
                execution = self._begin(execution)
            except Stale:
                return self(message)  # somebody else began it, or noted that it was sent: what is stored decides
        if execution.is_final:
            return DispatchOutcome.NOTHING_TO_ASK
        reports = self._make_reports(execution)
        self._send_questions(reports, message.correlation_id)
        self._note_dispatched(execution)
        if not any(report.is_asking for report in reports):
            self.finish(execution.organization_id, execution.id)
        return DispatchOutcome.DISPATCHED

    def _begin(self, execution: Execution) -> Execution:
        """The run under way, with every report's frozen sheet noted on it; ended, where there is nothing to ask."""
        try:
            sheets = self._sheets(execution)
        except _NoRun as none:
            return self.finish.without_reports(execution, none.reason)
        keys = tuple(self.sheets.freeze(execution.organization_id, own_id, sheet) for own_id, sheet in sheets.items())
        running = started(execution, tuple(sheets), self.clock(), self.timing.resend_after)
        return self.executions.save(replace(running, sheet_keys=keys))

    def _sheets(self, execution: Execution) -> dict[str, QuestionSheet]:
        """What each report asks, by its id."""
        schedule, configs = self._to_run(execution)
        brand = self.brands.get(execution.organization_id, schedule.brand_id)
        if brand is None:
            raise _NoRun("The brand was deleted before the run began")
        look = self._look(schedule)
        return {
            report_id(execution, config.id): question_sheet(
                brand, config, self.prompts.of_config(execution.organization_id, config.id), look
            )
            for config in configs
        }

    def _to_run(self, execution: Execution) -> tuple[ScheduledReport, list[RegionConfig]]:
        schedule = self.schedules.get(execution.organization_id, execution.scheduled_report_id)
        if schedule is None:
            raise _NoRun("The scheduled report was deleted before the run began")
        configs = [
            config
            for config in self.region_configs.of_schedule(execution.organization_id, schedule.id)
            if config.is_active and execution.region_config_id in (None, config.id)
        ]
        reason = nothing_to_ask(configs)
        if reason is not None:
            raise _NoRun(reason.message)
        return schedule, configs

    def _look(self, schedule: ScheduledReport) -> Look:
        try:
            template = self.find_template(schedule.organization_id, schedule.template_key, None)
        except NotFound:
            raise _NoRun(f"There is no report template {schedule.template_key}") from None
        return Look.of(template, requires_review=schedule.requires_review)

    def _make_reports(self, execution: Execution) -> list[Report]:
        origin = Origin.of(execution)
        stored = self.reports.get_many(execution.organization_id, execution.report_ids)
        made = []
        for own_id, key in zip(execution.report_ids, execution.sheet_keys, strict=True):
            report = stored.get(own_id)
            if report is None:
                report = visibility_report(own_id, origin, self.sheets.thaw(key), key, self.clock(), self.ask_timing.look_again)
                with suppress(Stale):  # another dispatch of this run was quicker
                    self.reports.create(report)
                    if report.is_final:
                        self.told(report)
            made.append(report)
        return made

    def _send_questions(self, reports: list[Report], correlation_id: str) -> None:
        for report in reports:
            if report.is_asking:
                send_questions(self.questions, report, self.joins.open_cells(report.organization_id, report.id), correlation_id)

    def _note_dispatched(self, execution: Execution) -> None:
        now = self.clock()
        with suppress(Stale):  # its reports were quicker, and have ended it
            self.executions.save(replace(execution, dispatched_at=now, attention_at=now + self.timing.requeue_after, updated_at=now))


def send_questions(queue: Queue[AnswerRequested], report: Report, numbers: frozenset[int], correlation_id: str) -> None:
    """One message for each of these cells of a report, in their order."""
    queue.send_all(
        AnswerRequested(
            organization_id=report.organization_id,
            report_id=report.id,
            number=number,
            correlation_id=correlation_id,
            execution_id=report.execution_id,
        )
        for number in sorted(numbers)
    )
