"""What is done about reports that are there, by a client whose first try dies: the story of each, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.report import Report, Verdict
from chalicelib.usecases.ports.engines import AskFailed
from tests.fakes.pipeline import Pipeline, strays

PLATFORMS = (AiPlatform.CHATGPT, AiPlatform.CLAUDE)


@dataclass(frozen=True)
class Story:
    """What stands before, what a client then asks for, and what everything comes to once it has settled."""

    begin: Callable[[Pipeline], Report]
    ask: Callable[[Pipeline, Report], object]
    ends: Callable[[Pipeline, Report], dict[str, Any]]


def _one_region(pipeline: Pipeline, *, requires_review: bool = False) -> Report:
    """Of a manual run that was dispatched: nothing is asked yet."""
    brand = pipeline.make.brand()
    schedule = pipeline.make.schedule(brand, requires_review=requires_review)
    pipeline.make.prompts(pipeline.make.config(brand, schedule, ai_platforms=PLATFORMS), 1)
    pipeline.start(pipeline.caller, schedule.id, None, "1")
    pipeline.dispatch(pipeline.execution_queue.messages[0])
    pipeline.execution_queue.waiting.clear()
    (report,) = pipeline.reports(pipeline.executions(schedule.id)[0])
    return report


def _under_review(pipeline: Pipeline) -> Report:
    report = _one_region(pipeline, requires_review=True)
    pipeline.settle(pipeline.clock.now)
    return report


def _half_asked(pipeline: Pipeline) -> Report:
    report = _one_region(pipeline)
    pipeline.ask(pipeline.questions.messages[0])
    return report


def _without_answers(pipeline: Pipeline) -> Report:
    pipeline.engines.says = {platform: AskFailed("not_now", "Not now.") for platform in PLATFORMS}
    report = _one_region(pipeline)
    pipeline.settle(pipeline.clock.now)
    pipeline.engines.says = {}
    return report


def _ready(pipeline: Pipeline) -> Report:
    report = _one_region(pipeline)
    pipeline.settle(pipeline.clock.now)
    return report


def _stands(pipeline: Pipeline, report: Report) -> dict[str, Any]:
    stored = pipeline.kept.reports.get(report.organization_id, report.id)
    assert report.subject is not None
    execution = pipeline.kept.executions.get(report.organization_id, report.subject.execution_id)
    return {
        "report": None if stored is None else (stored.status.value, stored.review_status, stored.retries),
        "history": None if stored is None else [status.value for status, _ in groupby(step.status for step in stored.transitions)],
        "execution": (execution.status.value, execution.completed_regions_count),
        "results": [(one.number, one.status.value) for one in pipeline.results(report)],
        "open": pipeline.kept.joins.open_cells(report.organization_id, report.id),
        "counts": len(pipeline.kept.runs.of_reports(report.organization_id, [report.id])),
        "strays": strays(pipeline),
        "files": any(report.id in key for key in pipeline.documents.files),
        "deletion": pipeline.kept.deletions.get(report.organization_id, report.id),
        "asked": len(pipeline.engines.asked),
    }


STORIES = {
    "approved": Story(_under_review, lambda on, it: on.decide(on.reviewer, it.id, Verdict.APPROVED, None), _stands),
    "rejected": Story(_under_review, lambda on, it: on.decide(on.reviewer, it.id, Verdict.REJECTED, None), _stands),
    "cancelled": Story(_half_asked, lambda on, it: on.cancel(on.caller, it.id), _stands),
    "cancelled under review": Story(_under_review, lambda on, it: on.cancel(on.caller, it.id), _stands),
    "retried": Story(_without_answers, lambda on, it: on.retry(on.caller, it.id, "2"), _stands),
    "deleted": Story(_ready, lambda on, it: on.delete(on.caller, it.id), _stands),
}


def told(story: Story, pipeline: Pipeline, strike: Callable[[], None] = lambda: None) -> tuple[dict[str, Any], int]:
    """What the story ends with, and how many calls the client's wish and what followed took. `strike` comes just before it."""
    report = story.begin(pipeline)
    strike()
    before = pipeline.fate.calls
    pipeline.call(lambda: story.ask(pipeline, report))
    wish = pipeline.fate.calls - before
    pipeline.settle(pipeline.clock.now)
    return story.ends(pipeline, report), wish
