"""Daily metrics of an ad account: imported as JSON or as a file, read by day, week or campaign."""

from collections.abc import Mapping, Sequence
from email.message import Message
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from chalicelib import wiring
from chalicelib.api.endpoint import MAX_METRICS_BODY
from chalicelib.api.routing import Routes
from chalicelib.domain.exported_table import amount, exported
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.row_judgement import MAX_ROWS, RawRow
from chalicelib.doors import listing
from chalicelib.doors.call import AnswerModel, Call, Day, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.usecases.import_metrics import MetricsImport
from chalicelib.usecases.read_metrics import GroupBy, GroupedMetrics

CSV = ("text/csv", "text/tab-separated-values")
MAX_DAYS = 366
REFUSALS_SHOWN = 100

routes = Routes(
    "Daily metrics",
    "The figures of an ad account by day and campaign: imported as JSON or as a file, read by day, week or campaign.",
)


class MetricsRows(RequestModel):
    """The body of `PUT …/metrics`: rows are judged one by one, so that their fields are no fault of the body."""

    rows: Annotated[list[Any], Field(max_length=MAX_ROWS)]


class RefusalAnswer(AnswerModel):
    """Why a row is not stored: a file's line, or a JSON row's place from 1."""

    line: int
    field: str | None
    reason: str


class ImportAnswer(AnswerModel):
    """What became of an import's rows."""

    object: Literal["metrics_import"] = "metrics_import"
    rows_read: int
    rows_stored: int
    rows_unchanged: int
    rows_refused: int
    refused: list[RefusalAnswer]
    days: int
    campaigns: int


class MetricsQuery(ListQuery):
    """Which days, and what they are added up by."""

    from_: Annotated[Day, Field(alias="from")]
    to: Day
    group_by: GroupBy = GroupBy.DAY

    @field_validator("to")
    @classmethod
    def _order(cls, to: Any, info: ValidationInfo) -> Any:
        start = info.data.get("from_")
        if start is not None and to < start:
            raise PydanticCustomError("period_order", "Input should not be before from")
        if start is not None and (to - start).days >= MAX_DAYS:
            raise PydanticCustomError("period_length", "Input should be at most {days} days from from, counting both", {"days": MAX_DAYS})
        return to


class MetricsAnswer(AnswerModel):
    """The totals of a day, week or campaign. Money is decimal text in the account's currency; a ratio without a divisor is null."""

    object: Literal["metrics"] = "metrics"
    group_by: GroupBy
    group: str
    campaign_name: str | None
    currency: str
    cost: str
    impressions: int
    clicks: int
    conversions: str
    conversion_value: str
    ctr: str | None
    cpc: str | None
    cpa: str | None
    roas: str | None


@routes.put(
    "/v1/ad-accounts/{account_id}/metrics",
    scope="write:ad-accounts",
    body=MetricsRows,
    max_body=MAX_METRICS_BODY,
    answers={200: ImportAnswer},
)
def import_rows(call: Call[MetricsRows, NoQuery]) -> Reply:
    """Store rows given as JSON."""
    rows = [RawRow(place, fields) for place, fields in enumerate(call.body.rows, start=1)]
    return _import(call, rows)


@routes.put(
    "/v1/ad-accounts/{account_id}/metrics/csv",
    scope="write:ad-accounts",
    body=bytes,
    media_types=CSV,
    max_body=MAX_METRICS_BODY,
    answers={200: ImportAnswer},
)
def import_file(call: Call[bytes, NoQuery]) -> Reply:
    """Store the rows of a file."""
    return _import(call, wiring.read_rows()(call.body, _charset(call.headers)))


@routes.get(
    "/v1/ad-accounts/{account_id}/metrics", scope="read:ad-accounts", query=MetricsQuery, answers={200: listing.ListAnswer[MetricsAnswer]}
)
def read_metrics(call: Call[None, MetricsQuery]) -> Reply:
    """The account's figures of a period, page by page."""
    query, account_id = call.query, call.path["account_id"]
    page = wiring.read_metrics()(
        call.caller,
        account_id,
        Period(query.from_, query.to),
        query.group_by,
        limit=query.limit,
        after=listing.decode_cursor(call),
    )
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([_answer(query.group_by, group) for group in page.items], cursor))


def _import(call: Call[Any, NoQuery], rows: Sequence[RawRow]) -> Reply:
    return Reply(_import_answer(wiring.import_metrics()(call.caller, call.path["account_id"], rows)))


def _charset(headers: Mapping[str, str]) -> str | None:
    message = Message()
    message["Content-Type"] = headers.get("content-type", "")
    return message.get_content_charset()


def _import_answer(imported: MetricsImport) -> ImportAnswer:
    return ImportAnswer(
        rows_read=imported.read,
        rows_stored=imported.stored,
        rows_unchanged=imported.unchanged,
        rows_refused=len(imported.refused),
        refused=[
            RefusalAnswer(line=refusal.line, field=refusal.field, reason=refusal.reason) for refusal in imported.refused[:REFUSALS_SHOWN]
        ],
        days=imported.days,
        campaigns=imported.campaigns,
    )


def _answer(group_by: GroupBy, group: GroupedMetrics) -> MetricsAnswer:
    totals = group.totals

    def text(metric: Metric) -> str | None:
        """As a report's document writes the same figure."""
        value = exported(metric, totals, group.currency)
        return None if value is None else f"{value:f}"

    return MetricsAnswer(
        group_by=group_by,
        group=group.group,
        campaign_name=group.campaign_name,
        currency=group.currency,
        cost=f"{amount(totals.cost, group.currency):f}",
        impressions=totals.impressions,
        clicks=totals.clicks,
        conversions=f"{totals.conversions:f}",
        conversion_value=f"{amount(totals.conversion_value, group.currency):f}",
        ctr=text(Metric.CTR),
        cpc=text(Metric.CPC),
        cpa=text(Metric.CPA),
        roas=text(Metric.ROAS),
    )
