"""What an operator is told where it can't go on: one line, and what to do."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError, NoRegionError, ProfileNotFound

from infra.deploying.artefacts import commit, placed
from infra.deploying.deployment import Deployment
from infra.deploying.failure import DeployingFailed, in_words

NOWHERE = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "told"),
    [
        (["deploy", "--stage=nowhere"], {}, 2, "STAGE='nowhere': there are dev, prod, staging"),
        (["deploy", "--stage=local"], {}, 2, "STAGE='local': there are dev, prod, staging"),
        (["deploy", "--stage=dev", "--organization=Acme"], {}, 2, "ORG='Acme'"),
        (["deploy", "--stage=dev"], {}, 1, "No region is chosen: set AWS_REGION"),
        (["deploy", "--stage=dev"], {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}, 1, "There are no AWS credentials"),
        (["deploy", "--stage=dev"], {"AWS_PROFILE": "nobody"}, 1, "The AWS credentials can't be used"),
        (["destroy", "--stage=prod"], {"AWS_DEFAULT_REGION": "eu-west-1"}, 1, "make destroy does not touch prod"),
    ],
)
def test_what_is_missing_is_said_in_one_line(arguments: list[str], environment: dict[str, str], code: int, told: str) -> None:
    command = [sys.executable, "-m", "infra.deploying", *arguments]
    run = subprocess.run(command, env=NOWHERE | environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (code, "")
    (line,) = run.stderr.splitlines()
    assert line.startswith(told)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NoCredentialsError(), "There are no AWS credentials"),
        (NoRegionError(), "No region is chosen"),
        (ProfileNotFound(profile="x"), "can't be used"),
        (EndpointConnectionError(endpoint_url="https://x"), "AWS can't be reached"),
        (ClientError({"Error": {"Code": "AccessDenied", "Message": "not you"}}, "CreateChangeSet"), "AWS refused CreateChangeSet: not you"),
    ],
)
def test_what_aws_refuses_is_in_words(error: Exception, told: str) -> None:
    with pytest.raises(DeployingFailed, match=told), in_words():
        raise error


def test_zips_are_placed_where_the_template_names_them_and_nowhere_else() -> None:
    template = {"Resources": {"A": {"CodeUri": "f.zip", "Handler": "f.zip"}, "B": [{"ContentUri": "l.zip"}, {"CodeUri": "other"}]}}
    assert placed(template, {"f.zip": "s3://b/1", "l.zip": "s3://b/2"}) == {
        "Resources": {"A": {"CodeUri": "s3://b/1", "Handler": "f.zip"}, "B": [{"ContentUri": "s3://b/2"}, {"CodeUri": "other"}]}
    }


def test_a_version_has_the_name_of_its_commit() -> None:
    assert commit().removesuffix("-dirty").isalnum()


@pytest.mark.parametrize(("typed", "goes_on"), [("y", True), ("YES", True), ("", False), ("n", False), ("yeah", False)])
def test_only_yes_goes_on(typed: str, *, goes_on: bool) -> None:
    answers: Callable[[str], str] = lambda _question: typed  # noqa: E731
    deployment = Deployment(None, "dev", lambda _line: None, answers)  # type: ignore[arg-type]
    assert deployment._approved([]) is goes_on
