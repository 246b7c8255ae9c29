"""The API's document: valid, whole, and true in its examples."""

import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from chalicelib.api.endpoint import Endpoint
from chalicelib.api.openapi import document, problems
from chalicelib.api.openapi.operations import statuses
from chalicelib.api.routes import ROUTES
from chalicelib.domain import ids
from chalicelib.doors import envelope
from infra.openapi import PATH, text

SERVERS = [{"url": "https://api.example/prod"}]
DOCUMENT = document(ROUTES, SERVERS)
ENDPOINTS = {endpoint.name: endpoint for resource in ROUTES for endpoint in resource.endpoints}
_REGISTRY: Any = Registry().with_resource("urn:document", DRAFT202012.create_resource(DOCUMENT))


def _errors(schema: dict[str, Any], value: Any) -> list[str]:
    absolute = json.loads(json.dumps(schema).replace('"#/components', '"urn:document#/components'))
    return [
        error.message for error in Draft202012Validator(absolute, registry=_REGISTRY, format_checker=FormatChecker()).iter_errors(value)
    ]


def _operations() -> Iterator[dict[str, Any]]:
    for path in DOCUMENT["paths"].values():
        yield from path.values()


def _with_schema(value: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything in the document that has a schema: parameters, headers, media types."""
    if isinstance(value, dict):
        if isinstance(value.get("schema"), dict):
            yield where, value
        for key, inner in value.items():
            yield from _with_schema(inner, f"{where}/{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _with_schema(inner, f"{where}/{place}")


def _schemas(schema: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield where, schema
    for name, field in schema.get("properties", {}).items():
        yield from _schemas(field, f"{where}.{name}")
    if isinstance(schema.get("items"), dict):
        yield from _schemas(schema["items"], f"{where}[]")


def test_is_openapi_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_has_every_route_and_nothing_else() -> None:
    described = {(method.upper(), path) for path, operations in DOCUMENT["paths"].items() for method in operations}
    assert described == {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS.values()}
    assert {operation["operationId"] for operation in _operations()} == set(ENDPOINTS)


def test_answers_at_the_servers_that_it_is_told() -> None:
    assert DOCUMENT["servers"] == SERVERS


def test_the_file_in_the_repository_is_this_document() -> None:
    assert PATH.read_text() == text(), "a route or a model changed: run `make openapi`, look at the difference, and commit it"


def test_every_example_is_what_its_schema_says() -> None:
    wrong, seen = [], 0
    for where, described in _with_schema(DOCUMENT, ""):
        values = [example["value"] for example in described.get("examples", {}).values()]
        values += [described["example"]] if "example" in described else []
        seen += len(values)
        wrong += [(where, error) for value in values for error in _errors(described["schema"], value)]
    assert wrong == []
    assert seen > 100


def test_every_field_s_example_is_what_its_schema_says() -> None:
    described = [(where, value["schema"]) for where, value in _with_schema(DOCUMENT, "")]
    found = [pair for name, schema in (*DOCUMENT["components"]["schemas"].items(), *described) for pair in _schemas(schema, name)]
    wrong = [(where, error) for where, schema in found for value in schema.get("examples", []) for error in _errors(schema, value)]
    assert wrong == []


def test_a_page_to_try_the_api_out_sends_nothing_that_may_be_left_out_unless_its_reader_says_so() -> None:
    parameters = [*DOCUMENT["components"]["parameters"].values(), *(one for operation in _operations() for one in operation["parameters"])]
    assert [one["name"] for one in parameters if "example" in one and not one["required"]] == []


def test_every_body_has_an_example() -> None:
    media_types = [
        (operation["operationId"], media_type, described)
        for operation in _operations()
        for content in [operation.get("requestBody", {}), *operation["responses"].values()]
        for media_type, described in content.get("content", {}).items()
    ]
    without = {name for name, media_type, described in media_types if media_type == "application/json" and not described.get("examples")}
    assert without == {"read_document"}, "an example of this document would be this document"


def test_every_reference_leads_somewhere_and_every_component_is_used() -> None:
    referred = set(re.findall(r'"#/components/([^"]+)"', json.dumps(DOCUMENT)))
    there = {f"{kind}/{name}" for kind, components in DOCUMENT["components"].items() for name in components}
    assert referred - there == set()
    unused = there - referred - {"securitySchemes/key"}
    assert unused == {"responses/MethodNotAllowed"}, "which no operation answers: it is of the methods that are none"


def test_every_error_of_the_catalogue_is_described() -> None:
    catalogue = set(re.findall(r'Problem\((\d{3}), "(\w+)"', inspect.getsource(envelope)))
    described = {(str(status), sample.code) for status, refusal in problems.REFUSALS.items() for sample in refusal.samples}
    assert described == catalogue
    assert all(status == sample.status for status, refusal in problems.REFUSALS.items() for sample in refusal.samples)


BODY, ID, KEY, ALWAYS = {415, 422}, {404}, {401, 403}, {400, 413, 429, 500, 503}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("read_health", {200} | ALWAYS),
        ("list_brands", {200} | KEY | ALWAYS),
        ("create_brand", {201, 409} | BODY | KEY | ALWAYS),
        ("create_ad_account", {201, 404, 409} | BODY | KEY | ALWAYS),
        ("read_brand", {200} | ID | KEY | ALWAYS),
        ("update_brand", {200, 409} | ID | BODY | KEY | ALWAYS),
        ("delete_brand", {204, 409} | ID | KEY | ALWAYS),
        ("remove_own_logo", {204, 404, 409} | KEY | ALWAYS),
        ("import_rows", {200} | ID | BODY | KEY | ALWAYS),
        ("attach_region_config", {200, 409, 422} | ID | KEY | ALWAYS),
        ("fetch_document", {200, 302, 409} | ID | KEY | ALWAYS),
    ],
)
def test_a_route_s_statuses_follow_from_what_it_is(name: str, expected: set[int]) -> None:
    assert set(statuses(ENDPOINTS[name])) == expected


def _operation(name: str) -> dict[str, Any]:
    endpoint = ENDPOINTS[name]
    operation: dict[str, Any] = DOCUMENT["paths"][endpoint.path][endpoint.method.lower()]
    return operation


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)
def test_every_answer_names_its_headers(endpoint: Endpoint) -> None:
    for status, response in _operation(endpoint.name)["responses"].items():
        headers = (DOCUMENT["components"]["responses"][response["$ref"].rpartition("/")[2]] if "$ref" in response else response)["headers"]
        assert "X-Correlation-ID" in headers
        assert ("Retry-After" in headers) == (status in {"429", "503"})
        assert ("WWW-Authenticate" in headers) == (status == "401")
        if endpoint.scope is not None and status.startswith("2"):
            assert {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"} <= set(headers)
        if status in {"201", "202", "302"}:
            assert "Location" in headers


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)
def test_only_a_route_that_changes_something_takes_an_idempotency_key(endpoint: Endpoint) -> None:
    taken = {"$ref": "#/components/parameters/Idempotency-Key"} in _operation(endpoint.name)["parameters"]
    assert taken == (endpoint.method in {"POST", "PATCH", "DELETE"})


def test_a_route_says_which_scope_it_needs_and_that_it_needs_none() -> None:
    assert _operation("create_brand")["x-required-scope"] == "write:brands"
    assert "`write:brands`" in _operation("create_brand")["description"]
    assert _operation("read_health")["security"] == []


def test_a_change_takes_null_only_where_null_clears() -> None:
    fields = DOCUMENT["components"]["schemas"]["BrandChange"]["properties"]
    assert fields["name"]["type"] == "string"
    assert fields["country"]["type"] == ["string", "null"]


def test_what_was_made_leads_to_what_can_be_done_with_it() -> None:
    made = _operation("create_brand")["responses"]["201"]["links"]
    assert made["delete_brand"] == {"operationId": "delete_brand", "parameters": {"brand_id": "$response.body#/id"}}
    assert {"read_brand", "update_brand"} <= set(made)
    prompts = _operation("add_prompts")["responses"]["201"]["links"]
    expected = {"region_config_id": "$request.path.region_config_id", "prompt_id": "$response.body#/data/0/id"}
    assert prompts["update_prompt"]["parameters"] == expected
    run = _operation("start_execution")["responses"]["202"]["links"]
    assert run["read_job"]["parameters"] == {"job_id": "$response.body#/job_id"}
    assert {"read_execution", "read_scheduled_report", "read_region_config"} <= set(run)


def test_what_is_named_by_its_key_leads_on_by_its_key_and_what_is_read_leads_nowhere() -> None:
    links = _operation("clone_template")["responses"]["201"]["links"]
    assert links["edit_template"]["parameters"] == {"key": "$response.body#/key"}
    for read in ("list_templates", "read_brand"):
        assert "links" not in _operation(read)["responses"]["200"]


def test_either_family_s_body_is_one_of_two() -> None:
    schema = _operation("request_report")["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"oneOf": [{"$ref": "#/components/schemas/ReportRequest"}, {"$ref": "#/components/schemas/VisibilityReportRequest"}]}


def test_a_body_that_may_be_left_out_may_be_null() -> None:
    body = _operation("start_execution")["requestBody"]
    assert body["required"] is False
    assert {"type": "null"} in body["content"]["application/json"]["schema"]["oneOf"]


@pytest.mark.parametrize("prefix", [ids.REPORT, ids.AD_ACCOUNT, ids.TEMPLATE, ids.TARGET])
def test_an_id_in_an_example_has_the_form_of_an_id(prefix: str) -> None:
    shown = set(re.findall(rf"{prefix}_\w+", json.dumps(DOCUMENT)))
    assert shown
    assert all(ids.is_prefixed(prefix, identity) for identity in shown)


def test_an_example_tells_of_one_moment() -> None:
    def answer(name: str, status: str) -> dict[str, Any]:
        (operation,) = (operation for operation in _operations() if operation["operationId"] == name)
        (shown,) = operation["responses"][status]["content"]["application/json"]["examples"].values()
        value: dict[str, Any] = shown["value"]
        return value

    report = answer("read_report", "200")
    assert (report["status"], report["is_final"], report["progress"], report["error_code"]) == ("ready", True, None, None)
    assert report["transitions"][-1]["status"] == report["status"]
    execution = answer("read_execution", "200")
    assert (execution["status"], execution["error_message"], execution["reports"][0]["status"]) == ("completed", None, "ready")
    job = answer("read_job", "200")
    assert (job["status"], job["result"]["status"], job["step"]) == ("completed", "completed", "done")
    assert answer("create_api_key", "201")["last_used_at"] is None
