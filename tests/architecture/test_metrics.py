"""Alarms and the dashboard look at metrics that somebody writes, under the dimensions they are written under."""

import ast
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import yaml

from chalicelib.domain.execution import FINAL
from chalicelib.domain.report import Verdict
from chalicelib.doors.envelope import ERROR_TYPES
from chalicelib.observability import metrics
from chalicelib.usecases.ask_question import AskOutcome
from chalicelib.usecases.dispatch_execution import DispatchOutcome
from chalicelib.usecases.render_report import Outcome
from tests.architecture.test_handlers import FUNCTIONS
from tests.architecture.test_imports import ROOT

RESOURCES = yaml.safe_load((ROOT / "infra" / "resources.yaml").read_text())["Resources"]
ALARMS = {name: each["Properties"] for name, each in RESOURCES.items() if each["Type"] == "AWS::CloudWatch::Alarm"}
ENDINGS = {
    "dispatch_": [*DispatchOutcome],
    "execution_": [*FINAL],
    "ask_": [*AskOutcome],
    "render_": [*Outcome],
    "report_": [*Verdict],
    "http_": [f"{status}xx" for status in range(2, 6)],
    "tool_": [*set(ERROR_TYPES.values())],
}
"""What may stand behind each beginning that the code completes when it runs."""

_LAMBDA = {"Errors", "Invocations", "Throttles", "Duration", "ConcurrentExecutions"}
_API = {"5XXError", "4XXError", "Count", "Latency"}
_QUEUE = {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"}
_TABLE = {"ReadThrottleEvents", "WriteThrottleEvents", "ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"}
AWS: dict[tuple[str, frozenset[str]], set[str]] = {
    ("AWS/Lambda", frozenset({"FunctionName"})): _LAMBDA,
    ("AWS/ApiGateway", frozenset({"ApiName", "Stage"})): _API,
    ("AWS/SQS", frozenset({"QueueName"})): _QUEUE,
    ("AWS/DynamoDB", frozenset({"TableName"})): _TABLE,
    ("AWS/DynamoDB", frozenset({"TableName", "GlobalSecondaryIndexName"})): _TABLE,
    ("AWS/DynamoDB", frozenset({"TableName", "Operation"})): {"SystemErrors"},
}
"""What AWS writes, and under which dimensions: the pages "Monitoring metrics" of Lambda, API Gateway, SQS and DynamoDB."""

type Looked = tuple[str, str, dict[str, Any]]
"""A namespace, a metric, and its dimensions as the template gives them."""


def _written() -> set[str]:
    """The names in the code: whole ones, and those that are completed from an outcome."""
    found: set[str] = set()
    for path in [*(ROOT / "chalicelib").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"count", "metrics.add_metric"} and node.args:
                found |= _names(node.args[0])
    return found


def _names(written: ast.expr) -> set[str]:
    match written:
        case ast.Constant(value=str(name)):
            return {name}
        case ast.IfExp(body=one, orelse=other):
            return _names(one) | _names(other)
        case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
            return {f"{beginning}{ending}" for ending in ENDINGS[beginning]}
        case ast.Name():  # of a function that is handed the name
            return set()
    raise AssertionError(f"a metric whose name can't be told: {ast.unparse(written)}")


def _alarmed() -> Iterator[Looked]:
    for alarm in ALARMS.values():
        single = [alarm] if "MetricName" in alarm else []
        for metric in single + [each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each]:
            yield metric["Namespace"], metric["MetricName"], {each["Name"]: each["Value"] for each in metric["Dimensions"]}


def _shown() -> Iterator[Looked]:
    for widget in json.loads(RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])["widgets"]:
        for namespace, metric, *dimensions, _how in widget["properties"]["metrics"]:
            yield namespace, metric, dict(zip(dimensions[::2], dimensions[1::2], strict=True))


LOOKED = [*_alarmed(), *_shown()]


def test_what_is_looked_at_of_ours_is_written_by_the_code() -> None:
    ours = [(metric, dimensions) for namespace, metric, dimensions in LOOKED if namespace == metrics.namespace]
    assert {metric for metric, _ in ours} <= _written()
    assert {frozenset(dimensions) for _, dimensions in ours} == {frozenset({"service", *metrics.default_dimensions})}
    assert {dimensions["service"] for _, dimensions in ours} == {metrics.service}
    assert {json.dumps(dimensions["stage"]) for _, dimensions in ours} == {'{"Ref": "Stage"}', '"${Stage}"'}


