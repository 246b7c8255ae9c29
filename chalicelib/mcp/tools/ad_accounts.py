"""What performance reports can be about."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib import wiring
from chalicelib.doors.ad_account_answers import AdAccountAnswer, ad_account_answer
from chalicelib.doors.call import Call
from chalicelib.doors.listing import decode_cursor, encode_cursor
from chalicelib.mcp.pages import CountedPage, WholeListParams, listed
from chalicelib.mcp.tool import Told, Tools

tools = Tools()


class ListAdAccounts(WholeListParams):
    """The arguments of `list_ad_accounts`."""


class AdAccounts(CountedPage):
    """The result of `list_ad_accounts`."""

    ad_accounts: list[AdAccountAnswer]
    today: Annotated[date, Field(description="The day it is, in UTC: what your user's “last week” counts from.")]
    source: Literal["folio.ad_accounts@v1"] = "folio.ad_accounts@v1"


@tools.reads(title="List ad accounts", scope="read:ad-accounts", params=ListAdAccounts, result=AdAccounts)
def list_ad_accounts(call: Call[Any, ListAdAccounts]) -> Told:
    """List the ad accounts that this key can see, newest first, with platform, currency and time zone.

    Call it to turn the account's name that your user says into the id that generate_report, list_reports and list_report_targets take;
    where several fit, ask which. It tells which day is today as well, so that you need not guess what “last week” is.
    """
    page = wiring.list_ad_accounts()(call.caller, limit=call.query.limit, after=decode_cursor(call))
    cursor = encode_cursor(page.after, call)
    accounts = [ad_account_answer(account) for account in page.items]
    lines = [f"{one.id}: “{one.account_name}” ({one.platform}, {one.currency}, {one.timezone})" for one in accounts]
    today = call.attempt.clock().date()
    result = AdAccounts(ad_accounts=accounts, today=today, count=len(accounts), has_more=cursor is not None, next_cursor=cursor)
    return Told(result, f"{listed('ad accounts', lines, cursor)}\nToday is {today} (UTC).")
