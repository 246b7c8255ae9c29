"""Region configs."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, field_validator

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.region_config import RegionConfig
from chalicelib.doors import listing
from chalicelib.doors.call import AnswerModel, Call, Flag, Instant, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Id, Language, Line, Search, Unique, not_null
from chalicelib.usecases.create_region_config import NewRegionConfig
from chalicelib.usecases.ports.region_configs import RegionConfigFilter

routes = Routes("Region configs", "Where and in which language a brand is asked about, and on which AI platforms.")

Name = Annotated[Line, Field(max_length=200)]
Place = Annotated[Line, Field(max_length=100)]
# A list: pydantic calls a tuple too short whose only entry is bad.
AiPlatforms = Annotated[list[AiPlatform], Field(min_length=1, max_length=len(AiPlatform)), Unique]


class RegionConfigCreate(RequestModel):
    """The body of `POST /v1/region-configs`."""

    brand_id: Id
    name: Name
    country: Place
    scheduled_report_id: Id | None = None
    ai_platforms: AiPlatforms | None = None
    language: Language | None = None
    location: Place | None = None
    is_active: StrictBool | None = None


class RegionConfigChange(RequestModel):
    """The body of `PATCH /v1/region-configs/{id}`: what is named changes; `null` clears the location and nothing else."""

    name: Name | None = None
    country: Place | None = None
    ai_platforms: AiPlatforms | None = None
    language: Language | None = None
    location: Place | None = None
    is_active: StrictBool | None = None

    _not_cleared = field_validator("name", "country", "ai_platforms", "language", "is_active", mode="before")(not_null)


class RegionConfigsQuery(ListQuery):
    """Which region configs; `search` is in the name."""

    brand_id: Id | None = None
    scheduled_report_id: Id | None = None
    is_active: Flag | None = None
    search: Search | None = None


class RegionConfigAnswer(AnswerModel):
    """A region config; `prompts_count` counts its enabled prompts."""

    object: Literal["region_config"] = "region_config"
    id: str
    brand_id: str
    scheduled_report_id: str | None
    name: str
    country: str
    language: str
    location: str | None
    ai_platforms: list[AiPlatform]
    is_active: bool
    prompts_count: int
    last_run_at: Instant | None
    last_run_status: str | None
    last_error_message: str | None
    created_at: Instant
    updated_at: Instant


@routes.post("/v1/region-configs", scope="write:region-configs", body=RegionConfigCreate, answers={201: RegionConfigAnswer}, finds=True)
def create_region_config(call: Call[RegionConfigCreate, NoQuery]) -> Reply:
    """Make a region config, on a scheduled report where one is named."""
    config = wiring.create_region_config(call.attempt)(call.caller, NewRegionConfig(**_fields(call.body.model_dump(exclude_none=True))))
    return Reply(region_config_answer(config), 201, {"Location": f"{call.base_url}/v1/region-configs/{config.id}"})


@routes.get(
    "/v1/region-configs",
    scope="read:region-configs",
    query=RegionConfigsQuery,
    answers={200: listing.ListAnswer[RegionConfigAnswer]},
)
def list_region_configs(call: Call[None, RegionConfigsQuery]) -> Reply:
    """The organization's region configs, newest first."""
    query = call.query
    page = wiring.list_region_configs()(
        call.caller,
        RegionConfigFilter(query.brand_id, query.scheduled_report_id, query.is_active, query.search),
        limit=query.limit,
        after=listing.decode_cursor(call),
    )
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([region_config_answer(config) for config in page.items], cursor))


@routes.get("/v1/region-configs/{region_config_id}", scope="read:region-configs", answers={200: RegionConfigAnswer})
def read_region_config(call: Call[None, NoQuery]) -> Reply:
    """One region config."""
    return Reply(region_config_answer(wiring.read_region_config()(call.caller, call.path["region_config_id"])))


@routes.patch(
    "/v1/region-configs/{region_config_id}",
    scope="write:region-configs",
    body=RegionConfigChange,
    answers={200: RegionConfigAnswer},
)
def update_region_config(call: Call[RegionConfigChange, NoQuery]) -> Reply:
    """Change what is named; a scheduled report is attached by its own route."""
    changes = _fields(call.body.model_dump(exclude_unset=True))
    return Reply(region_config_answer(wiring.update_region_config()(call.caller, call.path["region_config_id"], changes)))


@routes.delete("/v1/region-configs/{region_config_id}", scope="write:region-configs", answers={204: None})
def delete_region_config(call: Call[None, NoQuery]) -> Reply:
    """Remove the region config and its prompts; reports stay."""
    wiring.delete_region_config()(call.caller, call.path["region_config_id"])
    return Reply(status=204)


def _fields(sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent of a body, as the domain has it."""
    return sent | {"ai_platforms": tuple(sent["ai_platforms"])} if "ai_platforms" in sent else sent


def region_config_answer(config: RegionConfig) -> RegionConfigAnswer:
    """A region config as it is answered."""
    return RegionConfigAnswer.model_validate(config, from_attributes=True)
