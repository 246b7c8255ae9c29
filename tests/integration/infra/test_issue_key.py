"""The first key of a stage, made by a command against its table."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.adapters.api_keys import DynamoApiKeys
from chalicelib.adapters.dynamodb import Table
from chalicelib.domain.api_key import has_form, hashed
from infra.local import aws


def _issue(endpoint_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_REGION": aws.REGION,
        "AWS_DEFAULT_REGION": aws.REGION,
        "AWS_ACCESS_KEY_ID": aws.ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": aws.SECRET_ACCESS_KEY,
    }
    command = [sys.executable, "-m", "infra.issue_key", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_key_is_printed_once_and_nothing_else_and_opens_the_stage(
    endpoint_url: str, client: Callable[[str], Any], outputs: Mapping[str, str]
) -> None:
    run = _issue(endpoint_url, "--stage=local", "--organization=acme", "--scopes=read:all", "--name=ops")
    assert (run.returncode, run.stderr) == (0, "")
    secret = run.stdout.removesuffix("\n")
    assert has_form(secret)
    found = DynamoApiKeys(Table(client("dynamodb"), outputs["TableName"])).find(hashed(secret))
    assert found is not None
    assert (found.key.organization_id, found.key.scopes, found.key.name) == ("acme", frozenset({"read:all"}), "ops")


def test_a_stage_that_is_not_deployed_is_told(endpoint_url: str, outputs: Mapping[str, str]) -> None:
    run = _issue(endpoint_url, "--stage=elsewhere", "--organization=acme")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "There is no table folio-elsewhere in this account and region: deploy the stage first\n"
