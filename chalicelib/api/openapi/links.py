"""Links: from an answer to what can be done next with what it tells of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.api.endpoint import Endpoint
from chalicelib.doors.schemas import Schema, resolve

_PARAMETER = re.compile(r"\{(\w+)\}")


def links(endpoint: Endpoint, answer: Schema, others: Sequence[Endpoint], components: Mapping[str, Schema]) -> dict[str, Any]:
    """Of the answer of a POST to every route whose path needs no more than the answer and the request's path have.

    Those are the routes of the thing itself and what is below them, and those that read what it belongs to.
    """
    body = dict(_body(answer, components))
    if not body:
        return {}
    own = _own_parameter(endpoint, others)
    by_name = {name: pointer for name, pointer in body.items() if name.endswith("_id")}
    of_itself = {own: body[own if own in body else "id"]} if own is not None else {}
    known = by_name | {name: f"$request.path.{name}" for name in _PARAMETER.findall(endpoint.path)} | of_itself
    found: dict[str, Any] = {}
    for other in others:
        needed = _PARAMETER.findall(other.path)
        reads = other.method == "GET" and other.path.endswith("}") and set(needed) <= by_name.keys()
        leads = own in needed or reads
        if needed and leads and set(needed) <= known.keys() and other is not endpoint:
            found[other.name] = {"operationId": other.name, "parameters": {name: known[name] for name in needed}}
    return found


def _body(answer: Schema, components: Mapping[str, Schema]) -> Iterator[tuple[str, str]]:
    """Every field of what the answer tells of, a list's first entry or the answer itself, and where it is."""
    for kind in answer.get("anyOf", [answer]):
        properties = resolve(kind, components).get("properties", {})
        if "data" in properties:
            entry = resolve(properties["data"]["items"], components)
            yield from ((name, f"$response.body#/data/0/{name}") for name in entry.get("properties", {}))
        else:
            yield from ((name, f"$response.body#/{name}") for name in properties)


def _own_parameter(endpoint: Endpoint, others: Sequence[Endpoint]) -> str | None:
    """The parameter by which paths below this one name one thing of it; None where there are none."""
    below = (re.fullmatch(re.escape(endpoint.path) + r"/\{(\w+)\}", other.path) for other in others)
    return next((found[1] for found in below if found), None)
