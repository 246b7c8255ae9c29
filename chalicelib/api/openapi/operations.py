"""Operations: a declared route in OpenAPI's words. Every status that it can answer is derived here, and nowhere else."""

import re
from collections.abc import Mapping
from typing import Any

from chalicelib.api.endpoint import Endpoint, Media, never
from chalicelib.api.openapi import headers, problems
from chalicelib.api.openapi.examples import example
from chalicelib.domain.scope import ANY_KEY
from chalicelib.doors import glossary
from chalicelib.doors.parsing import OneOf
from chalicelib.doors.schemas import Schema, resolve, without_null

_PARAMETER = re.compile(r"\{(\w+)\}")
_CHANGING = {"POST", "PATCH", "DELETE"}
_JSON = "application/json"
_OK = {
    200: "As asked for.",
    201: "It is made.",
    202: "The work is started.",
    204: "It is gone.",
    302: "On to the document.",
}


def statuses(endpoint: Endpoint) -> list[int]:
    """Every status that a route can answer: those it declares, and those that follow from what it is."""
    refusals = {400, 413, 429, 500, 503}  # the gateway says 413 and 429 by itself, whatever the route
    if endpoint.scope is not None:
        refusals.add(401)
    if endpoint.scope not in {None, ANY_KEY}:
        refusals.add(403)
    if endpoint.body is not None:
        refusals |= {415, 422}
    elif endpoint.method == "POST":  # a body that is not asked for has fields that nobody knows
        refusals.add(422)
    if endpoint.finds or "{" in endpoint.path or endpoint.method == "DELETE":  # what is deleted twice is not there
        refusals.add(404)
    if endpoint.conflicts or is_idempotent(endpoint):
        refusals.add(409)
    return sorted(refusals | set(endpoint.answers))


def is_idempotent(endpoint: Endpoint) -> bool:
    """Whether a route honours `Idempotency-Key`."""
    return endpoint.method in _CHANGING and endpoint.scope is not None


def operation(endpoint: Endpoint, tag: str, schemas: Mapping[Any, Schema], components: Mapping[str, Schema]) -> dict[str, Any]:
    """One route; `schemas` are those of its models by the keys of `models`."""
    summary, _, rest = (endpoint.view.__doc__ or "").strip().partition("\n")
    described: dict[str, Any] = {
        "operationId": endpoint.name,
        "tags": [tag],
        "summary": summary.rstrip("."),
        "description": "\n\n".join([paragraph for paragraph in (_unindented(rest), *_notes(endpoint)) if paragraph]),
        "parameters": _parameters(endpoint, schemas, components),
        "responses": {str(status): _response(endpoint, status, schemas, components) for status in statuses(endpoint)},
    }
    if endpoint.scope is None:
        return described | {"security": []}
    if endpoint.scope != ANY_KEY:
        described["x-required-scope"] = endpoint.scope
    if endpoint.body is not None:
        described["requestBody"] = _request_body(endpoint, schemas, components)
    return described


def models(endpoint: Endpoint) -> list[tuple[Any, Any, Any]]:
    """The models of a route, as `schemas.describe` takes them: those of its bodies, its query and its answers."""
    bodies = endpoint.body.models if isinstance(endpoint.body, OneOf) else (endpoint.body,)
    taken = [(_body_key(endpoint, body), "validation", body) for body in bodies if body not in {None, bytes}]
    answered = [
        (_answer_key(endpoint, status), "serialization", model)
        for status, model in endpoint.answers.items()
        if model is not None and not isinstance(model, Media)
    ]
    return [*taken, *answered, ((endpoint.name, "query"), "validation", endpoint.query)]


def _body_key(endpoint: Endpoint, body: Any) -> tuple[str, str]:
    return endpoint.name, body.__name__


def _answer_key(endpoint: Endpoint, status: int) -> tuple[str, int]:
    return endpoint.name, status


