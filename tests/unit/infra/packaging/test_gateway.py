"""The API's definition as it is deployed: made from what `chalice package` really writes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml

import app
from chalicelib.api.endpoint import JSON
from infra.gateway_errors import BY_RESPONSE_TYPE
from infra.packaging.gateway import ANY_METHOD, INTEGRATION, RESPONSES, completed

ROOT = Path(app.__file__).parent
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
def template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The template of `chalice package`, of the project without its requirements: no build, and no download."""
    project = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "app.py", project)
    for folder in ("chalicelib", ".chalice"):
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__", "deployments"))
    (project / "requirements.txt").touch()
    command = [str(Path(sys.executable).with_name("chalice")), "package", "--stage", "prod", str(project / "out")]
    environment = {"PATH": str(Path(sys.executable).parent), "AWS_DEFAULT_REGION": "eu-west-1", "HOME": str(project)}
    run = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    made: dict[str, Any] = json.loads((project / "out" / "sam.json").read_text())
    return made


@pytest.fixture(scope="module")
def definition(template: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    return found


def test_every_path_hands_every_method_to_the_application(definition: dict[str, Any]) -> None:
    paths = completed(definition)["paths"]
    assert set(paths) == {*app.app.routes, "/"}
    integrations = [method[INTEGRATION] for methods in paths.values() for method in methods.values()]
    assert all(integration == integrations[0] for integration in integrations)
    assert integrations[0]["type"] == "aws_proxy"
    for path, methods in paths.items():
        named = [parameter["name"] for parameter in methods[ANY_METHOD]["parameters"]]
        assert path.count("{") == len(named)
        assert all(f"{{{name}}}" in path or f"{{{name}+}}" in path for name in named)


def test_what_is_declared_stays_as_it_is(definition: dict[str, Any]) -> None:
    whole = completed(definition)
    for path, methods in definition["paths"].items():
        assert {name: method for name, method in whole["paths"][path].items() if name != ANY_METHOD} == methods
    assert {name: value for name, value in whole.items() if name not in {"paths", RESPONSES}} == {
        name: value for name, value in definition.items() if name != "paths"
    }
    assert ANY_METHOD not in str(definition), "the argument is left alone"


def test_twice_is_once(definition: dict[str, Any]) -> None:
    assert completed(completed(definition)) == completed(definition)


def test_a_definition_without_routes_is_refused() -> None:
    with pytest.raises(ValueError, match="no route"):
        completed({"paths": {}})


def test_every_kind_of_answer_that_a_gateway_has_is_in_our_words(definition: dict[str, Any]) -> None:
    """Which kinds there are, AWS's own model of the service says."""
    model = boto3.Session(region_name="eu-west-1").client("apigateway").meta.service_model
    kinds = set(model.shape_for("GatewayResponseType").enum)
    answers = completed(definition)[RESPONSES]
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


def test_the_completed_template_is_one_that_cloudformation_takes(template: dict[str, Any], tmp_path: Path) -> None:
    template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"] = completed(
        template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    )
    path = tmp_path / "template.yaml"
    path.write_text(yaml.safe_dump(template))
    lint = [str(Path(sys.executable).with_name("cfn-lint")), "--regions", "eu-west-1", "--format", "parseable", "--", str(path)]
    run = subprocess.run(lint, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
