import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.local import resources

STAGES = ["local", "dev", "staging", "prod"]
DEPLOYED = STAGES[1:]
FUNCTIONS = ["app", "tick", "dispatch", "ask", "render"]
QUEUES = {"dispatch": "Executions", "ask": "Questions", "render": "Renders"}
PATCHES = resources.ROOT / "infra" / "patches.yaml"
API_GATEWAY_SECONDS = 29
LARGEST_REPORT_SECONDS = 25.3
"""Measured (docs/numbers.md): a weekly of 298,900 rows on the local stack, the cap being 300,000."""
ROLE_SESSION_SAFE_SECONDS = 900


def on_disk(stage: str) -> dict[str, Any]:
    configured: dict[str, Any] = json.loads(resources.CONFIG.read_text())["stages"][stage]
    return configured


def seconds(stage: str, name: str) -> int:
    return int(resources.parameters(stage)[name])


def configured(stage: str, name: str) -> int:
    return int(resources.function_settings("render", stage).environment[name])


@pytest.mark.parametrize("template", [resources.TEMPLATE, resources.ROOT / "infra" / "account.yaml"], ids=lambda path: path.stem)
def test_a_template_that_stands_alone_has_no_findings(template: Path) -> None:
    linted = subprocess.run([Path(sys.executable).with_name("cfn-lint"), template], capture_output=True, text=True, check=False)
    assert (linted.returncode, linted.stdout) == (0, "")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_gives_every_parameter_of_the_template_and_of_the_patches_and_no_other(stage: str) -> None:
    own, patched = (set(yaml.safe_load(path.read_text())["Parameters"]) for path in (resources.TEMPLATE, PATCHES))
    values = resources.parameters(stage)
    assert set(values) == own | patched
    assert set(resources.own_parameters(stage)) == own
    assert values["Stage"] == stage


@pytest.mark.parametrize("stage", STAGES)
def test_a_report_of_the_most_rows_has_ten_times_the_time_that_it_was_seen_to_take(stage: str) -> None:
    assert resources.function_settings("render", stage).timeout_seconds >= 10 * LARGEST_REPORT_SECONDS


@pytest.mark.parametrize("stage", STAGES)
def test_a_dead_workers_lease_has_run_out_when_its_message_comes_back(stage: str) -> None:
    time_out = resources.function_settings("render", stage).timeout_seconds
    assert time_out < configured(stage, "FOLIO_RENDER_LEASE_SECONDS") < seconds(stage, "RendersVisibilitySeconds")


@pytest.mark.parametrize("stage", STAGES)
def test_a_dead_workers_cell_is_free_when_its_question_comes_back(stage: str) -> None:
    time_out = resources.function_settings("ask", stage).timeout_seconds
    assert configured(stage, "FOLIO_ANSWER_SECONDS") < time_out
    assert time_out < configured(stage, "FOLIO_ASK_LEASE_SECONDS") < seconds(stage, "QuestionsVisibilitySeconds")


@pytest.mark.parametrize("stage", STAGES)
def test_a_report_fails_before_its_message_goes_to_the_dead_letter_queue(stage: str) -> None:
    assert 1 <= configured(stage, "FOLIO_RENDER_ATTEMPTS") < seconds(stage, "RendersReceiveCount")


@pytest.mark.parametrize("stage", DEPLOYED)
@pytest.mark.parametrize(("function", "queue"), QUEUES.items())
def test_a_queue_hides_a_message_for_six_time_outs_as_aws_advises(stage: str, function: str, queue: str) -> None:
    assert seconds(stage, f"{queue}VisibilitySeconds") >= 6 * resources.function_settings(function, stage).timeout_seconds


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("function", "queue"), QUEUES.items())
def test_a_message_does_not_come_back_while_its_worker_may_still_be_at_it(stage: str, function: str, queue: str) -> None:
    assert seconds(stage, f"{queue}VisibilitySeconds") > resources.function_settings(function, stage).timeout_seconds


@pytest.mark.parametrize("stage", STAGES)
def test_a_dead_letter_outlives_the_queue_it_came_from(stage: str) -> None:
    assert seconds(stage, "DeadLetterRetentionSeconds") > max(seconds(stage, "RendersRetentionSeconds"), seconds(stage, "RetentionSeconds"))


@pytest.mark.parametrize("stage", STAGES)
def test_a_request_ends_before_the_gateway_gives_up_and_a_link_before_its_session(stage: str) -> None:
    assert resources.function_settings("app", stage).timeout_seconds <= API_GATEWAY_SECONDS
    assert configured(stage, "FOLIO_DOWNLOAD_LINK_SECONDS") <= ROLE_SESSION_SAFE_SECONDS


@pytest.mark.parametrize("stage", STAGES)
def test_every_function_is_named_with_its_time_out_memory_and_policy(stage: str) -> None:
    functions = on_disk(stage)["lambda_functions"]
    assert set(functions) == {"api_handler", "tick", "dispatch", "ask", "render"}
    for settings in functions.values():
        assert {"lambda_timeout", "lambda_memory_size"} <= set(settings)
        assert settings["autogen_policy"] is False
        assert (resources.ROOT / ".chalice" / settings["iam_policy_file"]).exists()


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_knows_its_stage(stage: str, function: str) -> None:
    assert resources.function_settings(function, stage).environment["FOLIO_STAGE"] == stage


@pytest.mark.parametrize("stage", STAGES)
def test_the_layers_fonts_are_named_where_there_is_a_layer(stage: str) -> None:
    environment = resources.function_settings("render", stage).environment
    assert environment.get("FONTCONFIG_FILE") == (None if stage == "local" else "/opt/fonts/fonts.conf")


def test_only_production_is_protected_from_deletion() -> None:
    assert [stage for stage in STAGES if resources.parameters(stage)["DeletionProtection"] == "true"] == ["prod"]


def test_the_bucket_refuses_whatever_comes_without_tls() -> None:
    (statement,) = resources.properties("BucketPolicy", {"AWS::Partition": "aws", "Bucket": "b"})["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert statement["Resource"] == ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]


@pytest.mark.parametrize(("function", "stage"), [("nobody", "local"), ("app", "nowhere")])
def test_an_unknown_function_or_stage_is_an_error(function: str, stage: str) -> None:
    with pytest.raises(KeyError):
        resources.function_settings(function, stage)
