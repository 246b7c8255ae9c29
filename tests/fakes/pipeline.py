"""The whole pipeline without Lambda and SQS: from a tick to a document, on stores in memory or in a table."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, cast

from chalicelib.adapters import branding, other_formats
from chalicelib.adapters.cells import DynamoCells
from chalicelib.adapters.deletions import DynamoDeletions
from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.executions import DynamoExecutions
from chalicelib.adapters.frozen_facts import freeze, thaw
from chalicelib.adapters.joins import DynamoJoins
from chalicelib.adapters.open_work import DynamoOpenWork
from chalicelib.adapters.question_sheets import FiledQuestionSheets
from chalicelib.adapters.reports import DynamoReports
from chalicelib.adapters.visibility_runs import DynamoVisibilityRuns
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.errors import KnownCondition
from chalicelib.domain.execution import Execution
from chalicelib.domain.report import Report, ReportKind, files_named_by
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.domain.template import Template
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.messages import AnswerRequested, ExecutionRequested, RenderRequested
from chalicelib.usecases.ask_question import AskQuestion
from chalicelib.usecases.cancel_report import CancelReport
from chalicelib.usecases.clear_deletion import ClearDeletion
from chalicelib.usecases.decide_approval import DecideApproval
from chalicelib.usecases.delete_report import DeleteReport
from chalicelib.usecases.dispatch_execution import DispatchExecution
from chalicelib.usecases.end_cell import EndCell
from chalicelib.usecases.finish_execution import FinishExecution
from chalicelib.usecases.gather_visibility_facts import GatherVisibilityFacts
from chalicelib.usecases.ports.engines import Engine
from chalicelib.usecases.ports.open_work import Nominated, OpenWork, Waits
from chalicelib.usecases.ports.scheduled_reports import ScheduledReports
from chalicelib.usecases.read_executions import ReadExecutions
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.render_report import RenderReport
from chalicelib.usecases.report_family import Family, visibility_measured
from chalicelib.usecases.request_visibility_report import RequestVisibilityReport
from chalicelib.usecases.retry_report import RetryReport
from chalicelib.usecases.run_due_schedules import RunDueSchedules
from chalicelib.usecases.start_execution import StartExecution
from chalicelib.usecases.sweep import Sweep
from chalicelib.usecases.tick import Tick
from chalicelib.usecases.timing import AskTiming, Timing
from chalicelib.usecases.wake_deletion import WakeDeletion
from chalicelib.usecases.wake_execution import WakeExecution
from chalicelib.usecases.wake_questions import WakeQuestions
from chalicelib.usecases.wake_report import WakeReport
from chalicelib.usecases.wear_white_label import WearWhiteLabel
from tests.fakes.cells import FakeCells
from tests.fakes.deletions import FakeDeletions
from tests.fakes.documents import FakeDocuments
from tests.fakes.engines import FakeEngines
from tests.fakes.executions import FakeExecutions
from tests.fakes.mortal import Fate, Killed
from tests.fakes.open_work import FakeOpenWork
from tests.fakes.queues import FakeQueue
from tests.fakes.renders import FakeRenderer
from tests.fakes.reports import FakeReports
from tests.fakes.visibility_runs import FakeVisibilityRuns
from tests.fakes.visibility_stores import Makers, Stores

HIDDEN_FOR = timedelta(minutes=12)
TIMING = Timing(lease=timedelta(seconds=330), attempts=3, resend_after=timedelta(seconds=120))
ASK_TIMING = AskTiming(lease=timedelta(seconds=160), answer_within=timedelta(seconds=120))
TEMPLATE = Template(
    id="ad_rtpl_1",
    key="ai_visibility",
    version=1,
    name="AI Visibility",
    description="",
    is_system=True,
    default_period_days=1,
    sections=("visibility_cover",),
    requires_review=False,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def never() -> bool:
    return False


@dataclass
class Kept:
    """Where the pipeline keeps what it makes."""

    reports: Any
    joins: Any
    cells: Any
    executions: Any
    runs: Any
    deletions: Any
    open_work: OpenWork


def kept_in_memory(stores: Stores) -> Kept:
    reports = FakeReports()
    executions = FakeExecutions(stores.advance)
    cells, runs = FakeCells(), FakeVisibilityRuns()
    deletions = FakeDeletions(reports, cells, runs)
    return Kept(reports, reports.joins, cells, executions, runs, deletions, FakeOpenWork(reports, executions))


def kept_in_table(table: Table) -> Kept:
    return Kept(
        DynamoReports(table),
        DynamoJoins(table),
        DynamoCells(table),
        DynamoExecutions(table),
        DynamoVisibilityRuns(table),
        DynamoDeletions(table),
        DynamoOpenWork(table),
    )


class Pipeline:
    """The use cases, wired as in production. Whatever a worker calls goes through `fate`."""

    def __init__(self, make: Makers, kept: Kept, fate: Fate | None = None) -> None:
        self.make, self.kept, self.clock, self.random = make, kept, make.clock, make.random
        self.engines, self.documents, self.renderer = FakeEngines(), FakeDocuments(), FakeRenderer()
        self.execution_queue = FakeQueue[ExecutionRequested](self.clock)
        self.questions = FakeQueue[AnswerRequested](self.clock)
        self.renders = FakeQueue[RenderRequested](self.clock)
        self.fate = fate or Fate()
        self._wire(self.fate.befall)

    def _wire(self, mortal: Callable[[Any], Any]) -> None:
        stores, clock, random = self.make.stores, self.clock, self.random
        schedules, configs, prompts, brands = map(mortal, (stores.schedules, stores.configs, stores.prompts, stores.brands))
        reports, joins, cells = map(mortal, (self.kept.reports, self.kept.joins, self.kept.cells))
        executions, runs, documents = map(mortal, (self.kept.executions, self.kept.runs, self.documents))
        execution_queue, questions, renders = map(mortal, (self.execution_queue, self.questions, self.renders))
        sheets, engines, renderer = FiledQuestionSheets(documents), _Engines(self.engines, mortal), mortal(self.renderer)

        def find_template(_organization_id: str, _key: str, _version: int | None) -> Template:
            return TEMPLATE

        self.ended_runs, self.ended_reports = list[Execution](), list[Report]()
        self.finish = FinishExecution(executions, reports, schedules, configs, clock, self.ended_runs.append)
        self.dispatch = DispatchExecution(
            executions,
            schedules,
            configs,
            prompts,
            brands,
            find_template,
            sheets,
            reports,
            joins,
            questions,
            self.finish,
            clock,
            TIMING,
            ASK_TIMING,
            self.ended_reports.append,
        )
        deletions = mortal(self.kept.deletions)
        clear = ClearDeletion(deletions, documents)
        read = ReadReport(reports, joins)
        self.decide = DecideApproval(reports, read, clock)
        self.cancel = CancelReport(reports, read, self.finish.of_report, clock)
        self.retry = RetryReport(
            reports, read, cells, joins, mortal(stores.accounts), renders, questions, clock, Attempt(clock, random), TIMING, ASK_TIMING
        )
        self.delete = DeleteReport(reports, executions, read, clear, clock, TIMING, ASK_TIMING)
        end_cell = EndCell(cells, joins, renders)
        self.ask = AskQuestion(reports, sheets, cells, end_cell, engines, questions, clock, lambda: 0.0, random, ASK_TIMING)
        wear = WearWhiteLabel(mortal(stores.white_labels), documents)
        family = Family[VisibilityFacts](
            GatherVisibilityFacts(cells, sheets, runs, wear),
            freeze,
            partial(thaw, VisibilityFacts),
            _page,
            branding.assets,
            other_formats.visibility_formats,
            visibility_measured,
        )
        self.render = RenderReport(
            reports,
            documents,
            joins,
            {ReportKind.VISIBILITY: family},
            renderer,
            self.finish.of_report,
            clock,
            TIMING,
            self.ended_reports.append,
        )
        self.wake_questions = WakeQuestions(reports, sheets, cells, joins, end_cell, questions, clock, ASK_TIMING)
        wake_report = WakeReport(reports, documents, renders, self.wake_questions, self.finish, clock, TIMING)
        wake_execution = WakeExecution(executions, execution_queue, self.finish, clock, TIMING)
        sweep = Sweep(
            _OwnWork(self.kept.open_work, self.make.organization_id),
            {Waits.REPORT: wake_report, Waits.EXECUTION: wake_execution, Waits.DELETION: WakeDeletion(deletions, clear, clock)},
            clock,
        )
        self.run_due = RunDueSchedules(
            cast(Any, _OwnSchedules(schedules, self.make.organization_id)), executions, execution_queue, clock, TIMING
        )
        self.tick = Tick(self.run_due, sweep)
        self.start = StartExecution(ReadScheduledReport(schedules), configs, executions, execution_queue, clock, random, TIMING)
        self.read_executions = ReadExecutions(ReadScheduledReport(schedules), executions, reports, joins)
        self.request = RequestVisibilityReport(
            configs,
            prompts,
            brands,
            reports,
            sheets,
            questions,
            find_template,
            wear,
            clock,
            random,
            ASK_TIMING,
            told=self.ended_reports.append,
        )

    @property
    def caller(self) -> Caller:
        return Caller(self.make.organization_id, "key-1", frozenset({"*"}))

    @property
    def reviewer(self) -> Caller:
        return Caller(self.make.organization_id, "key-2", frozenset({"*"}))

    def call(self, request: Callable[[], Any]) -> None:
        """Do it as a client does: again where the first time died, and whatever the second time is refused for."""
        try:
            request()
        except Killed:
            self.fate.start_again()
            with suppress(KnownCondition):
                request()

    def work(self) -> bool:
        """Every message that is visible is handled, as Lambda would; what a worker dies of comes back later. Whether there was any."""
        handlers: tuple[tuple[FakeQueue[Any], Callable[[Any], Any]], ...] = (
            (self.execution_queue, self.dispatch),
            (self.questions, self.ask),
            (self.renders, self.render),
        )
        worked = False
        for queue, handle in handlers:
            while (taken := queue.take(HIDDEN_FOR)) is not None:
                worked = True
                try:
                    handle(taken.message)
                except Killed:
                    self.fate.start_again()
                    continue
                queue.done(taken)
        return worked

    def settle(self, at: datetime) -> None:
        """Work, with ticks of time `at` every five minutes at least, until nothing is left to do; a tick may die like any worker."""
        for _ in range(200):
            while self.work():
                pass
            if not (self.execution_queue.waiting or self.questions.waiting or self.renders.waiting or self._waits()):
                return
            waiting = [one.visible_at for queue in (self.execution_queue, self.questions, self.renders) for one in queue.waiting]
            self.clock.now = min([self.clock.now + timedelta(minutes=5), *waiting])
            self.run_tick(at)
        raise AssertionError("the pipeline did not settle")

    def run_due_now(self, at: datetime) -> None:
        """The first half of a tick."""
        with suppress(Killed):
            self.run_due(at, "tick", never)
        self.fate.start_again()

    def run_tick(self, at: datetime) -> None:
        with suppress(Killed):
            self.tick(at, "tick", never)
        self.fate.start_again()

    def _waits(self) -> bool:
        far = datetime(2100, 1, 1, tzinfo=UTC)
        return any(_OwnWork(self.kept.open_work, self.make.organization_id).waiting(far))

    def executions(self, schedule_id: str) -> list[Execution]:
        return list(self.kept.executions.page(self.make.organization_id, schedule_id, limit=100, after=None).items)

    def reports(self, execution: Execution) -> list[Report]:
        found = self.kept.reports.get_many(self.make.organization_id, execution.report_ids)
        return [found[own] for own in execution.report_ids if own in found]

    def results(self, report: Report) -> tuple[CellResult, ...]:
        results: tuple[CellResult, ...] = self.kept.cells.results(self.make.organization_id, report.id)
        return results


@dataclass(frozen=True)
class _Engines:
    engines: FakeEngines
    mortal: Callable[[Any], Any]

    def of(self, platform: AiPlatform) -> Engine:
        mortal: Engine = self.mortal(self.engines.of(platform))
        return mortal


@dataclass(frozen=True)
class _OwnWork:
    """Tests share a table, and leave each other's work alone."""

    open_work: OpenWork
    organization_id: str

    def waiting(self, until: datetime) -> Iterator[Nominated]:
        return (one for one in self.open_work.waiting(until) if one.organization_id == self.organization_id)


@dataclass(frozen=True)
class _OwnSchedules:
    schedules: ScheduledReports
    organization_id: str

    def due(self, until: datetime) -> Iterator[ScheduledReport]:
        return (one for one in self.schedules.due(until) if one.organization_id == self.organization_id)


def strays(pipeline: Pipeline) -> list[str]:
    """The keys of files that no report of the caller's knows of."""
    owners = {key: key.split("/")[3] for key in pipeline.documents.files if "/reports/" in key}
    known = pipeline.kept.reports.get_many(pipeline.make.organization_id, owners.values())
    return sorted(key for key, owner in owners.items() if owner not in known or key not in files_named_by(known[owner]))


def _page(facts: VisibilityFacts) -> str:
    return f"{facts.title}: {len(facts.answered)} of {len(facts.results)}, after {len(facts.past_runs)}"
