"""Cell ending: how a cell's answer, or the lack of one, becomes its result."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain import ids
from chalicelib.domain.answer_analysis import BrandNames, read
from chalicelib.domain.brand import Brand
from chalicelib.domain.cell import Cell
from chalicelib.domain.cell_result import CellResult, ResultStatus
from chalicelib.domain.citation import Citation
from chalicelib.domain.report import Report

MAX_RESPONSE_BYTES = 200_000
"""Of an answer that is kept, in UTF-8 (a DynamoDB item has 400 KB at most). It is measured whole, whatever its length."""
MAX_CITATIONS = 200
CUT = "\n\n[…]"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a platform said, when it was asked, and how long it took."""

    text: str
    model: str
    citations: tuple[Citation, ...]
    tokens_in: int | None
    tokens_out: int | None
    is_recorded_sample: bool
    asked_at: datetime
    latency: timedelta


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why there is no answer: a stable code, and a sentence that is safe to show."""

    code: str
    message: str


NEVER_ASKED = NoAnswer("not_asked_in_time", "The question waited for a day, and was never asked.")
TIMED_OUT = NoAnswer("timed_out", "No answer came within 15 minutes.")


def answered_result(report: Report, cell: Cell, attempts: int, answer: Answered, brand: Brand) -> CellResult:
    """The measured answer, but for what is told over all answers of the report (`read_together`)."""
    own = BrandNames(brand.name, brand.website, brand.brand_aliases)
    others = [BrandNames(other.name, other.website, other.aliases) for other in brand.competitors]
    reading = read(answer.text, answer.citations, own, others)
    return CellResult(
        id=result_id(report, cell.number),
        report_id=report.id,
        number=cell.number,
        prompt_id=cell.prompt_id,
        prompt_text=cell.prompt_text,
        category=cell.category,
        platform=cell.platform,
        status=ResultStatus.ANSWERED,
        attempts=attempts,
        response=kept(answer.text),
        model=answer.model,
        asked_at=answer.asked_at,
        latency_ms=round(answer.latency.total_seconds() * 1000),
        tokens_in=answer.tokens_in,
        tokens_out=answer.tokens_out,
        is_recorded_sample=answer.is_recorded_sample,
        brand_appears=reading.brand_appears,
        sentiment=reading.sentiment,
        citations=reading.citations[:MAX_CITATIONS],
        evidence=reading.evidence,
    )


def failed_result(report: Report, cell: Cell, attempts: int, reason: NoAnswer) -> CellResult:
    """The failure."""
    return CellResult(
        id=result_id(report, cell.number),
        report_id=report.id,
        number=cell.number,
        prompt_id=cell.prompt_id,
        prompt_text=cell.prompt_text,
        category=cell.category,
        platform=cell.platform,
        status=ResultStatus.FAILED,
        attempts=attempts,
        error_code=reason.code,
        error_message=reason.message,
    )


def result_id(report: Report, number: int) -> str:
    """The one id of a report's result: made twice, it is the same."""
    return str(ids.derived_uuid7(ids.made_at(report.id), "result", report.id, str(number)))


def kept(text: str) -> str:
    """As much of an answer as is kept; one that is cut says so at its end."""
    content = text.encode()
    if len(content) <= MAX_RESPONSE_BYTES:
        return text
    return content[: MAX_RESPONSE_BYTES - len(CUT.encode())].decode(errors="ignore") + CUT
