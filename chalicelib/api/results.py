"""Results: what each AI platform answered, prompt by prompt, and what was measured of it."""

from typing import Annotated

from pydantic import Field

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell_result import ResultStatus
from chalicelib.doors import listing
from chalicelib.doors.call import Call, Flag, Reply, RequestModel
from chalicelib.doors.result_answers import ResultAnswer, result_answer
from chalicelib.usecases.read_results import ResultFilter

routes = Routes("Results", "What each AI platform answered, prompt by prompt, and what was measured of it.")


class ResultsQuery(RequestModel):
    """Which results of the report."""

    platform: AiPlatform | None = None
    category: Annotated[str, Field(max_length=100)] | None = None
    brand_appears: Flag | None = None
    status: ResultStatus | None = None


@routes.get("/v1/reports/{report_id}/results", scope="read:reports", query=ResultsQuery, answers={200: listing.ListAnswer[ResultAnswer]})
def list_results(call: Call[None, ResultsQuery]) -> Reply:
    """The results of a visibility report, whole, as far as they are there; none of any other report.

    What would be larger than an answer can be is asked for platform by platform.
    Businesses are told over all answers of the report: while it is asking, `businesses` and `rank` can still change.
    """
    query = call.query
    wanted = ResultFilter(query.platform, query.category, query.brand_appears, query.status)
    results = wiring.read_results()(call.caller, call.path["report_id"], wanted)
    return Reply(listing.page_answer([result_answer(result) for result in results], None))
