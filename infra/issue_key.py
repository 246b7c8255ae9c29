"""Issues an API key by the right of whoever runs this, not by another key's: `python -m infra.issue_key`, against the table of any stage.

The first key of a deployment can be made in no other way. The key is printed, once, and nothing else; what goes wrong is one line.
"""

import argparse
import os
import re
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.api_keys import DynamoApiKeys
from chalicelib.adapters.aws import CONFIG
from chalicelib.adapters.dynamodb import Table
from chalicelib.api.api_keys import ApiKeyCreate
from chalicelib.domain.api_key import ORGANIZATION_FORM
from chalicelib.domain.errors import InvalidBody, Unavailable
from chalicelib.doors.parsing import parse_value
from chalicelib.usecases.issue_api_key import IssueApiKey
from chalicelib.wiring.process import clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FAILED, MISUSED = 1, 2
_STAGE_FORM = re.compile(r"[a-z][a-z0-9]{1,15}")


class Unusable(Exception):
    """What was asked for can't be; the message is one line."""


@dataclass(frozen=True, slots=True)
class WantedKey:
    """A key to issue, of the form that the API takes."""

    organization: str
    name: str
    scopes: frozenset[str]


def wanted(organization: str, name: str, scopes: str) -> WantedKey:
    """The key that a person asked for; `scopes` stand between commas or blanks. Unusable."""
    if not ORGANIZATION_FORM.fullmatch(organization):
        raise Unusable(f"ORG={organization!r}: an organization's id is 1 to 63 of a-z, 0-9 and hyphens, and begins with no hyphen")
    try:
        body = parse_value(ApiKeyCreate, {"name": name, "scopes": [scope for scope in re.split(r"[\s,]+", scopes) if scope]})
    except InvalidBody as invalid:
        fault = invalid.faults[0]
        given = {"name": f"NAME={name!r}", "scopes": f"SCOPES={scopes!r}"}[str(fault.loc[1])]
        raise Unusable(f"{given}: {fault.msg}") from invalid
    return WantedKey(organization, body.name, frozenset(body.scopes))


def table_of(stage: str) -> str:
    """The name of a stage's table, as infra/resources.yaml gives it. Unusable."""
    if not _STAGE_FORM.fullmatch(stage):
        raise Unusable(f"STAGE={stage!r}: a stage is 2 to 16 of a-z and 0-9, and begins with a letter")
    return f"folio-{stage}"


def issue(client: "DynamoDBClient", table: str, key: WantedKey) -> str:
    """Stores the key; its secret."""
    issue_key = IssueApiKey(DynamoApiKeys(Table(client, table)), clock, secrets.token_bytes, secrets.token_bytes)
    return issue_key(key.organization, key.name, key.scopes).secret


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m infra.issue_key", description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--organization", required=True)
    parser.add_argument("--name", default="first key")
    parser.add_argument("--scopes", default="*")
    parsed = parser.parse_args(arguments)
    try:
        table, key = table_of(parsed.stage), wanted(parsed.organization, parsed.name, parsed.scopes)
    except Unusable as reason:
        return _fail(str(reason), MISUSED)
    try:
        secret = issue(boto3.client("dynamodb", region_name=os.environ.get("AWS_REGION"), config=CONFIG), table, key)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return _fail(f"There is no table {table} in this account and region: deploy the stage first", FAILED)
        return _fail(f"AWS refused it: {error.response['Error'].get('Message', error)}", FAILED)
    except (BotoCoreError, Unavailable) as error:
        return _fail(f"The table {table} can't be reached: {error.__cause__ or error}", FAILED)
    sys.stdout.write(secret + "\n")
    return 0


def _fail(message: str, code: int) -> int:
    sys.stderr.write(" ".join(message.split()) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
