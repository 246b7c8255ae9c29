"""What figures are meant to reach."""

from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib import wiring
from chalicelib.doors.call import Call
from chalicelib.doors.fields import Id
from chalicelib.doors.listing import decode_cursor, encode_cursor
from chalicelib.doors.target_answers import TargetAnswer, target_answer
from chalicelib.mcp.pages import CountedPage, WholeListParams, listed
from chalicelib.mcp.tool import Told, Tools

tools = Tools()


class ListReportTargets(WholeListParams):
    """The arguments of `list_report_targets`."""

    ad_account_id: (
        Annotated[Id, Field(description="Only this ad account's targets, by its id of list_ad_accounts; without it, every scope's.")] | None
    ) = None


class ReportTargets(CountedPage):
    """The result of `list_report_targets`."""

    targets: list[TargetAnswer]
    source: Literal["folio.report_targets@v1"] = "folio.report_targets@v1"


@tools.reads(title="List report targets", scope="read:targets", params=ListReportTargets, result=ReportTargets)
def list_report_targets(call: Call[Any, ListReportTargets]) -> Told:
    """List the targets that reports hold figures against: a metric, a value, by day, week, month or quarter, and since when.

    A target is the organization's, an ad account's or a campaign's; the narrowest one wins. Call it to explain what a report calls a win
    or a concern (more than 10 % better or worse than its target).
    """
    page = wiring.list_targets()(call.caller, call.query.ad_account_id, limit=call.query.limit, after=decode_cursor(call))
    cursor = encode_cursor(page.after, call)
    targets = [target_answer(target) for target in page.items]
    result = ReportTargets(targets=targets, count=len(targets), has_more=cursor is not None, next_cursor=cursor)
    return Told(result, listed("report targets", map(_line, targets), cursor))


def _line(target: TargetAnswer) -> str:
    value = f"{target.target_value:g}" + (f" {target.target_currency}" if target.target_currency else "")
    until = f" to {target.valid_to}" if target.valid_to else " on"
    scope = f"ad account {target.ad_account_id}" if target.ad_account_id else "the organization"
    campaign = f", campaign {target.campaign_external_id}" if target.campaign_external_id else ""
    return f"{target.id}: {target.metric} {value}, {target.period_type}, from {target.valid_from}{until}, of {scope}{campaign}"
