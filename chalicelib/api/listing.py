"""Lists: one envelope and one cursor for all of them."""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel

from chalicelib.api.call import AnswerModel, ListQuery
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Fault, InvalidQuery

_CHECK_LENGTH = 16


class ListAnswer[T](AnswerModel):
    """The envelope of every list."""

    object: Literal["list"] = "list"
    data: list[T]
    has_more: bool
    next_cursor: str | None


def page_answer[T: BaseModel](data: Sequence[T], next_cursor: str | None) -> ListAnswer[T]:
    """A page of a list, or a small list whole (no cursor)."""
    # Any, not T, which is no class here: what is there already is not validated again, and is written as what it is.
    page: ListAnswer[Any] = ListAnswer[Any](data=list(data), has_more=next_cursor is not None, next_cursor=next_cursor)
    return page


def encode_cursor(after: str | None, caller: Caller, query: ListQuery, *, of: str = "") -> str | None:
    """Where the next page goes on, as an opaque text that only fits the same list (of the thing with the id `of`) with the same filters."""
    if after is None:
        return None
    content = json.dumps([after, _check(after, caller, query, of)])
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode_cursor(caller: Caller, query: ListQuery, *, of: str = "") -> str | None:
    """Where this page goes on; `InvalidQuery` for a cursor that is not of this list with these filters."""
    if query.cursor is None:
        return None
    try:
        after, check = json.loads(base64.urlsafe_b64decode(query.cursor + "=" * (-len(query.cursor) % 4)))
    except (binascii.Error, ValueError, TypeError):
        after = check = None
    if not isinstance(after, str) or check != _check(after, caller, query, of):
        fault = Fault(("query", "cursor"), "Input should be the next_cursor of this list with the same filters", "cursor")
        raise InvalidQuery((fault,))
    return after


def _check(after: str, caller: Caller, query: ListQuery, of: str) -> str:
    filters = query.model_dump(mode="json", exclude={"limit", "cursor"})
    content = json.dumps([after, caller.organization_id, type(query).__name__, of, sorted(filters.items())])
    return hashlib.sha256(content.encode()).hexdigest()[:_CHECK_LENGTH]
