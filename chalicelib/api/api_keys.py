"""API keys, and who a key makes one."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.scope import ALL_SCOPES, ANY_KEY
from chalicelib.doors import listing
from chalicelib.doors.call import AnswerModel, Call, Instant, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Line, Unique
from chalicelib.doors.listing import ListAnswer

routes = Routes("API keys", "Keys that act for the organization: made, listed and revoked; each can do no more than the key that made it.")


def _known(scope: str) -> str:
    if scope not in ALL_SCOPES:
        raise PydanticCustomError("unknown_scope", "No such scope. There are: {known}", {"known": ", ".join(sorted(ALL_SCOPES))})
    return scope


Scope = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": sorted(ALL_SCOPES)})]


class ApiKeyCreate(RequestModel):
    """The body of `POST /v1/api-keys`; one with an `allowed_brand_id` sees that brand and what hangs from it, and nothing else."""

    name: Annotated[Line, Field(max_length=100)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(ALL_SCOPES)), Unique]
    allowed_brand_id: Annotated[str, Field(max_length=100)] | None = None


class ApiKeyAnswer(AnswerModel):
    """A key, as it is listed: its secret is nowhere, and is known by how it begins."""

    object: Literal["api_key"] = "api_key"
    id: str
    name: str
    key_prefix: str
    scopes: list[str]
    allowed_brand_id: str | None
    created_at: Instant
    last_used_at: Instant | None


class NewApiKeyAnswer(ApiKeyAnswer):
    """A new key, with its secret, which is shown this once."""

    key: str | None


class MeAnswer(AnswerModel):
    """Who a key makes one."""

    object: Literal["me"] = "me"
    auth_type: Literal["api_key"] = "api_key"
    organization_id: str
    key_id: str
    key_prefix: str
    scopes: list[str]
    allowed_brand_id: str | None


@routes.post("/v1/api-keys", scope="write:keys", body=ApiKeyCreate, answers={201: NewApiKeyAnswer}, finds=True)
def create_api_key(call: Call[ApiKeyCreate, NoQuery]) -> Reply:
    """Make a key; no scope can be given that one lacks, and a key that is restricted to a brand makes keys of that brand."""
    made = wiring.create_api_key(call.attempt)(call.caller, call.body.name, frozenset(call.body.scopes), call.body.allowed_brand_id)
    answer = NewApiKeyAnswer(**_answer(made.key).model_dump(), key=made.secret)
    return Reply(answer, 201, {"Location": f"{call.base_url}/v1/api-keys/{made.key.id}"})


@routes.get("/v1/api-keys", scope="read:keys", query=ListQuery, answers={200: ListAnswer[ApiKeyAnswer]})
def list_api_keys(call: Call[None, ListQuery]) -> Reply:
    """The organization's keys, newest first, without their secrets."""
    page = wiring.list_api_keys()(call.caller, limit=call.query.limit, after=listing.decode_cursor(call))
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([_answer(key) for key in page.items], cursor))


@routes.get("/v1/api-keys/{key_id}", scope="read:keys", answers={200: ApiKeyAnswer})
def read_api_key(call: Call[None, NoQuery]) -> Reply:
    """One key, without its secret."""
    return Reply(_answer(wiring.read_api_key()(call.caller, call.path["key_id"])))


@routes.delete("/v1/api-keys/{key_id}", scope="write:keys", answers={204: None})
def revoke_api_key(call: Call[None, NoQuery]) -> Reply:
    """Revoke a key: the next request with it is refused."""
    wiring.revoke_api_key()(call.caller, call.path["key_id"])
    return Reply(status=204)


@routes.get("/v1/me", scope=ANY_KEY, answers={200: MeAnswer})
def read_me(call: Call[None, NoQuery]) -> Reply:
    """Whose key this is, and what it may do."""
    caller = call.caller
    return Reply(
        MeAnswer(
            organization_id=caller.organization_id,
            key_id=caller.key_id,
            key_prefix=caller.key_prefix,
            scopes=sorted(caller.scopes),
            allowed_brand_id=caller.allowed_brand_id,
        )
    )


def _answer(key: ApiKey) -> ApiKeyAnswer:
    return ApiKeyAnswer(
        id=key.id,
        name=key.name,
        key_prefix=key.key_prefix,
        scopes=sorted(key.scopes),
        allowed_brand_id=key.allowed_brand_id,
        created_at=key.created_at,
        last_used_at=key.last_used_at,
    )
