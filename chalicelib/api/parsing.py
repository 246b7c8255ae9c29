"""Parsing: from what came over the wire to models, with every fault of it in the API's words."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel, ValidationError

from chalicelib.domain.errors import Fault, InvalidBody, InvalidQuery

_VALUE_ERROR = "Value error, "


def parse_json(raw: bytes) -> Any:
    """The JSON value of a body, decimal fractions as Decimal; `InvalidBody` where it is none."""
    try:
        return json.loads(raw.decode(), parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is no JSON in UTF-8"
        raise InvalidBody((Fault(("body",), f"The body could not be read as JSON: {reason}", "json_invalid"),)) from error


def parse_body[Body: BaseModel](model: type[Body], raw: bytes) -> Body:
    """The body as its model; `InvalidBody` with every fault."""
    return parse_value(model, parse_json(raw))


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
    if repeated:
        raise InvalidQuery(repeated)
    try:
        return model.model_validate({name: values[0] for name, values in parameters.items()})
    except ValidationError as error:
        raise InvalidQuery(faults(error, "query")) from error


def parse_path(parameters: Mapping[str, str]) -> dict[str, str]:
    """The path's parameters, which the gateway hands on percent-encoded."""
    return {name: unquote(value) for name, value in parameters.items()}


def faults(error: ValidationError, where: str) -> tuple[Fault, ...]:
    """Each of pydantic's findings as a fault of the body or query."""
    return tuple(
        Fault((where, *finding["loc"]), finding["msg"].removeprefix(_VALUE_ERROR), finding["type"])
        for finding in error.errors(include_url=False, include_context=False, include_input=False)
    )


def _refuse_constant(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")
