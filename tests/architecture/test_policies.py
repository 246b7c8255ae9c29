"""Each function may do what its code asks of AWS, on what it asks it of, and nothing else."""

import functools
import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from cloudsplaining.scan.policy_document import PolicyDocument
from policy_sentry.querying.actions import get_action_data

from chalicelib import api, events
from chalicelib.adapters.narrators import bedrock, openai_compatible
from chalicelib.adapters.narrators.configuration import Api, NarratorConfiguration
from chalicelib.engines import bedrock_converse
from chalicelib.engines.wire.way import Way, WebSearch
from chalicelib.wiring import clients
from tests.architecture.asked_of_aws import Asked, asked_from, functions_of
from tests.architecture.test_imports import ROOT

FUNCTIONS = ["app", "ask", "dispatch", "render", "tick"]
OWN_QUEUE = {"dispatch": "Executions", "ask": "Questions", "render": "Renders"}
QUEUES = ("Executions", "Questions", "Renders")

_TABLE, _BUCKET = {"Fn::GetAtt": ["Table", "Arn"]}, {"Fn::GetAtt": ["Bucket", "Arn"]}
_IN_ACCOUNT = "${AWS::Region}:${AWS::AccountId}"
_KEYS = f"arn:${{AWS::Partition}}:secretsmanager:{_IN_ACCOUNT}:secret:folio/${{Stage}}/*"
WHERE: Mapping[str, list[dict[str, Any]]] = MappingProxyType(
    {
        "the table": [_TABLE],
        "the index listing": [{"Fn::Sub": "${Table.Arn}/index/listing"}],
        "the index attention": [{"Fn::Sub": "${Table.Arn}/index/attention"}],
        "the bucket": [_BUCKET],
        "keys": [{"Fn::Sub": _KEYS}],
        "models": [
            {"Fn::Sub": "arn:${AWS::Partition}:bedrock:*::foundation-model/${BedrockModel}*"},
            {"Fn::Sub": f"arn:${{AWS::Partition}}:bedrock:{_IN_ACCOUNT}:inference-profile/*.${{BedrockModel}}*"},
        ],
        **{f"the queue {queue}": [{"Fn::GetAtt": [f"{queue}Queue", "Arn"]}] for queue in QUEUES},
    }
)
NARROWER: Mapping[str, Mapping[str, list[dict[str, Any]]]] = MappingProxyType(
    {"render": {"keys": [{"Fn::Sub": _KEYS.replace("/*", "/narrative*")}]}},
)
"""What a function is given less of: no platform's key for what words reports."""
FILES = ({"Fn::Sub": "${Bucket.Arn}/kept/*"}, {"Fn::Sub": "${Bucket.Arn}/org/*"})
HAS_NO_RESOURCE = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}
"""https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html"""

ARNS = MappingProxyType(
    {
        # What CloudFormation gives ends in `:*`, which holds every stream.
        "Logs": "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/folio-{}:log-stream:*",
        "Table": "arn:aws:dynamodb:eu-west-1:123456789012:table/folio-{}",
        "Queue": "arn:aws:sqs:eu-west-1:123456789012:folio-{}",
        "Bucket": "arn:aws:s3:::folio-{}",
    }
)
SUBSTITUTES = MappingProxyType(
    {
        "${Table.Arn}": ARNS["Table"],
        "${Bucket.Arn}": ARNS["Bucket"],
        "${AWS::Partition}": "aws",
        "${AWS::Region}": "eu-west-1",
        "${AWS::AccountId}": "123456789012",
        "${Stage}": "prod",
        "${BedrockModel}": "anthropic.claude-sonnet-5",
    }
)
FINDINGS = (
    "all_allowed_unrestrictable_actions",
    "all_allowed_unrestricted_actions",
    "allows_data_exfiltration_actions",
    "allows_privilege_escalation",
    "contains_statement_using_not_action",
    "credentials_exposure",
    "infrastructure_modification",
    "permissions_management_without_constraints",
    "service_wildcard",
)

type Allowed = set[tuple[str, str]]


def _policy(function: str) -> dict[str, Any]:
    policy: dict[str, Any] = json.loads((ROOT / ".chalice" / f"policy-{function}.json").read_text())
    return policy


def _allowed(function: str) -> Allowed:
    """Each action with each of its resources, as JSON."""
    found: Allowed = set()
    for statement in _policy(function)["Statement"]:
        assert statement["Effect"] == "Allow"
        assert set(statement) == {"Sid", "Effect", "Action", "Resource"}
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        found |= {(action, json.dumps(resource)) for action in statement["Action"] for resource in resources}
    return found


def _of_lambda_itself(function: str) -> Allowed:
    """What no code of ours calls: logs, traces, and what Lambda takes from a queue in the function's name."""
    logs = json.dumps({"Fn::GetAtt": [f"{function.capitalize()}Logs", "Arn"]})
    needed = {(action, logs) for action in ("logs:CreateLogStream", "logs:PutLogEvents")} | {(each, '"*"') for each in HAS_NO_RESOURCE}
    if function in OWN_QUEUE:
        # https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
        queue = json.dumps({"Fn::GetAtt": [f"{OWN_QUEUE[function]}Queue", "Arn"]})
        needed |= {(action, queue) for action in ("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")}
    return needed


def _on(function: str, asked: Asked, prefixes: tuple[dict[str, str], ...]) -> Allowed:
    action, what = asked
    where = {**WHERE, **NARROWER.get(function, {})}
    return {(action, json.dumps(resource)) for resource in (prefixes if what == "files" else where[what])}


