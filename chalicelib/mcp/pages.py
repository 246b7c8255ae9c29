"""Pages: lists as tools take and tell them."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field, StrictInt

from chalicelib.domain.listing import DEFAULT_LIMIT, MAX_LIMIT
from chalicelib.doors.call import AnswerModel, ListQuery
from chalicelib.doors.figures import Whole

Limit = Annotated[
    StrictInt,
    Field(ge=1, description=f"How many at most; more than {MAX_LIMIT} is {MAX_LIMIT}."),
    AfterValidator(lambda limit: min(limit, MAX_LIMIT)),
    Whole,
]
Cursor = Annotated[str, Field(max_length=4000, description="The next_cursor of the page before, with the same other arguments.")]


class PageParams(ListQuery):
    """Which page of a list."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None


class WholeListParams(PageParams):
    """The same of a list that is mostly short."""

    limit: Limit = MAX_LIMIT


class CountedPage(AnswerModel):
    """How many are on a page, and where the next one goes on."""

    count: int
    has_more: bool
    next_cursor: str | None


def listed(what: str, lines: Iterable[str], next_cursor: str | None) -> str:
    """A page in words: what it lists, a line for each, and how to have more. What others wrote makes no lines of its own."""
    items = [" ".join(line.split()) for line in lines]
    nothing = f"No {what}{' on this page' if next_cursor else ''}."
    head = f"{what.capitalize()} ({len(items)}):" if items else nothing
    more = [f"There are more: call again with cursor {next_cursor}"] if next_cursor else []
    return "\n".join([head, *(f"- {item}" for item in items), *more])
