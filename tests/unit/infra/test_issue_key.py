import os
import subprocess
import sys

import pytest

from infra.issue_key import Unusable, WantedKey, table_of, wanted
from infra.local import resources


@pytest.mark.parametrize("scopes", ["read:all,write:reports", "read:all write:reports", " read:all , write:reports,"])
def test_scopes_stand_between_commas_or_blanks(scopes: str) -> None:
    assert wanted("acme-1", " my key ", scopes) == WantedKey("acme-1", "my key", frozenset({"read:all", "write:reports"}))


@pytest.mark.parametrize(
    ("organization", "name", "scopes", "told"),
    [
        ("Acme", "x", "*", "ORG='Acme'"),
        ("", "x", "*", "ORG=''"),
        ("acme#b", "x", "*", "ORG='acme#b'"),
        ("acme\n", "x", "*", "ORG='acme"),
        ("acme", "", "*", "NAME=''"),
        ("acme", "x" * 101, "*", "NAME="),
        ("acme", "x", "read:everything", "SCOPES='read:everything': No such scope"),
        ("acme", "x", "*,*", "SCOPES="),
        ("acme", "x", " , ", "SCOPES="),
    ],
)
def test_what_can_be_no_key_is_told_by_what_was_typed(organization: str, name: str, scopes: str, told: str) -> None:
    with pytest.raises(Unusable) as reason:
        wanted(organization, name, scopes)
    assert str(reason.value).startswith(told)
    assert "\n" not in str(reason.value)


@pytest.mark.parametrize("stage", ["Prod", "", "p", "1prod", "prod-eu", "a" * 17])
def test_what_is_no_stage_is_told(stage: str) -> None:
    with pytest.raises(Unusable, match="STAGE="):
        table_of(stage)


def test_the_table_is_named_as_the_template_names_it() -> None:
    assert resources.properties("Table", resources.parameters("prod"))["TableName"] == table_of("prod")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--stage=Prod", "--organization=acme"], 2, "STAGE='Prod'"),
        (["--stage=prod", "--organization=Acme"], 2, "ORG='Acme'"),
        (["--stage=prod", "--organization=acme"], 1, "The table folio-prod can't be reached: "),
    ],
)
def test_what_goes_wrong_is_one_line_and_no_key(arguments: list[str], code: int, told: str) -> None:
    nowhere = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    run = subprocess.run([sys.executable, "-m", "infra.issue_key", *arguments], env=nowhere, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (code, "")
    assert run.stderr.startswith(told)
    assert run.stderr.count("\n") == 1


def test_the_region_may_be_said_as_to_make_deploy() -> None:
    nowhere = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_REGION": "eu-central-1",
    }
    command = [sys.executable, "-m", "infra.issue_key", "--stage=prod", "--organization=acme"]
    run = subprocess.run(command, env=nowhere, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (1, "The table folio-prod can't be reached: Unable to locate credentials\n")