@pytest.fixture(scope="module", autouse=True)
def deployed() -> Iterator[None]:
    """An environment in which the clients can be made, and a queue's name is its URL."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
        for name in ("FOLIO_TABLE", "FOLIO_BUCKET", "FOLIO_ENGINES"):
            patch.setenv(name, "" if name == "FOLIO_ENGINES" else "folio")
        for queue in QUEUES:
            patch.setenv(f"FOLIO_{queue.upper()}_QUEUE_URL", f"the queue {queue}")
        _forget_what_was_wired()
        yield
        _forget_what_was_wired()


def _forget_what_was_wired() -> None:
    from chalicelib import wiring

    for module in [importlib.import_module(found.name) for found in pkgutil.iter_modules(wiring.__path__, "chalicelib.wiring.")]:
        for made in vars(module).values():
            if isinstance(made, functools._lru_cache_wrapper):
                made.cache_clear()


def _doors(function: str) -> list[Callable[..., Any]]:
    if function == "app":
        modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(api.__path__, "chalicelib.api.")]
        return [door for module in modules for door in functions_of(module)]
    doors: list[Callable[..., Any]] = [getattr(events, f"handle_{function}")]
    if function == "ask":  # the engines are found by the names in an operator's configuration; only this one asks AWS
        doors.append(bedrock_converse.build(Way("a-model", "", WebSearch.OFF, str)).ask)
    if function == "render":  # the language model is of an operator's configuration
        on_bedrock = NarratorConfiguration(api=Api.BEDROCK, model="a-model")
        elsewhere = NarratorConfiguration(api=Api.OPENAI_COMPATIBLE, model="a-model", endpoint="https://llm.example/v1")
        doors.append(bedrock.BedrockNarrator(on_bedrock, bedrock.client(on_bedrock)).reword)
        doors.append(openai_compatible.CompatibleNarrator(elsewhere, clients.secrets()).reword)
    return doors


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_what_its_code_asks_and_nothing_else(function: str) -> None:
    needed = _of_lambda_itself(function)
    allowed = _allowed(function)
    prefixes = tuple(prefix for prefix in FILES if any(json.dumps(prefix) == resource for _, resource in allowed))
    for asked in asked_from(_doors(function)):
        needed |= _on(function, asked, prefixes)
    assert sorted(needed - allowed) == [], "missing"
    assert sorted(allowed - needed) == [], "unused"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_resource_is_named_wherever_aws_has_one(function: str) -> None:
    for action, resource in _allowed(function):
        assert "*" not in action
        assert (json.loads(resource) == "*") == (action in HAS_NO_RESOURCE), action


def test_logos_are_out_of_reach_of_what_works_without_them() -> None:
    kept = json.dumps(FILES[0])
    assert [function for function in FUNCTIONS if any(resource == kept for _, resource in _allowed(function))] == ["app", "render"]


def test_only_ask_may_read_the_providers_keys() -> None:
    reads = {name: [where for action, where in _allowed(name) if action.startswith("secretsmanager:")] for name in FUNCTIONS}
    assert {name for name in FUNCTIONS if reads[name]} == {"ask", "render"}
    assert all("/narrative*" in where for where in reads["render"])


def _resolved(value: Any) -> Any:
    """The policy as IAM would see it."""
    match value:
        case {"Fn::GetAtt": [str(name), "Arn"]}:
            return ARNS[next(kind for kind in ARNS if name.endswith(kind))].format(name.lower())
        case {"Fn::Sub": str(text)}:
            return functools.reduce(lambda told, named: told.replace(*named), SUBSTITUTES.items(), text)
        case dict():
            return {key: _resolved(inner) for key, inner in value.items()}
        case list():
            return [_resolved(inner) for inner in value]
    return value


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_policy_linter_finds_no_privilege_to_raise_nothing_exposed_and_nothing_unbounded(function: str) -> None:
    """cloudsplaining, which is kept; parliament wants a setuptools that is gone."""
    document = PolicyDocument(_resolved(_policy(function)))
    found = {finding: getattr(document, finding) for finding in FINDINGS}
    assert found == {finding: [] for finding in FINDINGS} | {
        "all_allowed_unrestrictable_actions": found["all_allowed_unrestrictable_actions"]
    }
    assert set(found["all_allowed_unrestrictable_actions"]) == HAS_NO_RESOURCE


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_action_exists_and_goes_with_its_resource(function: str) -> None:
    """By AWS's own table of actions, as policy-sentry ships it."""
    for statement in _resolved(_policy(function))["Statement"]:
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        for action in statement["Action"]:
            known = get_action_data(*action.split(":")) or {}
            forms = {row["resource_arn_format"] for rows in known.values() for row in rows}
            assert forms, f"there is no action {action}"
            for resource in resources:
                assert any(_has_form(resource, form) for form in forms), f"{action} is not asked of {resource}"


def _has_form(resource: str, form: str) -> bool:
    """Whether an ARN has this form of AWS's, `arn:${Partition}:s3:::${BucketName}`."""
    return re.fullmatch(".*".join(map(re.escape, re.split(r"\$\{\w+\}", form))), resource) is not None


def test_the_linter_would_find_something() -> None:
    unbounded = {"Sid": "S", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}
    document = PolicyDocument({"Version": "2012-10-17", "Statement": [unbounded]})
    assert document.allows_data_exfiltration_actions == ["s3:GetObject"]
