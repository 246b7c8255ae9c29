"""How results are answered: what each AI platform said, prompt by prompt."""

from typing import Literal

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Sentiment, Tag
from chalicelib.domain.cell_result import CellResult, ResultStatus
from chalicelib.doors.call import AnswerModel, Instant


class CitationAnswer(AnswerModel):
    """A page that the answer names as its source."""

    url: str
    domain: str
    title: str | None


class BusinessAnswer(AnswerModel):
    """A business that the answer names, by the order of first mention."""

    name: str
    website: str | None
    tag: Tag
    rank: int


class ResultAnswer(AnswerModel):
    """One prompt on one platform."""

    object: Literal["report_result"] = "report_result"
    id: str
    prompt_id: str
    prompt_text: str
    category: str
    platform: AiPlatform
    status: ResultStatus
    response: str | None
    model: str | None
    asked_at: Instant | None
    latency_ms: int | None
    tokens_in: int | None
    tokens_out: int | None
    attempts: int
    is_recorded_sample: bool
    brand_appears: bool | None
    rank: int | None
    sentiment: Sentiment | None
    citations: list[CitationAnswer]
    businesses: list[BusinessAnswer]
    error_code: str | None
    error_message: str | None


def result_answer(result: CellResult) -> ResultAnswer:
    """A result as it is answered."""
    return ResultAnswer.model_validate(result, from_attributes=True)
