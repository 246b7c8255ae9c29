"""Measured: what a visibility report comes to, as an agent is told of it."""

from typing import Literal

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Sentiment
from chalicelib.domain.caller import Caller
from chalicelib.domain.cell_result import CellResult, ResultStatus
from chalicelib.domain.report import Report
from chalicelib.doors.call import AnswerModel
from chalicelib.usecases.read_results import ReadResults, ResultFilter

MAX_RESULTS = 50
MAX_EXCERPT = 300
"""Characters: enough to see what an answer is like. All of it is at `GET /v1/reports/{id}/results`."""
MAX_NAMED = 10


class Counts(AnswerModel):
    """Of how many questions: all, those with an answer (of them, those that name the brand), and those without one."""

    questions: int
    total_results: int
    ranked_prompts: int
    failed_results: int


class MeasuredResult(AnswerModel):
    """One prompt on one platform: what was measured of the answer, how it begins, and the first ten businesses recognised in it."""

    object: Literal["report_result"] = "report_result"
    id: str
    prompt_id: str
    prompt_text: str
    category: str
    platform: AiPlatform
    status: ResultStatus
    is_recorded_sample: bool
    brand_appears: bool | None
    rank: int | None
    sentiment: Sentiment | None
    named: list[str]
    cited_domains: list[str]
    excerpt: str | None
    error_message: str | None


def counts(report: Report) -> Counts | None:
    """The counts of a report that is measured."""
    if report.subject is None or report.figures is None:
        return None
    figures = report.figures
    return Counts(
        questions=report.subject.cells,
        total_results=figures.total_results,
        ranked_prompts=figures.ranked_prompts,
        failed_results=figures.failed_results,
    )


def first_results(read_results: ReadResults, caller: Caller, report: Report) -> list[MeasuredResult]:
    """The first 50 results, as far as they are there."""
    return [_measured(result) for result in read_results(caller, report.id, ResultFilter())[:MAX_RESULTS]]


def _measured(result: CellResult) -> MeasuredResult:
    return MeasuredResult(
        id=result.id,
        prompt_id=result.prompt_id,
        prompt_text=result.prompt_text,
        category=result.category,
        platform=result.platform,
        status=result.status,
        is_recorded_sample=result.is_recorded_sample,
        brand_appears=result.brand_appears,
        rank=result.rank,
        sentiment=result.sentiment,
        named=[business.name for business in result.businesses[:MAX_NAMED]],
        cited_domains=list(dict.fromkeys(citation.domain for citation in result.citations))[:MAX_NAMED],
        excerpt=excerpt(result.response),
        error_message=result.error_message,
    )


def excerpt(response: str | None) -> str | None:
    """How an answer begins, on one line."""
    if response is None:
        return None
    text = " ".join(response.split())
    return text if len(text) <= MAX_EXCERPT else f"{text[: MAX_EXCERPT - 1].rstrip()}…"
