"""The account and region that is deployed into, and what all stages there share."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.exceptions import NoRegionError

from infra.deploying.changes import Change
from infra.deploying.stack import Approve, Stack, State

TEMPLATE = Path(__file__).resolve().parents[1] / "account.yaml"
STACK = "folio-account"
_MAY_LOG, _ARTEFACTS = "GatewayMayLog", "ArtefactsName"


@dataclass(frozen=True, slots=True)
class Account:
    """Where it goes: AWS's number of the account, and the region."""

    number: str
    region: str


def account(session: boto3.Session) -> Account:
    """Who is asked and where. botocore's errors where there are no credentials, or no region."""
    if not session.region_name:  # the answer to who is asked has none
        raise NoRegionError
    return Account(session.client("sts").get_caller_identity()["Account"], session.region_name)


def artefacts_bucket(session: boto3.Session, stack: Stack, approve: Approve) -> str:
    """The name of the bucket of what is deployed. It is made, with the gateway's right to write logs, where it is not there yet.

    A stack that is there is changed where it is no longer what its template says, once `approve` was shown that.
    """
    found = stack.describe()
    is_there = found is not None and found.is_there
    stack.make(TEMPLATE.read_text(), {_MAY_LOG: _gateway_may_log(session, found)}, approve=approve if is_there else _approved)
    return stack.outputs()[_ARTEFACTS]


def _gateway_may_log(session: boto3.Session, found: State | None) -> str:
    """A role that is set already, and not by this stack, is the account's own: another in its place could take logs from others."""
    if found is not None and found.is_there and found.parameters.get(_MAY_LOG) == "yes":
        return "yes"
    known: Mapping[str, object] = session.client("apigateway").get_account()
    return "no" if known.get("cloudwatchRoleArn") else "yes"


def _approved(_changes: list[Change]) -> bool:
    return True
