"""Results: what each AI platform answered, prompt by prompt, and what was measured of it."""

from typing import Annotated, Literal

from pydantic import Field

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Sentiment, Tag
from chalicelib.domain.cell_result import ResultStatus
from chalicelib.doors import listing
from chalicelib.doors.call import AnswerModel, Call, Flag, Instant, Reply, RequestModel
from chalicelib.usecases.read_results import ResultFilter

routes = Routes("Results", "What each AI platform answered, prompt by prompt, and what was measured of it.")


class ResultsQuery(RequestModel):
    """Which results of the report."""

    platform: AiPlatform | None = None
    category: Annotated[str, Field(max_length=100)] | None = None
    brand_appears: Flag | None = None
    status: ResultStatus | None = None


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


@routes.get("/v1/reports/{report_id}/results", scope="read:reports", query=ResultsQuery, answers={200: listing.ListAnswer[ResultAnswer]})
def list_results(call: Call[None, ResultsQuery]) -> Reply:
    """The results of a visibility report, whole, as far as they are there; none of any other report.

    What would be larger than an answer can be is asked for platform by platform.
    Businesses are told over all answers of the report: while it is asking, `businesses` and `rank` can still change.
    """
    query = call.query
    wanted = ResultFilter(query.platform, query.category, query.brand_appears, query.status)
    results = wiring.read_results()(call.caller, call.path["report_id"], wanted)
    return Reply(listing.page_answer([ResultAnswer.model_validate(result, from_attributes=True) for result in results], None))
