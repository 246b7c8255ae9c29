"""The API's document: OpenAPI 3.1, generated from the routes as they are declared and from the models that they read and answer."""

from collections.abc import Sequence
from typing import Any

from chalicelib.api.endpoint import Endpoint
from chalicelib.api.openapi import headers, problems
from chalicelib.api.openapi.links import links
from chalicelib.api.openapi.operations import models, operation
from chalicelib.api.routing import Routes
from chalicelib.doors.schemas import Schema, annotate, describe

_ABOUT = """
Reports of two families that share one pipeline: **visibility reports**, how a brand shows up in the answers of AI platforms, and
**performance reports**, how ad accounts performed in a period.

JSON in, JSON out. Timestamps are ISO 8601 in UTC with milliseconds (`2026-03-01T10:00:00.000Z`), calendar days `YYYY-MM-DD`. Null fields
are sent as `null`. Unknown body fields and query parameters are refused. White space around a text is dropped, and not counted.
`PATCH` changes what is named, and `{}` changes nothing.

**Keys.** `Authorization: Bearer folio_…`. A key belongs to one organization, and whatever it sees or makes is in that organization;
anything else is `404`. `*` holds every scope, `write:all` and `read:all` every one of their kind, `write:X` also `read:X`.

**Errors** have one shape, `{"error": {"code", "message", "details"?}, "request_id"}`. A path that is not here is `404`; a method that a
path does not have is `405`, with `Allow`.

**Agents** ask over the Model Context Protocol, at `/mcp/reports`, which describes itself (`tools/list`).

**Limits.** 120 requests per key and UTC minute, and 10 that start paid work.

**Lists** are newest first: ask for `next_cursor` as the `cursor` of the next page, until `has_more` is false. A page may be short while
it is true.
"""


def document(resources: Sequence[Routes], servers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The whole document of these resources, which answers at these servers (OpenAPI's server objects)."""
    endpoints = [endpoint for resource in resources for endpoint in resource.endpoints]
    schemas, components = describe([model for endpoint in endpoints for model in models(endpoint)])
    for name, schema in components.items():
        annotate(name, schema)
    paths: dict[str, dict[str, Any]] = {}
    for resource in resources:
        for endpoint in resource.endpoints:
            described = operation(endpoint, resource.title, schemas, components)
            _link(endpoint, described, endpoints, components)
            paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "Folio", "version": "1", "summary": "Reports, made on your own AWS account", "description": _ABOUT.strip()},
        "servers": list(servers),
        "security": [{"key": []}],
        "tags": [{"name": resource.title, "description": resource.description} for resource in resources],
        "paths": paths,
        "components": _components(_in_use(paths, components)),
    }


def _link(endpoint: Endpoint, described: dict[str, Any], endpoints: Sequence[Endpoint], components: dict[str, Schema]) -> None:
    """Give the answers of a POST their links."""
    if endpoint.method != "POST":
        return
    for status in endpoint.answers:
        response = described["responses"][str(status)]
        schemas = [media["schema"] for media in response.get("content", {}).values()]
        found = links(endpoint, schemas[0], endpoints, components) if schemas else {}
        if found:
            response["links"] = found


def _in_use(paths: dict[str, Any], components: dict[str, Schema]) -> dict[str, Schema]:
    """The components that are referred to; a query's model is none, since its fields are parameters."""
    wanted, found = [paths], dict[str, Schema]()
    while wanted:
        for name in _referred(wanted.pop()) - found.keys():
            if name in components:
                found[name] = components[name]
                wanted.append(components[name])
    return dict(sorted(found.items()))


def _referred(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"].rpartition("/")[2]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(_referred, value.values()))
    return set[str]().union(*map(_referred, value)) if isinstance(value, list) else set()


def _components(schemas: dict[str, Schema]) -> dict[str, Any]:
    refusals = problems.REFUSALS
    return {
        "schemas": schemas
        | {f"{refusal.name}Envelope": problems.schema(refusal) for refusal in refusals.values()}
        | {"Fault": problems.FAULT},
        "responses": {refusal.name: problems.response(status, refusal) for status, refusal in refusals.items()},
        "headers": headers.HEADERS,
        "parameters": {"Idempotency-Key": headers.IDEMPOTENCY_KEY},
        "securitySchemes": {
            "key": {"type": "http", "scheme": "bearer", "bearerFormat": "folio_…", "description": "A key: `folio_` and 40 characters."}
        },
    }