def _notes(endpoint: Endpoint) -> list[str]:
    notes = [_need(endpoint.scope)]
    if endpoint.paid is not never:
        notes.append("Starts paid work, which a key can do 10 times a minute.")
    return notes


def _need(scope: str | None) -> str:
    if scope is None:
        return "Needs no key."
    return "Needs a key, whatever its scopes." if scope == ANY_KEY else f"Needs the scope `{scope}`."


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _parameters(endpoint: Endpoint, schemas: Mapping[Any, Schema], components: Mapping[str, Schema]) -> list[dict[str, Any]]:
    in_path = [_parameter(name, "path", {"type": "string"}, required=True) for name in _PARAMETER.findall(endpoint.path)]
    query = resolve(schemas[endpoint.name, "query"], components)
    required = query.get("required", [])
    in_query = [
        _parameter(name, "query", _of_query(schema), required=name in required) for name, schema in query.get("properties", {}).items()
    ]
    in_header = [{"$ref": "#/components/parameters/Idempotency-Key"}] if is_idempotent(endpoint) else []
    return [*in_path, *in_query, *in_header]


def _of_query(field: Schema) -> Schema:
    """A field of a query as a parameter, which is never null: nor is its example, and one whose values are listed has none."""
    schema = without_null(field)
    examples = [] if "$ref" in schema else [value for value in schema.get("examples", []) if value is not None]
    return {name: value for name, value in schema.items() if name != "examples"} | ({"examples": examples} if examples else {})


def _parameter(name: str, place: str, schema: Schema, *, required: bool) -> dict[str, Any]:
    entry = glossary.entry(name)
    parameter: dict[str, Any] = {"name": name, "in": place, "required": required, "schema": schema}
    if entry is not None and entry.description is not None:
        parameter["description"] = entry.description
    if entry is not None and entry.example is not None and not {"$ref", "enum", "default", "examples"} & schema.keys():
        parameter["example"] = entry.example
    return parameter


def _request_body(endpoint: Endpoint, schemas: Mapping[Any, Schema], components: Mapping[str, Schema]) -> dict[str, Any]:
    if endpoint.body is bytes:
        content = {media_type: {"schema": {"type": "string", "contentMediaType": media_type}} for media_type in endpoint.media_types}
        return {"required": True, "content": content}
    bodies = endpoint.body.models if isinstance(endpoint.body, OneOf) else (endpoint.body,)
    kinds = [schemas[_body_key(endpoint, body)] for body in bodies]
    if endpoint.optional_body:
        kinds.append({"type": "null"})
    content = {media_type: _content(kinds, components) for media_type in endpoint.media_types}
    return {"required": not endpoint.optional_body, "content": content}


def _content(kinds: list[Schema], components: Mapping[str, Schema]) -> dict[str, Any]:
    schema = kinds[0] if len(kinds) == 1 else {"oneOf": kinds}
    values = {kind["$ref"].rpartition("/")[2]: {"value": example(kind, components)} for kind in kinds if "$ref" in kind}
    return {"schema": schema, "examples": values}


def _response(endpoint: Endpoint, status: int, schemas: Mapping[Any, Schema], components: Mapping[str, Schema]) -> dict[str, Any]:
    if status not in endpoint.answers:
        return problems.component(status)
    names = ["X-Correlation-ID"]
    if endpoint.scope is not None:
        names += headers.RATE_LIMIT
    if status in {201, 202, 302}:
        names.append("Location")
    if is_idempotent(endpoint):
        names.append("Idempotency-Replayed")
    response: dict[str, Any] = {"description": _OK[status], "headers": headers.refs(*names)}
    answer = endpoint.answers[status]
    if isinstance(answer, Media):
        response["content"] = {
            media_type: {"schema": {"type": "object" if media_type == _JSON else "string"}} for media_type in answer.types
        }
    elif answer is not None:
        schema = schemas[_answer_key(endpoint, status)]
        response["content"] = {_JSON: _content(schema.get("anyOf", [schema]), components)}
    return response
