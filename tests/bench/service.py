"""The pipeline of scheduled reports on a real engine's table. Beside the table all is in memory: queues, files, answers, pages."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from chalicelib.adapters import branding, frozen_facts, other_formats
from chalicelib.adapters.brands import DynamoBrands
from chalicelib.adapters.cells import DynamoCells
from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.executions import DynamoExecutions
from chalicelib.adapters.joins import DynamoJoins
from chalicelib.adapters.open_work import DynamoOpenWork
from chalicelib.adapters.prompts import DynamoPrompts
from chalicelib.adapters.question_sheets import FiledQuestionSheets
from chalicelib.adapters.region_configs import DynamoRegionConfigs
from chalicelib.adapters.reports import DynamoReports
from chalicelib.adapters.scheduled_reports import DynamoScheduledReports
from chalicelib.adapters.visibility_runs import DynamoVisibilityRuns
from chalicelib.adapters.white_labels import DynamoWhiteLabels
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.report import ReportKind
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.engines.recorded import RecordedEngine
from chalicelib.messages import AnswerRequested, ExecutionRequested, RenderRequested
from chalicelib.usecases.ask_question import AskQuestion
from chalicelib.usecases.dispatch_execution import DispatchExecution
from chalicelib.usecases.end_cell import EndCell
from chalicelib.usecases.finish_execution import FinishExecution
from chalicelib.usecases.gather_visibility_facts import GatherVisibilityFacts
from chalicelib.usecases.ports.open_work import Waits
from chalicelib.usecases.render_report import RenderReport
from chalicelib.usecases.report_family import Family, visibility_measured
from chalicelib.usecases.run_due_schedules import RunDueSchedules
from chalicelib.usecases.sweep import Sweep
from chalicelib.usecases.tick import Tick
from chalicelib.usecases.timing import AskTiming, Timing
from chalicelib.usecases.wake_execution import WakeExecution
from chalicelib.usecases.wake_questions import WakeQuestions
from chalicelib.usecases.wake_report import WakeReport
from chalicelib.usecases.wear_white_label import WearWhiteLabel
from tests.bench.queues import CountingQueue
from tests.fakes.documents import FakeDocuments
from tests.fakes.renders import FakeRenderer
from tests.fakes.templates import find_template
from tests.fakes.time import CountingRandom, FakeClock

_TIMING = Timing(lease=timedelta(minutes=2), attempts=3, resend_after=timedelta(minutes=10))
_ASK_TIMING = AskTiming(lease=timedelta(minutes=2), answer_within=timedelta(minutes=1))
_LATE = timedelta(seconds=2)
"""How long after its own time a tick's event arrives."""


@dataclass(frozen=True, slots=True)
class Queues:
    """The three queues."""

    executions: CountingQueue[ExecutionRequested] = field(default_factory=CountingQueue)
    questions: CountingQueue[AnswerRequested] = field(default_factory=CountingQueue)
    renders: CountingQueue[RenderRequested] = field(default_factory=CountingQueue)

    @property
    def requests(self) -> int:
        """The requests that SQS would have seen."""
        return self.executions.requests + self.questions.requests + self.renders.requests


class _Recorded:
    """Every platform, asked of the answers that ship with the project."""

    def of(self, platform: AiPlatform) -> RecordedEngine:  # noqa: ARG002
        return RecordedEngine()


class Service:
    """The four workers, at the time of a tick of `at`, as wiring puts them together."""

    def __init__(self, table: Table, at: datetime) -> None:
        self.queues = Queues()
        self._clock = FakeClock(at + _LATE)
        self._cells, self._joins, self._reports = DynamoCells(table), DynamoJoins(table), DynamoReports(table)
        self._executions, self._schedules, self._configs = (
            DynamoExecutions(table),
            DynamoScheduledReports(table),
            DynamoRegionConfigs(table),
        )
        self._documents = FakeDocuments()
        self._sheets = FiledQuestionSheets(self._documents)
        self._end_cell = EndCell(self._cells, self._joins, self.queues.renders)
        self._finish = FinishExecution(self._executions, self._reports, self._schedules, self._configs, self._clock)
        self.tick = self._tick(table)
        self.dispatch = self._dispatch(table)
        self.ask = self._ask()
        self.render = self._render(table)

    def _tick(self, table: Table) -> Tick:
        questions = WakeQuestions(
            self._reports, self._sheets, self._cells, self._joins, self._end_cell, self.queues.questions, self._clock, _ASK_TIMING
        )
        wake_report = WakeReport(self._reports, self._documents, self.queues.renders, questions, self._finish, self._clock, _TIMING)
        wake_execution = WakeExecution(self._executions, self.queues.executions, self._finish, self._clock, _TIMING)
        run = RunDueSchedules(self._schedules, self._executions, self.queues.executions, self._clock, _TIMING)
        return Tick(run, Sweep(DynamoOpenWork(table), {Waits.REPORT: wake_report, Waits.EXECUTION: wake_execution}, self._clock))

    def _dispatch(self, table: Table) -> DispatchExecution:
        return DispatchExecution(
            self._executions,
            self._schedules,
            self._configs,
            DynamoPrompts(table),
            DynamoBrands(table),
            find_template,
            self._sheets,
            self._reports,
            self._joins,
            self.queues.questions,
            self._finish,
            self._clock,
            _TIMING,
            _ASK_TIMING,
        )

    def _ask(self) -> AskQuestion:
        return AskQuestion(
            self._reports,
            self._sheets,
            self._cells,
            self._end_cell,
            _Recorded(),
            self.queues.questions,
            self._clock,
            monotonic,
            CountingRandom(),
            _ASK_TIMING,
        )

    def _render(self, table: Table) -> RenderReport:
        family = Family[VisibilityFacts](
            gather=GatherVisibilityFacts(
                self._cells, self._sheets, DynamoVisibilityRuns(table), WearWhiteLabel(DynamoWhiteLabels(table), self._documents)
            ),
            freeze=frozen_facts.freeze,
            thaw=partial(frozen_facts.thaw, VisibilityFacts),
            compose=lambda facts: facts.title,
            assets=branding.assets,
            other_formats=other_formats.visibility_formats,
            measured=visibility_measured,
        )
        families = {ReportKind.VISIBILITY: family}
        ended = self._finish.of_report
        return RenderReport(self._reports, self._documents, self._joins, families, FakeRenderer(), ended, self._clock, _TIMING)
