"""Brands."""

from typing import Annotated, Any

from pydantic import Field, field_validator

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.brand import Competitor
from chalicelib.doors import listing
from chalicelib.doors.brand_answers import BrandAnswer, brand_answer
from chalicelib.doors.call import Call, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Language, Line, Search, WebAddress, not_null
from chalicelib.usecases.create_brand import NewBrand

MAX_ALIASES = 50
MAX_COMPETITORS = 20
MAX_CATEGORIES = 30

routes = Routes("Brands", "Whose visibility is measured: its names, its competitors, its categories.")

Name = Annotated[Line, Field(max_length=80)]
Aliases = Annotated[tuple[Name, ...], Field(max_length=MAX_ALIASES)]
Categories = Annotated[tuple[Annotated[Line, Field(max_length=100)], ...], Field(max_length=MAX_CATEGORIES)]
Country = Annotated[Line, Field(max_length=100)]


class CompetitorBody(RequestModel):
    """A competitor, as it is sent."""

    name: Name
    website: WebAddress | None = None
    aliases: Aliases | None = None


Competitors = Annotated[tuple[CompetitorBody, ...], Field(max_length=MAX_COMPETITORS)]


class BrandCreate(RequestModel):
    """The body of `POST /v1/brands`."""

    name: Name
    website: WebAddress
    brand_aliases: Aliases | None = None
    competitors: Competitors | None = None
    categories: Categories | None = None
    country: Country | None = None
    language: Language | None = None


class BrandChange(RequestModel):
    """The body of `PATCH /v1/brands/{id}`: what is named changes, a list as a whole; `null` clears the country or the language."""

    name: Name | None = None
    website: WebAddress | None = None
    brand_aliases: Aliases | None = None
    competitors: Competitors | None = None
    categories: Categories | None = None
    country: Country | None = None
    language: Language | None = None

    _not_cleared = field_validator("name", "website", "brand_aliases", "competitors", "categories", mode="before")(not_null)


class BrandsQuery(ListQuery):
    """Which brands: those with `search` in the name."""

    search: Search | None = None


@routes.post("/v1/brands", scope="write:brands", body=BrandCreate, answers={201: BrandAnswer})
def create_brand(call: Call[BrandCreate, NoQuery]) -> Reply:
    """Make a brand."""
    brand = wiring.create_brand(call.attempt)(call.caller, NewBrand(**_fields(call.body, call.body.model_dump(exclude_none=True))))
    return Reply(brand_answer(brand), 201, {"Location": f"{call.base_url}/v1/brands/{brand.id}"})


@routes.get("/v1/brands", scope="read:brands", query=BrandsQuery, answers={200: listing.ListAnswer[BrandAnswer]})
def list_brands(call: Call[None, BrandsQuery]) -> Reply:
    """The organization's brands, newest first."""
    page = wiring.list_brands()(call.caller, call.query.search, limit=call.query.limit, after=listing.decode_cursor(call))
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([brand_answer(brand) for brand in page.items], cursor))


@routes.get("/v1/brands/{brand_id}", scope="read:brands", answers={200: BrandAnswer})
def read_brand(call: Call[None, NoQuery]) -> Reply:
    """One brand."""
    return Reply(brand_answer(wiring.read_brand()(call.caller, call.path["brand_id"])))


@routes.patch("/v1/brands/{brand_id}", scope="write:brands", body=BrandChange, answers={200: BrandAnswer})
def update_brand(call: Call[BrandChange, NoQuery]) -> Reply:
    """Change what is named."""
    return Reply(
        brand_answer(
            wiring.update_brand()(call.caller, call.path["brand_id"], _fields(call.body, call.body.model_dump(exclude_unset=True)))
        )
    )


@routes.delete("/v1/brands/{brand_id}", scope="write:brands", answers={204: None})
def delete_brand(call: Call[None, NoQuery]) -> Reply:
    """Remove the brand with its schedules, region configs, prompts and white label; ad accounts are unlinked, reports stay."""
    wiring.delete_brand()(call.caller, call.path["brand_id"])
    return Reply(status=204)


def _fields(body: BrandCreate | BrandChange, sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent of the body, as the domain has it."""
    if body.competitors is None:
        return sent
    return sent | {"competitors": tuple(Competitor(rival.name, rival.website, rival.aliases or ()) for rival in body.competitors)}
