"""The API's definition as it is deployed: made from what `chalice package` really writes."""

import json
from typing import Any

import boto3
import pytest

import app
from chalicelib.api.endpoint import JSON
from infra.gateway_errors import BY_RESPONSE_TYPE
from infra.packaging.gateway import ANY_METHOD, COMPRESSION, INTEGRATION, RESPONSES, completed
from infra.packaging.translation import translated

# The envelope's codes, by status: the catalogue of the specification, as far as a gateway can answer it.
CODES = {
    "400": "validation_error",
    "401": "unauthorized",
    "403": "forbidden",
    "404": "not_found",
    "413": "payload_too_large",
    "415": "unsupported_media_type",
    "429": "rate_limit_exceeded",
    "500": "internal_error",
    "503": "service_unavailable",
}


@pytest.fixture(scope="module")
def definition() -> dict[str, Any]:
    found: dict[str, Any] = translated("prod")["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    return found


def test_every_path_hands_every_method_to_the_application(definition: dict[str, Any]) -> None:
    paths = completed(definition, 1024)["paths"]
    assert set(paths) == {*app.app.routes, "/"}
    integrations = [method[INTEGRATION] for methods in paths.values() for method in methods.values()]
    assert all(integration == integrations[0] for integration in integrations)
    assert integrations[0]["type"] == "aws_proxy"
    for path, methods in paths.items():
        named = [parameter["name"] for parameter in methods[ANY_METHOD]["parameters"]]
        assert path.count("{") == len(named)
        assert all(f"{{{name}}}" in path or f"{{{name}+}}" in path for name in named)


def test_what_is_declared_stays_as_it_is(definition: dict[str, Any]) -> None:
    whole = completed(definition, 1024)
    for path, methods in definition["paths"].items():
        assert {name: method for name, method in whole["paths"][path].items() if name != ANY_METHOD} == methods
    assert {name: value for name, value in whole.items() if name not in {"paths", RESPONSES, COMPRESSION}} == {
        name: value for name, value in definition.items() if name != "paths"
    }
    assert ANY_METHOD not in str(definition), "the argument is left alone"


def test_twice_is_once(definition: dict[str, Any]) -> None:
    assert completed(completed(definition, 1024), 1024) == completed(definition, 1024)


def test_a_definition_without_routes_is_refused() -> None:
    with pytest.raises(ValueError, match="no route"):
        completed({"paths": {}}, 1024)


def test_every_kind_of_answer_that_a_gateway_has_is_in_our_words(definition: dict[str, Any]) -> None:
    """Which kinds there are, AWS's own model of the service says."""
    model = boto3.Session(region_name="eu-west-1").client("apigateway").meta.service_model
    kinds = set(model.shape_for("GatewayResponseType").enum)
    answers = completed(definition, 1024)[RESPONSES]
    assert set(answers) == set(BY_RESPONSE_TYPE) == kinds
    for kind, answer in answers.items():
        assert list(answer["responseTemplates"]) == list(JSON), kind
        body = json.loads(answer["responseTemplates"]["application/json"])
        assert body["error"]["code"] == CODES[answer["statusCode"]], kind
        assert body["request_id"] == "$context.requestId", kind
        headers = {name.removeprefix("gatewayresponse.header."): value for name, value in answer["responseParameters"].items()}
        assert headers.pop("X-Correlation-ID") == "context.requestId", kind
        if "retry_after" in body["error"].get("details", {}):
            assert headers["Retry-After"] == f"'{body['error']['details']['retry_after']}'", kind
        if answer["statusCode"] == "401":
            assert headers["WWW-Authenticate"] == "'Bearer'", kind
