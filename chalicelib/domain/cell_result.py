"""Cell result: what came of one prompt on one platform, as a report's results list it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis import named_together
from chalicelib.domain.answer_analysis.analysis import Business, Sentiment, Tag
from chalicelib.domain.answer_analysis.evidence import Evidence
from chalicelib.domain.citation import Citation


class ResultStatus(StrEnum):
    """Whether there is an answer. A failure is counted as a failure, never as the brand's absence."""

    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CellResult:
    """One result. Of a failed one everything that an answer would tell is None or empty; of an answered one the two error fields are.

    `attempts` counts the calls of the provider. `businesses` are those that the answer names, in order of first mention, and `rank` (from
    1) is the brand's place among them. As a cell is stored it has only their `evidence`: `read_together` tells them over all results.
    """

    id: str
    report_id: str
    number: int
    prompt_id: str
    prompt_text: str
    category: str
    platform: AiPlatform
    status: ResultStatus
    attempts: int = 1
    response: str | None = None
    model: str | None = None
    asked_at: datetime | None = None
    latency_ms: int | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    is_recorded_sample: bool = False
    brand_appears: bool | None = None
    rank: int | None = None
    sentiment: Sentiment | None = None
    citations: tuple[Citation, ...] = ()
    businesses: tuple[Business, ...] = ()
    error_code: str | None = None
    error_message: str | None = None
    evidence: Evidence | None = None

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer."""
        return self.status is ResultStatus.ANSWERED


def read_together(results: Iterable[CellResult]) -> tuple[CellResult, ...]:
    """A report's results with the businesses that their answers name, and the brand's rank: a name that one answer shows is one in all.

    While questions are open the answers still to come may show more names; the same results always tell the same.
    """
    cells = tuple(results)
    told = [(cell, cell.evidence) for cell in cells if cell.evidence is not None]
    named = named_together([evidence for _, evidence in told], [citation for cell in cells for citation in cell.citations])
    by_number = {cell.number: businesses for (cell, _), businesses in zip(told, named, strict=True)}
    return tuple(_with(cell, by_number[cell.number]) if cell.number in by_number else cell for cell in cells)


def _with(cell: CellResult, businesses: tuple[Business, ...]) -> CellResult:
    rank = next((business.rank for business in businesses if business.tag is Tag.MY_BRAND), None)
    return replace(cell, businesses=businesses, rank=rank, evidence=None)
