"""Links: from the answer that makes a thing to what can be done with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.api.endpoint import Endpoint
from chalicelib.api.openapi.schemas import Schema, resolve

_ID = "$response.body#/id"
_FIRST_ID = "$response.body#/data/0/id"


def links(endpoint: Endpoint, answer: Schema, others: Iterable[Endpoint], components: Mapping[str, Schema]) -> dict[str, Any]:
    """Of an answer of a POST: to every route below its own path that needs no more than the id of what was made."""
    source = _id_of(answer, components)
    if source is None:
        return {}
    return {other.name: _link(endpoint, other, source) for other in others if _is_below(endpoint, other)}


def _id_of(answer: Schema, components: Mapping[str, Schema]) -> str | None:
    """Where the answer has the id of what was made: its own, or that of the first of a list."""
    for kind in answer.get("anyOf", [answer]):
        properties = resolve(kind, components).get("properties", {})
        if "id" in properties:
            return _ID
        if "data" in properties:
            return _FIRST_ID
    return None


def _is_below(endpoint: Endpoint, other: Endpoint) -> bool:
    """Whether the other path is this one, one parameter, and perhaps more segments, none of them another parameter."""
    rest = other.path.removeprefix(endpoint.path)
    return other.path.startswith(f"{endpoint.path}/{{") and rest.count("{") == 1


def _link(endpoint: Endpoint, other: Endpoint, source: str) -> dict[str, Any]:
    name = other.path.removeprefix(f"{endpoint.path}/{{").partition("}")[0]
    inherited = [part[1:-1] for part in endpoint.path.split("/") if part.startswith("{")]
    parameters = {parameter: f"$request.path.{parameter}" for parameter in inherited} | {name: source}
    return {"operationId": other.name, "parameters": parameters}
