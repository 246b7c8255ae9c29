"""Decisions: an ad account's log of what was decided, changed or noticed, and what came of it."""

from typing import Annotated, Literal

from pydantic import Field

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.decision import Decision, EntryType, Outcome
from chalicelib.domain.metric import Metric
from chalicelib.doors import listing
from chalicelib.doors.call import AnswerModel, Call, Day, Instant, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Line, Text, Unique
from chalicelib.doors.figures import Figure
from chalicelib.doors.performance_request import ReportDay
from chalicelib.usecases.log_decision import NewDecision

routes = Routes("Decisions", "An ad account's log: what was decided, changed or noticed on a day, and what came of it.")

Tag = Annotated[Line, Field(max_length=50)]
MAX_TAGS = 20


class OutcomeBody(RequestModel):
    """A metric before and after, in its own unit, over a window such as `14 days`."""

    metric: Metric
    before: Figure
    after: Figure
    window: Annotated[Line, Field(max_length=100)]


class DecisionCreate(RequestModel):
    """The body of `POST /v1/ad-accounts/{id}/decisions`."""

    decided_on: ReportDay
    entry_type: EntryType
    text: Annotated[Text, Field(max_length=2000)]
    campaign_id: Annotated[Line, Field(max_length=100)] | None = None
    tags: Annotated[tuple[Tag, ...], Field(max_length=MAX_TAGS), Unique] | None = None
    outcome: OutcomeBody | None = None


class OutcomeAnswer(AnswerModel):
    """What came of it."""

    metric: Metric
    before: float
    after: float
    window: str


class DecisionAnswer(AnswerModel):
    """An entry of an ad account's log."""

    object: Literal["decision"] = "decision"
    id: str
    ad_account_id: str
    decided_on: Day
    entry_type: EntryType
    text: str
    campaign_id: str | None
    tags: list[str]
    outcome: OutcomeAnswer | None
    created_at: Instant


@routes.post("/v1/ad-accounts/{account_id}/decisions", scope="write:ad-accounts", body=DecisionCreate, answers={201: DecisionAnswer})
def log_decision(call: Call[DecisionCreate, NoQuery]) -> Reply:
    """Add an entry to the account's log."""
    body, outcome = call.body, call.body.outcome
    wanted = NewDecision(
        decided_on=body.decided_on,
        entry_type=body.entry_type,
        text=body.text,
        campaign_id=body.campaign_id,
        tags=body.tags or (),
        outcome=Outcome(outcome.metric, outcome.before, outcome.after, outcome.window) if outcome else None,
    )
    decision = wiring.log_decision(call.attempt)(call.caller, call.path["account_id"], wanted)
    return Reply(_answer(decision), 201, {"Location": f"{call.base_url}/v1/ad-accounts/{decision.ad_account_id}/decisions"})


@routes.get(
    "/v1/ad-accounts/{account_id}/decisions",
    scope="read:ad-accounts",
    query=ListQuery,
    answers={200: listing.ListAnswer[DecisionAnswer]},
)
def list_decisions(call: Call[None, ListQuery]) -> Reply:
    """The account's log: the latest day first, and on it what was added last."""
    account_id = call.path["account_id"]
    after = listing.decode_cursor(call)
    page = wiring.list_decisions()(call.caller, account_id, limit=call.query.limit, after=after)
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([_answer(decision) for decision in page.items], cursor))


def _answer(decision: Decision) -> DecisionAnswer:
    outcome = decision.outcome
    shown = {name: getattr(decision, name) for name in DecisionAnswer.model_fields if name not in {"object", "decided_on", "outcome"}}
    came_of_it = outcome and OutcomeAnswer(
        metric=outcome.metric, before=float(outcome.before), after=float(outcome.after), window=outcome.window
    )
    return DecisionAnswer.model_validate(shown | {"decided_on": str(decision.decided_on), "outcome": came_of_it})
