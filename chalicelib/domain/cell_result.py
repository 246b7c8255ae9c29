"""Cell result: what came of one prompt on one platform, as a report's results list it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Business, Sentiment
from chalicelib.domain.citation import Citation


class ResultStatus(StrEnum):
    """Whether there is an answer. A failure is counted as a failure, never as the brand's absence."""

    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CellResult:
    """One result. Of a failed one everything that an answer would tell is None or empty; of an answered one the two error fields are.

    `rank` (from 1) is the brand's place among the businesses that the answer names, in order of first mention. `attempts` counts
    the calls of the provider.
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

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer."""
        return self.status is ResultStatus.ANSWERED
