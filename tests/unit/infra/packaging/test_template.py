"""The template that is deployed, made of what `chalice package` really writes, resources and patches."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.deploying.translation import translated as translated_by_aws
from infra.packaging import layers
from infra.packaging.gateway import COMPRESSION
from infra.packaging.template import KEPT, deployed, functions
from infra.packaging.translation import translated

STAGES = ["dev", "prod"]
FUNCTIONS = {"APIHandler": "app", "Ask": "ask", "Dispatch": "dispatch", "Render": "render", "Tick": "tick"}


@pytest.fixture(scope="module", params=STAGES)
def template(request: pytest.FixtureRequest) -> dict[str, Any]:
    archives = {name: f"s3://folio-artefacts/{name}.zip" for name in ["functions", *layers.names()]}
    return deployed(request.param, translated(request.param), archives)


@pytest.fixture(scope="module")
def cloudformation(template: dict[str, Any]) -> dict[str, Any]:
    """The template once AWS has translated it."""
    return translated_by_aws(json.loads(json.dumps(template)), "eu-west-1")


@pytest.fixture(scope="module")
def resources(cloudformation: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = cloudformation["Resources"]
    return made


def findings(template: dict[str, Any], folder: Path) -> str:
    path = folder / "template.json"
    path.write_text(json.dumps(template))
    lint = [str(Path(sys.executable).with_name("cfn-lint")), "--regions", "eu-west-1", "--format", "parseable", "--", str(path)]
    return subprocess.run(lint, capture_output=True, text=True, check=False).stdout


def test_it_has_no_findings(template: dict[str, Any], tmp_path: Path) -> None:
    assert findings(template, tmp_path) == ""


def test_translated_it_has_no_findings(cloudformation: dict[str, Any], tmp_path: Path) -> None:
    assert "Transform" not in cloudformation
    assert findings(cloudformation, tmp_path) == ""


def test_every_function_has_its_name_its_logs_its_traces_and_a_role_of_its_own(template: dict[str, Any]) -> None:
    made = functions(template)
    assert set(made) == set(FUNCTIONS)
    for logical_id, function in made.items():
        name = FUNCTIONS[logical_id]
        assert function["FunctionName"] == {"Fn::Sub": f"folio-${{Stage}}-{name}"}
        assert function["LoggingConfig"] == {"LogGroup": {"Ref": f"{name.capitalize()}Logs"}}
        assert function["Tracing"] == "Active"
    assert len({json.dumps(function["Role"]) for function in made.values()}) == len(made)


def test_a_tick_is_tried_once_and_in_its_own_minute(resources: dict[str, Any]) -> None:
    """Lambda would try it twice more, for hours, with the time of the first."""
    once = {"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60}
    (invoked,) = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::Lambda::EventInvokeConfig"]
    (rule,) = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::Events::Rule"]
    assert once.items() <= invoked.items()
    assert invoked["FunctionName"] == {"Ref": "Tick"}
    assert rule["ScheduleExpression"] == "rate(1 minute)"
    assert rule["Targets"][0]["RetryPolicy"] == once


def test_a_queue_feeds_its_function_one_message_at_a_time_and_so_many_at_once(resources: dict[str, Any]) -> None:
    sources = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::Lambda::EventSourceMapping"]
    fed = {source["FunctionName"]["Ref"]: source for source in sources}
    assert {name: source["EventSourceArn"] for name, source in fed.items()} == {
        "Dispatch": {"Fn::GetAtt": ["ExecutionsQueue", "Arn"]},
        "Ask": {"Fn::GetAtt": ["QuestionsQueue", "Arn"]},
        "Render": {"Fn::GetAtt": ["RendersQueue", "Arn"]},
    }
    assert {name: source["ScalingConfig"]["MaximumConcurrency"] for name, source in fed.items()} == {"Dispatch": 4, "Ask": 20, "Render": 4}
    assert {source["BatchSize"] for source in sources} == {1}
    assert not [name for name, function in resources.items() if "ReservedConcurrentExecutions" in function.get("Properties", {})]


def test_the_api_is_regional_throttled_compressed_and_has_one_stage(resources: dict[str, Any]) -> None:
    api = resources["RestAPI"]["Properties"]
    assert api["EndpointConfiguration"] == {"Types": ["REGIONAL"]}
    assert api["Name"] == {"Fn::Sub": "folio-${Stage}"}
    assert api["MinimumCompressionSize"] == api["Body"][COMPRESSION] == 1024
    (stage,) = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::ApiGateway::Stage"]
    assert stage["StageName"] == "api"
    assert stage["MethodSettings"] == [
        {
            "ResourcePath": "/*",
            "HttpMethod": "*",
            "ThrottlingRateLimit": {"Ref": "RequestsPerSecond"},
            "ThrottlingBurstLimit": {"Ref": "RequestBurst"},
        }
    ]


def test_another_compression_is_another_deployment_of_the_api(template: dict[str, Any], resources: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(template))
    changed["Resources"]["RestAPI"]["Properties"]["DefinitionBody"][COMPRESSION] = 2048
    again = translated_by_aws(changed, "eu-west-1")["Resources"]
    before, after = ([name for name, each in made.items() if each["Type"] == "AWS::ApiGateway::Deployment"] for made in (resources, again))
    assert len(before) == len(after) == 1
    assert before != after


def test_access_logs_are_json_and_hold_no_header_query_or_body(resources: dict[str, Any]) -> None:
    (stage,) = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::ApiGateway::Stage"]
    assert stage["AccessLogSetting"]["DestinationArn"] == {"Fn::GetAtt": ["AccessLogs", "Arn"]}
    logged = json.loads(stage["AccessLogSetting"]["Format"])
    assert set(logged.values()) == {
        f"$context.{name}"
        for name in (
            "requestId", "requestTimeEpoch", "httpMethod", "resourcePath", "path", "status", "responseLength", "responseLatency",
            "integrationLatency", "identity.sourceIp", "error.responseType", "xrayTraceId",
        )
    }  # fmt: skip


def test_on_production_what_cant_be_made_again_outlives_the_stack(template: dict[str, Any]) -> None:
    is_production = template["Resources"]["Tick"]["Properties"]["Environment"]["Variables"]["FOLIO_STAGE"] == "prod"
    for name in KEPT:
        resource = template["Resources"][name]
        assert resource["DeletionPolicy"] == ("RetainExceptOnCreate" if is_production else "Delete")
        assert resource["UpdateReplacePolicy"] == "Retain"
