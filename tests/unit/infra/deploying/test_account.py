"""The stack that all stages share: made, kept as its template says, and never at the cost of a role that the gateway has already."""

from typing import Any, cast

import boto3
import pytest

from infra.deploying.account import Account, account, artefacts_bucket
from infra.deploying.failure import DeployingFailed
from infra.deploying.stack import Approve, Stack, State


class Session:
    """An AWS account whose API Gateway has this role, or none."""

    region_name = "eu-west-1"

    def __init__(self, role: str | None) -> None:
        self._role = role

    def client(self, _service: str) -> "Session":
        return self

    def get_account(self) -> dict[str, Any]:
        return {"cloudwatchRoleArn": self._role} if self._role else {}

    def get_caller_identity(self) -> dict[str, str]:
        return {"Account": "123456789012"}


class MadeOnce:
    """A stack in a state, and with what it was made."""

    def __init__(self, state: State | None) -> None:
        self.state, self.made_with = state, list[dict[str, str]]()

    def describe(self) -> State | None:
        return self.state

    def make(self, _template: str, parameters: dict[str, str], *, approve: Approve) -> bool:
        if self.state is not None and self.state.status == "ROLLBACK_COMPLETE":
            raise DeployingFailed("it was never made")
        if not approve([]):
            raise DeployingFailed("Nothing was changed")
        self.made_with.append(parameters)
        self.state = State("CREATE_COMPLETE", {"ArtefactsName": "artefacts"}, parameters)
        return True

    def outputs(self) -> dict[str, str]:
        assert self.state is not None
        return self.state.outputs


def bucket(role: str | None, stack: MadeOnce, approve: Approve = lambda _changes: False) -> str:
    return artefacts_bucket(cast(boto3.Session, Session(role)), cast(Stack, stack), approve)


@pytest.mark.parametrize(("role", "may_log"), [(None, "yes"), ("arn:aws:iam::123456789012:role/theirs", "no")])
def test_the_gateway_is_given_a_role_where_it_has_none(role: str | None, may_log: str) -> None:
    stack = MadeOnce(None)
    assert bucket(role, stack) == "artefacts"
    assert stack.made_with == [{"GatewayMayLog": may_log}]


OURS, THEIRS = "arn:aws:iam::123456789012:role/ours", "arn:aws:iam::123456789012:role/theirs"


@pytest.mark.parametrize(
    ("made_with", "role", "may_log"),
    [("yes", OURS, "yes"), ("no", THEIRS, "no"), ("no", None, "yes")],
    ids=["its own role stays", "the account's role stays", "the account's role is gone"],
)
def test_a_stack_that_is_there_becomes_what_its_template_says_once_that_is_approved(made_with: str, role: str | None, may_log: str) -> None:
    stack = MadeOnce(State("UPDATE_COMPLETE", {"ArtefactsName": "artefacts"}, {"GatewayMayLog": made_with}))
    with pytest.raises(DeployingFailed, match="Nothing was changed"):
        bucket(role, stack)
    assert bucket(role, stack, lambda _changes: True) == "artefacts"
    assert stack.made_with == [{"GatewayMayLog": may_log}]


def test_what_an_empty_stack_was_to_be_made_with_is_not_what_it_has() -> None:
    stack = MadeOnce(State("REVIEW_IN_PROGRESS", {}, {"GatewayMayLog": "yes"}))
    assert (bucket(THEIRS, stack), stack.made_with) == ("artefacts", [{"GatewayMayLog": "no"}])


def test_one_that_never_came_to_be_says_so() -> None:
    with pytest.raises(DeployingFailed, match="never made"):
        bucket(None, MadeOnce(State("ROLLBACK_COMPLETE", {})))


def test_where_it_goes_is_told_by_account_and_region() -> None:
    assert account(cast(boto3.Session, Session(None))) == Account("123456789012", "eu-west-1")
