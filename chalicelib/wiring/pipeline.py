"""Wiring of the workers: dispatch, ask, render, tick."""

from functools import cache, partial
from time import monotonic
from typing import Any

from chalicelib.domain.facts import Facts
from chalicelib.domain.report import ReportKind
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.observability import count, logger
from chalicelib.usecases import report_family
from chalicelib.usecases.ask_question import AskQuestion
from chalicelib.usecases.clear_deletion import ClearDeletion
from chalicelib.usecases.dispatch_execution import DispatchExecution
from chalicelib.usecases.end_cell import EndCell
from chalicelib.usecases.finish_execution import FinishExecution
from chalicelib.usecases.gather_facts import GatherFacts
from chalicelib.usecases.gather_visibility_facts import GatherVisibilityFacts
from chalicelib.usecases.narrate import Narrate, Narrated
from chalicelib.usecases.ports.open_work import Waits
from chalicelib.usecases.render_report import RenderReport
from chalicelib.usecases.run_due_schedules import RunDueSchedules
from chalicelib.usecases.sweep import Sweep, Wake
from chalicelib.usecases.tick import Tick
from chalicelib.usecases.wake_deletion import WakeDeletion
from chalicelib.usecases.wake_execution import WakeExecution
from chalicelib.usecases.wake_questions import WakeQuestions
from chalicelib.usecases.wake_report import WakeReport
from chalicelib.wiring.clients import documents, engines, execution_queue, narrator, question_queue, renders, table
from chalicelib.wiring.counting import count_cell, count_execution, count_report
from chalicelib.wiring.process import ask_timing, clock, random, timing
from chalicelib.wiring.reporting import find_template, wear_white_label
from chalicelib.wiring.stores import (
    ad_accounts,
    brands,
    cells,
    daily_metrics,
    decisions,
    deletions,
    executions,
    joins,
    prompts,
    question_sheets,
    region_configs,
    report_targets,
    reports,
    scheduled_reports,
    visibility_runs,
)


@cache
def dispatch_execution() -> DispatchExecution:
    """Dispatch an execution."""
    return DispatchExecution(
        executions(),
        scheduled_reports(),
        region_configs(),
        prompts(),
        brands(),
        find_template(),
        question_sheets(),
        reports(),
        joins(),
        question_queue(),
        finish_execution(),
        clock,
        timing(),
        ask_timing(),
        count_report,
    )


@cache
def finish_execution() -> FinishExecution:
    """Finish an execution."""
    return FinishExecution(executions(), reports(), scheduled_reports(), region_configs(), clock, count_execution)


@cache
def end_cell() -> EndCell:
    """End a cell."""
    return EndCell(cells(), joins(), renders(), count_cell)


@cache
def ask_question() -> AskQuestion:
    """Ask a question: the one use case that pays for the vendors' SDKs."""
    return AskQuestion(
        reports(), question_sheets(), cells(), end_cell(), engines(), question_queue(), clock, monotonic, random, ask_timing()
    )


@cache
def render_report() -> RenderReport:
    """Render a report: the one use case that pays for WeasyPrint."""
    from chalicelib.adapters import branding, composer, frozen_facts, other_formats, renderer
    from chalicelib.adapters.wording import BabelWording

    model = narrator()
    narrate = Narrate(model, BabelWording, _narrated) if model else None
    performance = report_family.Family[Facts](
        gather=report_family.worded(
            GatherFacts(ad_accounts(), daily_metrics(), report_targets(), decisions(), wear_white_label()), narrate
        ),
        freeze=frozen_facts.freeze,
        thaw=partial(frozen_facts.thaw, Facts),
        compose=composer.compose,
        assets=branding.assets,
        other_formats=other_formats.performance_formats,
        measured=report_family.performance_measured,
    )
    visibility = report_family.Family[VisibilityFacts](
        gather=report_family.worded(GatherVisibilityFacts(cells(), question_sheets(), visibility_runs(), wear_white_label()), narrate),
        freeze=frozen_facts.freeze,
        thaw=partial(frozen_facts.thaw, VisibilityFacts),
        compose=composer.compose,
        assets=branding.assets,
        other_formats=other_formats.visibility_formats,
        measured=report_family.visibility_measured,
    )
    families: dict[ReportKind, report_family.Family[Any]] = {ReportKind.PERFORMANCE: performance, ReportKind.VISIBILITY: visibility}
    return RenderReport(reports(), documents(), joins(), families, renderer, finish_execution().of_report, clock, timing(), count_report)


def _narrated(what: Narrated) -> None:
    """Counts what came of a report's wording, and says why a model gave none, or which of its words were refused for what."""
    if what.failure is not None:
        count("narrative_failed")
        logger.warning("The language model gave no words: the rules' are printed", reason=what.failure, passages=what.asked)
        return
    count("narrative_passages", what.asked)
    count("narrative_refused", sum(what.refused.values()))
    if what.refused:
        logger.info("Words of the language model were refused", refused=dict(what.refused), passages=what.asked)


@cache
def wake_questions() -> WakeQuestions:
    """Wake the questions of a report."""
    return WakeQuestions(reports(), question_sheets(), cells(), joins(), end_cell(), question_queue(), clock, ask_timing())


@cache
def tick() -> Tick:
    """One tick."""
    from chalicelib.adapters.open_work import DynamoOpenWork

    run = RunDueSchedules(scheduled_reports(), executions(), execution_queue(), clock, timing())
    wake_report = WakeReport(reports(), documents(), renders(), wake_questions(), finish_execution(), clock, timing(), count_report)
    wake_execution = WakeExecution(executions(), execution_queue(), finish_execution(), clock, timing())
    wake_deletion = WakeDeletion(deletions(), ClearDeletion(deletions(), documents()), clock)
    wake: dict[Waits, Wake] = {Waits.REPORT: wake_report, Waits.EXECUTION: wake_execution, Waits.DELETION: wake_deletion}
    return Tick(run, Sweep(DynamoOpenWork(table()), wake, clock))
