"""Ad accounts."""

from typing import Annotated

from pydantic import Field, field_validator

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.ad_account import Platform
from chalicelib.doors import listing
from chalicelib.doors.ad_account_answers import AdAccountAnswer, ad_account_answer
from chalicelib.doors.call import Call, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Currency, Id, Line, TimeZone, not_null
from chalicelib.usecases.create_ad_account import NewAdAccount

routes = Routes(
    "Ad accounts",
    "The ad accounts that performance reports are about. Their figures are loaded day by day, as rows or as a file.",
)

Name = Annotated[Line, Field(max_length=200)]
ExternalId = Annotated[Line, Field(max_length=100)]


class AdAccountCreate(RequestModel):
    """The body of `POST /v1/ad-accounts`."""

    account_name: Name
    platform: Platform
    external_account_id: ExternalId
    currency: Currency
    timezone: TimeZone
    brand_id: Id | None = None


class AdAccountChange(RequestModel):
    """The body of `PATCH /v1/ad-accounts/{id}`: what is named changes; `null` unlinks the brand and clears nothing else."""

    account_name: Name | None = None
    platform: Platform | None = None
    external_account_id: ExternalId | None = None
    currency: Currency | None = None
    timezone: TimeZone | None = None
    brand_id: Id | None = None

    _not_cleared = field_validator("account_name", "platform", "external_account_id", "currency", "timezone", mode="before")(not_null)


@routes.post("/v1/ad-accounts", scope="write:ad-accounts", body=AdAccountCreate, answers={201: AdAccountAnswer}, finds=True)
def create_ad_account(call: Call[AdAccountCreate, NoQuery]) -> Reply:
    """Make an ad account; its external id is on its platform once in an organization."""
    account = wiring.create_ad_account(call.attempt)(call.caller, NewAdAccount(**call.body.model_dump()))
    return Reply(ad_account_answer(account), 201, {"Location": f"{call.base_url}/v1/ad-accounts/{account.id}"})


@routes.get("/v1/ad-accounts", scope="read:ad-accounts", query=ListQuery, answers={200: listing.ListAnswer[AdAccountAnswer]})
def list_ad_accounts(call: Call[None, ListQuery]) -> Reply:
    """The organization's ad accounts, newest first."""
    page = wiring.list_ad_accounts()(call.caller, limit=call.query.limit, after=listing.decode_cursor(call))
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([ad_account_answer(account) for account in page.items], cursor))


@routes.get("/v1/ad-accounts/{account_id}", scope="read:ad-accounts", answers={200: AdAccountAnswer})
def read_ad_account(call: Call[None, NoQuery]) -> Reply:
    """One ad account."""
    return Reply(ad_account_answer(wiring.read_ad_account()(call.caller, call.path["account_id"])))


@routes.patch("/v1/ad-accounts/{account_id}", scope="write:ad-accounts", body=AdAccountChange, answers={200: AdAccountAnswer})
def update_ad_account(call: Call[AdAccountChange, NoQuery]) -> Reply:
    """Change what is named; the currency only while no rows are stored."""
    changes = call.body.model_dump(exclude_unset=True)
    return Reply(ad_account_answer(wiring.update_ad_account()(call.caller, call.path["account_id"], changes)))


@routes.delete("/v1/ad-accounts/{account_id}", scope="write:ad-accounts", answers={204: None})
def delete_ad_account(call: Call[None, NoQuery]) -> Reply:
    """Remove the ad account and its rows; reports stay."""
    wiring.delete_ad_account()(call.caller, call.path["account_id"])
    return Reply(status=204)
