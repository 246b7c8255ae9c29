"""`make deploy` against AWS's stand-in, from package to stack, and the service on what CloudFormation made there of the template."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
import yaml

from infra.local import aws, resources
from infra.local.stack import LocalStack

STAGE = "local"
DROPPED = {
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::Stage",
    "AWS::CloudWatch::Alarm",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Permission",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SecretsManager::Secret",
}
"""What moto's CloudFormation says that it makes, and does not (docs/deploying.md)."""
FUNCTIONS = {"app": "ApiHandler", "ask": "Ask", "dispatch": "Dispatch", "render": "Render", "tick": "Tick"}
QUEUES = ("Executions", "Questions", "Renders")


def make(target: str, endpoint_url: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command of the Makefile, for whoever has the credentials of the stand-in."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "FOLIO_"))}
    environment = bare | aws.environment(endpoint_url) | {"POLL_SECONDS": "0.05"} | variables
    return subprocess.run(
        ["make", "-s", target, f"STAGE={STAGE}"],
        cwd=resources.ROOT,
        env=environment,
        input="",
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@dataclass
class Deployed:
    """What the operator was told, and where it is."""

    endpoint_url: str = ""
    runs: list[subprocess.CompletedProcess[str]] = field(default_factory=list)

    def client(self, service: str) -> Any:
        session = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
        return session.client(service, endpoint_url=self.endpoint_url)  # type: ignore[call-overload]

    def names(self) -> dict[str, str]:
        """Of the stack's parameters and resources, and what a reference to an attribute comes to."""
        found = self.client("cloudformation").describe_stack_resources(StackName=f"folio-{STAGE}")["StackResources"]
        made = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in found if "PhysicalResourceId" in each}
        queues = {f"{queue}{kind}.QueueName": f"folio-{STAGE}-{queue.lower()}{suffix}" for queue in QUEUES for kind, suffix in _KINDS}
        return resources.parameters(STAGE) | made | queues

    def create(self, endpoint_url: str, _stage: str, _overrides: Mapping[str, str]) -> dict[str, str]:
        """Deploy, and then apply through the APIs what moto drops and the service needs."""
        self.endpoint_url = endpoint_url
        self.runs.append(make("deploy", endpoint_url, YES="1", SMOKE="off", ORG="acme"))
        assert self.runs[-1].returncode == 0, self.runs[-1].stderr
        session = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
        resources.complete(session, endpoint_url, self.names())
        stack = self.client("cloudformation").describe_stacks(StackName=f"folio-{STAGE}")["Stacks"][0]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


_KINDS = (("Queue", ""), ("DeadLetterQueue", "-dlq"))


@pytest.fixture(autouse=True)
def key_with_room() -> None:
    """Nothing here asks the service that the other tests share: it need not run."""


@pytest.fixture(scope="module")
def deployed() -> Deployed:
    return Deployed()


@pytest.fixture(scope="module", autouse=True)
def running(deployed: Deployed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    with LocalStack(tmp_path_factory.mktemp("deployed"), ticks=False, create=deployed.create) as stack:
        yield stack


@pytest.fixture(scope="module")
def template(deployed: Deployed) -> dict[str, Any]:
    """What CloudFormation was handed."""
    body: Any = deployed.client("cloudformation").get_template(StackName=f"folio-{STAGE}")["TemplateBody"]
    read: dict[str, Any] = json.loads(body) if isinstance(body, str) else json.loads(json.dumps(body))
    return read


def test_it_shows_what_it_will_do_and_how_it_goes_and_prints_the_first_key_alone(deployed: Deployed) -> None:
    told = deployed.runs[0].stderr
    assert f"Folio {STAGE} → account 123456789012, region {aws.REGION}" in told
    assert "ADD          Table " in told
    assert "to add" in told
    assert f"CREATE_COMPLETE               folio-{STAGE}" in told
    key = deployed.runs[0].stdout.strip()
    assert key.startswith("folio_")
    assert key not in told


def test_a_report_goes_from_rows_to_its_file_on_what_was_made(deployed: Deployed, running: LocalStack) -> None:
    smoke = make("smoke", deployed.endpoint_url, URL=running.url)
    assert (smoke.returncode, smoke.stdout) == (0, ""), smoke.stderr
    assert "healthy" in smoke.stderr
    assert "a report of" in smoke.stderr


def test_the_smoke_test_leaves_nothing_behind(deployed: Deployed, running: LocalStack) -> None:
    assert make("smoke", deployed.endpoint_url, URL=running.url).returncode == 0
    kept = deployed.client("s3").list_objects_v2(Bucket=running.outputs["BucketName"], Prefix="org/folio-smoke-test/")
    assert kept["KeyCount"] == 0
    items = deployed.client("dynamodb").scan(TableName=running.outputs["TableName"])["Items"]
    left = {item["sk"]["S"].partition("#")[0] for item in items if "folio-smoke-test" in item["pk"]["S"]}
    assert not left & {"report", "ad_account"}, left


def test_the_same_again_changes_nothing_and_shows_no_key(deployed: Deployed) -> None:
    again = make("deploy", deployed.endpoint_url, YES="1", SMOKE="off")
    assert (again.returncode, again.stdout) == (0, ""), again.stderr
    assert "nothing to change" in again.stderr


def test_an_earlier_version_is_deployed_again_without_packaging(deployed: Deployed) -> None:
    (version,) = [line.split()[-1] for line in deployed.runs[0].stderr.splitlines() if line.startswith("Version ")]
    again = make("deploy", deployed.endpoint_url, YES="1", SMOKE="off", VERSION=version)
    assert again.returncode == 0, again.stderr
    assert "Packaging" not in again.stderr
    never = make("deploy", deployed.endpoint_url, YES="1", SMOKE="off", VERSION="0000000")
    assert never.returncode != 0
    assert f"'0000000' was never deployed to {STAGE}: its versions are {version}" in never.stderr


def test_nobody_to_ask_is_told_how_to_go_on_without(deployed: Deployed) -> None:
    alone = make("destroy", deployed.endpoint_url)
    assert alone.returncode != 0
    assert "Nobody is there to be asked" in alone.stderr


def test_all_of_the_template_is_made_but_what_the_stand_in_drops(deployed: Deployed, template: dict[str, Any]) -> None:
    made = set(deployed.names())
    assert {each["Type"] for name, each in template["Resources"].items() if name not in made} == DROPPED
    assert {each["Type"] for name, each in template["Resources"].items() if name in made} & DROPPED == set()


def test_every_role_has_its_own_policy_on_what_was_made(deployed: Deployed, running: LocalStack) -> None:
    iam, names = deployed.client("iam"), deployed.names()
    for function, logical_id in FUNCTIONS.items():
        document = iam.get_role_policy(RoleName=names[f"{logical_id}Role"], PolicyName=f"{logical_id}RolePolicy")["PolicyDocument"]
        policy = yaml.safe_load(document) if isinstance(document, str) else document  # the stand-in answers it as Python writes it
        allowed = {
            json.dumps(each["Resource"])
            for each in policy["Statement"]
            if any(action.startswith("dynamodb:") and action != "dynamodb:Query" for action in each["Action"])
        }
        assert allowed == {json.dumps(running.outputs["TableArn"])}, function
        assert "Fn::" not in json.dumps(policy)
        assert "${" not in json.dumps(policy)


def test_every_function_knows_the_resources_of_its_stack(deployed: Deployed, running: LocalStack) -> None:
    for function in FUNCTIONS:
        configured = deployed.client("lambda").get_function_configuration(FunctionName=f"folio-{STAGE}-{function}")
        variables = configured["Environment"]["Variables"]
        told = resources.function_environment(function, STAGE, running.outputs)
        assert {name: variables[name] for name in told if name != "FONTCONFIG_FILE"} == {
            name: value for name, value in told.items() if name != "FONTCONFIG_FILE"
        }
        assert configured["Handler"] == f"app.{function}"


def test_queues_and_the_clock_call_their_functions(deployed: Deployed, running: LocalStack) -> None:
    sources = deployed.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    assert {(each["EventSourceArn"], each["FunctionArn"].rpartition(":")[2]) for each in sources} == {
        (running.outputs[f"{queue}QueueArn"], f"folio-{STAGE}-{function}")
        for queue, function in zip(QUEUES, ("dispatch", "ask", "render"), strict=True)
    }
    events = deployed.client("events")
    (rule,) = events.list_rules()["Rules"]
    (target,) = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
    assert rule["ScheduleExpression"] == "rate(1 minute)"
    assert target["Arn"].endswith(f":function:folio-{STAGE}-tick")


def test_logs_are_kept_as_long_as_the_parameters_say(deployed: Deployed) -> None:
    groups = {each["logGroupName"]: each for each in deployed.client("logs").describe_log_groups()["logGroups"]}
    assert {f"/aws/lambda/folio-{STAGE}-{function}" for function in FUNCTIONS} | {f"/aws/apigateway/folio-{STAGE}"} <= set(groups)
    days = int(resources.parameters(STAGE)["LogRetentionDays"])
    assert {group["retentionInDays"] for name, group in groups.items() if f"folio-{STAGE}" in name} == {days}


def test_the_dashboard_is_one_and_looks_at_what_was_made(deployed: Deployed, running: LocalStack) -> None:
    body = deployed.client("cloudwatch").get_dashboard(DashboardName=f"folio-{STAGE}")["DashboardBody"]
    assert "${" not in body
    widgets = json.loads(body)["widgets"]
    assert any(running.outputs["TableName"] in metric for widget in widgets for metric in widget["properties"]["metrics"])


def test_every_alarm_is_one_that_cloudwatch_takes_and_tells_the_topic(deployed: Deployed, template: dict[str, Any]) -> None:
    """moto's CloudFormation drops alarms: they are put as the template has them, through an API that checks them."""
    cloudwatch, names = deployed.client("cloudwatch"), deployed.names()
    alarms = [name for name, each in template["Resources"].items() if each["Type"] == "AWS::CloudWatch::Alarm"]
    for name in alarms:
        cloudwatch.put_metric_alarm(**resources.properties(name, names))
    made = [each for page in cloudwatch.get_paginator("describe_alarms").paginate() for each in page["MetricAlarms"]]
    assert len(made) == len(alarms)
    topic = deployed.client("sns").list_topics()["Topics"][0]["TopicArn"]
    assert {action for alarm in made for action in alarm["AlarmActions"]} == {topic}
    watched = {value["Value"] for alarm in made for value in alarm.get("Dimensions", [])}
    assert {f"folio-{STAGE}-renders-dlq", f"folio-{STAGE}-renders"} <= watched


def test_every_secret_is_empty_until_an_operator_fills_it(deployed: Deployed, template: dict[str, Any]) -> None:
    secrets = {name: each["Properties"] for name, each in template["Resources"].items() if each["Type"] == "AWS::SecretsManager::Secret"}
    names = {resources.properties(name, deployed.names())["Name"] for name in secrets}
    assert names == {f"folio/{STAGE}/{who}" for who in ("openai", "anthropic", "perplexity", "gemini", "xai", "serpapi", "narrative")}
    assert not [name for name, properties in secrets.items() if {"SecretString", "GenerateSecretString"} & set(properties)]


def test_what_is_deployed_is_private_encrypted_versioned_and_there_once(deployed: Deployed) -> None:
    s3 = deployed.client("s3")
    outputs = deployed.client("cloudformation").describe_stacks(StackName="folio-account")["Stacks"][0]["Outputs"]
    bucket = {each["OutputKey"]: each["OutputValue"] for each in outputs}["ArtefactsName"]
    declared = yaml.safe_load((resources.ROOT / "infra" / "account.yaml").read_text())["Resources"]["Artefacts"]["Properties"]
    (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert all(declared["PublicAccessBlockConfiguration"].values())
    assert declared["VersioningConfiguration"] == {"Status": "Enabled"}
    archives = [each["Key"] for each in s3.list_objects_v2(Bucket=bucket, Prefix="archives/")["Contents"]]
    assert len(archives) == len(set(archives))
    assert all(len(key) == len("archives/.zip") + 64 for key in archives)
