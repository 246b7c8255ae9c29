"""Report targets: what figures are meant to reach."""

from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.report_target import TargetMetric, TargetPeriod
from chalicelib.doors import listing
from chalicelib.doors.call import Call, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Currency, Id, Line, not_null
from chalicelib.doors.figures import PositiveFigure
from chalicelib.doors.performance_request import ReportDay
from chalicelib.doors.target_answers import TargetAnswer, target_answer
from chalicelib.usecases.create_target import NewTarget

routes = Routes(
    "Report targets", "What figures are meant to reach, by day, week, month or quarter: an organization's, an account's, a campaign's."
)


class TargetCreate(RequestModel):
    """The body of `POST /v1/report-targets`; without an account it is the organization's, and `ctr` is a fraction of 1."""

    metric: TargetMetric
    period_type: TargetPeriod
    target_value: PositiveFigure
    target_currency: Currency | None = Field(default=None, validate_default=True)
    valid_from: ReportDay
    valid_to: ReportDay | None = None
    ad_account_id: Id | None = None
    campaign_external_id: Annotated[Line, Field(max_length=100)] | None = None

    @field_validator("target_value")
    @classmethod
    def _share(cls, value: Any, info: ValidationInfo) -> Any:
        if info.data.get("metric") is TargetMetric.CTR and value > 1:
            raise PydanticCustomError("fraction", "Input should be a fraction of 1 for ctr, such as 0.025")
        return value

    @field_validator("target_currency")
    @classmethod
    def _money(cls, currency: Any, info: ValidationInfo) -> Any:
        metric = info.data.get("metric")
        if metric is not None and metric.is_money and currency is None:
            raise PydanticCustomError("currency_needed", "Input should be given for {metric}", {"metric": metric.value})
        if metric is not None and not metric.is_money and currency is not None:
            raise PydanticCustomError("no_money", "Input should not be given for {metric}, which is no money", {"metric": metric.value})
        return currency

    @field_validator("valid_to")
    @classmethod
    def _days(cls, valid_to: Any, info: ValidationInfo) -> Any:
        if valid_to is not None and "valid_from" in info.data and valid_to < info.data["valid_from"]:
            raise PydanticCustomError("period_order", "Input should not be before valid_from")
        return valid_to

    @field_validator("campaign_external_id")
    @classmethod
    def _account(cls, campaign: Any, info: ValidationInfo) -> Any:
        if campaign is not None and info.data.get("ad_account_id", ...) is None:
            raise PydanticCustomError("account_needed", "Input should come with the campaign's ad_account_id")
        return campaign


class TargetChange(RequestModel):
    """The body of `PATCH /v1/report-targets/{id}`: its value and its days; `null` for `valid_to` lets it go on."""

    target_value: PositiveFigure | None = None
    valid_from: ReportDay | None = None
    valid_to: ReportDay | None = None

    _not_cleared = field_validator("target_value", "valid_from", mode="before")(not_null)


class TargetsQuery(ListQuery):
    """Of which ad account; default every scope."""

    ad_account_id: Id | None = None


@routes.post("/v1/report-targets", scope="write:targets", body=TargetCreate, answers={201: TargetAnswer}, finds=True)
def create_target(call: Call[TargetCreate, NoQuery]) -> Reply:
    """Make a target; of one metric, period type and scope no two are valid on one day."""
    target = wiring.create_target(call.attempt)(call.caller, NewTarget(**dict(call.body)))
    return Reply(target_answer(target), 201, {"Location": f"{call.base_url}/v1/report-targets/{target.id}"})


@routes.get("/v1/report-targets", scope="read:targets", query=TargetsQuery, answers={200: listing.ListAnswer[TargetAnswer]})
def list_targets(call: Call[None, TargetsQuery]) -> Reply:
    """The organization's targets, newest first."""
    query = call.query
    page = wiring.list_targets()(call.caller, query.ad_account_id, limit=query.limit, after=listing.decode_cursor(call))
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([target_answer(target) for target in page.items], cursor))


@routes.get("/v1/report-targets/{target_id}", scope="read:targets", answers={200: TargetAnswer})
def read_target(call: Call[None, NoQuery]) -> Reply:
    """One target."""
    return Reply(target_answer(wiring.read_target()(call.caller, call.path["target_id"])))


@routes.patch("/v1/report-targets/{target_id}", scope="write:targets", body=TargetChange, answers={200: TargetAnswer})
def update_target(call: Call[TargetChange, NoQuery]) -> Reply:
    """Change its value or its days; what it is about stays."""
    changes = {name: getattr(call.body, name) for name in call.body.model_fields_set}
    return Reply(target_answer(wiring.update_target()(call.caller, call.path["target_id"], changes)))


@routes.delete("/v1/report-targets/{target_id}", scope="write:targets", answers={204: None})
def delete_target(call: Call[None, NoQuery]) -> Reply:
    """Remove the target; reports that were made keep what they said of it."""
    wiring.delete_target()(call.caller, call.path["target_id"])
    return Reply(status=204)