def test_what_is_looked_at_of_awss_is_written_by_aws_under_these_dimensions() -> None:
    for namespace, metric, dimensions in LOOKED:
        if namespace != metrics.namespace:
            assert metric in AWS[namespace, frozenset(dimensions)], metric


def test_functions_and_the_api_are_named_as_the_patches_name_them() -> None:
    patches = yaml.safe_load((ROOT / "infra" / "patches.yaml").read_text())["Resources"]
    named = {name for each in patches.values() for name in [each["Properties"].get("FunctionName", {}).get("Fn::Sub")] if name}
    looked = {_text(dimensions["FunctionName"]) for namespace, _, dimensions in LOOKED if namespace == "AWS/Lambda"}
    assert looked == named == {f"folio-${{Stage}}-{function}" for function in FUNCTIONS}
    apis = {_text(dimensions["ApiName"]) for namespace, _, dimensions in LOOKED if namespace == "AWS/ApiGateway"}
    assert apis == {patches["RestAPI"]["Properties"]["Name"]["Fn::Sub"]}


def test_operations_are_dynamodbs_own() -> None:
    operations = set(boto3.Session(region_name="eu-west-1").client("dynamodb").meta.service_model.operation_names)
    assert {dimensions["Operation"] for _, _, dimensions in LOOKED if "Operation" in dimensions} <= operations


def test_every_function_is_watched_for_errors_and_throttles_and_every_queue_for_age_and_dead_letters() -> None:
    alarmed = {(metric, _text(next(iter(dimensions.values())))) for _, metric, dimensions in _alarmed()}
    for function in FUNCTIONS:
        assert {("Errors", f"folio-${{Stage}}-{function}"), ("Throttles", f"folio-${{Stage}}-{function}")} <= alarmed
    for queue in ("Executions", "Questions", "Renders"):
        assert ("ApproximateAgeOfOldestMessage", f"{queue}Queue") in alarmed
        assert ("ApproximateNumberOfMessagesVisible", f"{queue}DeadLetterQueue") in alarmed


@pytest.mark.parametrize("alarm", ALARMS.values(), ids=ALARMS)
def test_an_alarm_has_a_name_a_sentence_and_somebody_to_tell(alarm: dict[str, Any]) -> None:
    assert alarm["AlarmName"]["Fn::Sub"].startswith("folio-${Stage}-")
    assert alarm["AlarmDescription"]
    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "AlarmTopic"}]


@pytest.mark.parametrize(("alarm", "metric"), [("ReportFailuresAlarm", "report_failed"), ("QuestionFailuresAlarm", "cell_unanswered")])
def test_a_share_of_ours_is_of_one_metric_so_that_neither_side_of_it_is_ever_without_a_value(alarm: str, metric: str) -> None:
    share, *sides = ALARMS[alarm]["Metrics"]
    assert {side["Id"]: (side["MetricStat"]["Metric"]["MetricName"], side["MetricStat"]["Stat"]) for side in sides} == {
        "failed": (metric, "Sum"),
        "ended": (metric, "SampleCount"),
    }
    assert share["Expression"].endswith("100 * failed / ended, 0)")


def test_silence_is_an_alarm_of_ticks_alone() -> None:
    assert [name for name, alarm in ALARMS.items() if alarm["TreatMissingData"] != "notBreaching"] == ["NoTickAlarm"]
    silent = ALARMS["NoTickAlarm"]
    assert (silent["MetricName"], silent["Period"] * silent["EvaluationPeriods"], silent["TreatMissingData"]) == (
        "tick_handled",
        300,
        "breaching",
    )


def _text(value: Any) -> str:
    match value:
        case {"Fn::Sub": str(text)} | {"Ref": str(text)} | {"Fn::GetAtt": [str(text), _]}:
            return text
    return str(value)


def test_each_alarm_has_its_section_in_the_operators_manual() -> None:
    manual = (ROOT / "docs" / "operations.md").read_text()
    chapter = manual.partition("## Alarms\n")[2].partition("\n## ")[0]
    sections = [line.removeprefix("### ") for line in chapter.splitlines() if line.startswith("### ")]
    named = [alarm["AlarmName"]["Fn::Sub"].removeprefix("folio-${Stage}-") for alarm in ALARMS.values()]
    assert sorted(sections) == sorted(named)
    assert all(len(section.split("\n", 1)[1].strip()) > 10 for section in chapter.split("### ")[1:])
