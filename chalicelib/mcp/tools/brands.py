"""Whose visibility can be measured."""

from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib import wiring
from chalicelib.doors.brand_answers import BrandAnswer, brand_answer
from chalicelib.doors.call import Call
from chalicelib.doors.fields import Search
from chalicelib.doors.listing import decode_cursor, encode_cursor
from chalicelib.mcp.pages import CountedPage, PageParams, listed
from chalicelib.mcp.tool import Told, Tools

tools = Tools()


class ListBrands(PageParams):
    """The arguments of `list_brands`."""

    search: Annotated[Search, Field(description="Only brands with this in their name, in any case.")] | None = None


class Brands(CountedPage):
    """The result of `list_brands`."""

    brands: list[BrandAnswer]
    source: Literal["folio.brands@v1"] = "folio.brands@v1"


@tools.reads(title="List brands", scope="read:brands", params=ListBrands, result=Brands)
def list_brands(call: Call[Any, ListBrands]) -> Told:
    """List the brands that this key can see, newest first, with their other names and their competitors.

    Call it for the brand_id that list_scheduled_reports and create_scheduled_report take.
    """
    page = wiring.list_brands()(call.caller, call.query.search, limit=call.query.limit, after=decode_cursor(call))
    cursor = encode_cursor(page.after, call)
    brands = [brand_answer(brand) for brand in page.items]
    result = Brands(brands=brands, count=len(brands), has_more=cursor is not None, next_cursor=cursor)
    return Told(result, listed("brands", [f"{brand.id}: “{brand.name}” ({brand.website})" for brand in brands], cursor))
