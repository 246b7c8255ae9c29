"""Call and Reply: what a view is given, and what it answers. No view sees more of HTTP than this."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import format_instant, parse_instant
from chalicelib.domain.listing import DEFAULT_LIMIT, MAX_LIMIT

MAX_CURSOR = 4_000
"""Characters: more than any list's keys come to."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(rf"{_DAY.pattern}T[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]+)?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})")
_DIGITS = re.compile(r"-?[0-9]{1,18}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _to_day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "Input should be a day of the calendar, written YYYY-MM-DD")


def _to_instant(value: object) -> datetime:
    if isinstance(value, str) and INSTANT.fullmatch(value):
        try:
            return max(parse_instant(value), _EPOCH)
        except (ValueError, OverflowError):
            pass
    raise PydanticCustomError("timestamp", "Input should be a timestamp with Z or an offset, such as 2026-03-01T10:00:00Z")


def _to_number(value: object) -> int:
    if isinstance(value, int) or (isinstance(value, str) and _DIGITS.fullmatch(value)):
        return int(value)
    raise PydanticCustomError("int_parsing", "Input should be a whole number, in digits")


def _to_flag(value: object) -> bool:
    if isinstance(value, bool) or value in ("true", "false"):
        return value in (True, "true")
    raise PydanticCustomError("bool_parsing", "Input should be true or false")


Day = Annotated[date, BeforeValidator(_to_day)]
"""A calendar day: the text `YYYY-MM-DD` and nothing else."""

Instant = Annotated[
    AwareDatetime,
    PlainSerializer(format_instant, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-03-01T10:00:00.000Z"]}),
]
"""A timestamp as every answer writes it: `2026-03-01T10:00:00.000Z`."""


Since = Annotated[
    datetime, BeforeValidator(_to_instant), WithJsonSchema({"type": "string", "format": "date-time", "pattern": f"^{INSTANT.pattern}$"})
]
"""An instant of a query, ISO 8601 with `Z` or an offset, in UTC; one before 1970, when nothing was yet, is 1970."""


IN_DIGITS = BeforeValidator(_to_number)
"""Of a whole number in a query: it is written in digits and nothing else. It stands behind its `Field(ge=…, le=…)`."""

Flag = Annotated[bool, BeforeValidator(_to_flag)]
"""Yes or no in a query: `true` or `false` and nothing else."""


class RequestModel(BaseModel):
    """What a caller sends. Unknown fields are faults; a rule across fields sits on the later field, so that all faults show at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ListQuery(RequestModel):
    """Every list's query: how many, and from where on."""

    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT), IN_DIGITS] = DEFAULT_LIMIT
    cursor: Annotated[str, Field(max_length=MAX_CURSOR)] | None = None


class NoQuery(RequestModel):
    """The query of a route that takes none."""


class NoBody(RequestModel):
    """The body of a POST that takes none: any field of it is unknown."""


class AnswerModel(BaseModel):
    """What is answered: null fields are sent as `null`."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


@dataclass(frozen=True, slots=True)
class Call[Body, Query]:
    """One authenticated request.

    `route` is the path as it is declared, and `path` has its parameters, decoded; `headers` are by lower-case name; `base_url` is where
    this API answers, without a slash at its end. `attempt` is what new things are made of.
    """

    caller: Caller
    body: Body
    query: Query
    route: str
    path: Mapping[str, str]
    headers: Mapping[str, str]
    base_url: str
    correlation_id: str
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: a model or a JSON value (None: no body; a text is one as it stands), its status, and headers of its own."""

    body: BaseModel | dict[str, Any] | str | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    @property
    def content(self) -> str:
        """The body as it goes over the wire; empty where there is none."""
        match self.body:
            case None:
                return ""
            case str():
                return self.body
            case BaseModel():
                return self.body.model_dump_json()
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":"))
