"""Lists: one envelope and one cursor for all of them."""

import base64
import hmac
import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel

from chalicelib.domain.errors import Fault, InvalidQuery
from chalicelib.doors.call import AnswerModel, Call, ListQuery

_SEAL_BYTES = 16


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


def encode_cursor(after: str | None, call: Call[Any, ListQuery]) -> str | None:
    """Where the next page goes on, as an opaque text that fits the same list, with the same filters, for the same caller, and no other."""
    if after is None:
        return None
    return base64.urlsafe_b64encode(_seal(after, call) + after.encode()).decode().rstrip("=")


def decode_cursor(call: Call[Any, ListQuery]) -> str | None:
    """Where this page goes on; `InvalidQuery` for a cursor that this caller was not given for this list with these filters."""
    if call.query.cursor is None:
        return None
    try:
        sealed = base64.urlsafe_b64decode(call.query.cursor + "=" * (-len(call.query.cursor) % 4))
        after = sealed[_SEAL_BYTES:].decode()
    except ValueError:
        after = ""
    # Its text, not its bytes: one and the same content can be written in many ways, of which one was given out.
    if not after or not hmac.compare_digest((encode_cursor(after, call) or "").encode(), call.query.cursor.encode()):
        fault = Fault(("query", "cursor"), "Input should be the next_cursor of this list with the same filters", "cursor")
        raise InvalidQuery((fault,))
    return after


def _seal(after: str, call: Call[Any, ListQuery]) -> bytes:
    """What only this server could have written beside `after`, and whoever holds the caller's own key, who may read the whole list.

    So no secret of the service's own has to be kept and shared, and a cursor ends with the key that it was given to.
    """
    filters = call.query.model_dump(mode="json", exclude={"limit", "cursor"})
    content = json.dumps([after, call.route, sorted(call.path.items()), sorted(filters.items())])
    return hmac.digest(call.caller.key_hash.encode(), content.encode(), "sha256")[:_SEAL_BYTES]
