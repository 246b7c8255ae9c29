"""Parsing: from what came over the wire to models, with every fault of it in the API's words."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticKnownError

from chalicelib.domain.errors import Fault, InvalidBody, InvalidQuery

_VALUE_ERROR = "Value error, "
# An escape of a JSON text, whole; the group is half of a character (RFC 8259, 8.2), which no UTF-8 can carry on.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)")


@dataclass(frozen=True, slots=True)
class OneOf:
    """A body of one of several `models`; `choose` says of its JSON value as which of them it is to be read."""

    models: tuple[type[BaseModel], ...]
    choose: Callable[[object], type[BaseModel]]


def parse_json(raw: bytes) -> Any:
    """The JSON value of a body, decimal fractions as Decimal; `InvalidBody` where it is none."""
    try:
        text = raw.decode("utf-8-sig")  # a mark that some editors put first is no part of the text (RFC 8259, 8.1)
        value = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidBody((Fault(("body",), f"The body could not be read as JSON: {_why_unreadable(error)}", "json_invalid"),)) from error
    half = next((escape for escape in _ESCAPE.finditer(text) if escape[1]), None)
    if half:
        message = f"The body has half of a character, which is no text, at character {half.start()}: {half[0]}"
        raise InvalidBody((Fault(("body",), message, "lone_surrogate"),))
    return value


def parse_body[Body: BaseModel](model: type[Body], raw: bytes) -> Body:
    """The body as its model; `InvalidBody` with every fault."""
    return parse_value(model, parse_json(raw))


def parse_optional_body[Body: BaseModel](model: type[Body], raw: bytes) -> Body:
    """The same of a body that may be left out, or be null: the model's own defaults then."""
    value = parse_json(raw) if raw else None
    return parse_value(model, {} if value is None else value)


def parse_one_of(body: OneOf, raw: bytes) -> BaseModel:
    """The body as the model that it is of."""
    value = parse_json(raw)
    return parse_value(body.choose(value), value)


def parse_value[Body: BaseModel](model: type[Body], value: object) -> Body:
    """A body's JSON value as its model; `InvalidBody` with every fault."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InvalidBody(faults(error, "body")) from error


def parse_query[Query: BaseModel](model: type[Query], parameters: Mapping[str, Sequence[str]]) -> Query:
    """The query as its model; `InvalidQuery` with every fault."""
    repeated = tuple(
        Fault(("query", name), "Input should be given once", "repeated") for name, values in parameters.items() if len(values) > 1
    )
    once = {fault.loc for fault in repeated}
    try:
        parsed = model.model_validate({name: values[0] for name, values in parameters.items()})
    except ValidationError as error:
        raise InvalidQuery((*repeated, *(fault for fault in faults(error, "query") if fault.loc not in once))) from error
    if repeated:
        raise InvalidQuery(repeated)
    return parsed


def both[First, Second](first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """What two readers of a request's query and headers come to; `InvalidQuery` with the faults of both."""
    try:
        read = first()
    except InvalidQuery as refused:
        try:
            second()
        except InvalidQuery as also:
            raise InvalidQuery((*refused.faults, *also.faults)) from refused
        raise
    return read, second()


def parse_path(parameters: Mapping[str, str]) -> dict[str, str]:
    """The path's parameters, which the gateway hands on percent-encoded."""
    return {name: unquote(value) for name, value in parameters.items()}


def faults(error: ValidationError, where: str) -> tuple[Fault, ...]:
    """Each of pydantic's findings as a fault of the body or query."""
    return tuple(_fault(where, finding) for finding in error.errors(include_url=False))


def _fault(where: str, finding: ErrorDetails) -> Fault:
    loc = (where, *finding["loc"])
    if finding["type"] == "model_type":
        return Fault(loc, "Input should be an object", finding["type"])  # pydantic names the class
    if finding["type"] == "too_long" and isinstance(finding["input"], str):
        # Behind a validator of ours pydantic no longer knows that it counts a text, and says "items".
        too_long = PydanticKnownError("string_too_long", {"max_length": finding["ctx"]["max_length"]})
        return Fault(loc, too_long.message(), too_long.type)
    # Nobody but us knows of a list before and after its validation.
    return Fault(loc, finding["msg"].removeprefix(_VALUE_ERROR).replace(" after validation,", ","), finding["type"])


def _why_unreadable(error: ValueError | RecursionError) -> str:
    match error:
        case json.JSONDecodeError():
            return error.msg
        case UnicodeDecodeError():
            return "it is not in UTF-8"
        case RecursionError():
            return "it is nested too deeply"
    return "a number in it is too long"  # Python reads no more than 4,300 digits


def _refuse_constant(constant: str) -> Any:
    raise json.JSONDecodeError(f"{constant} is no number of JSON", "", 0)
