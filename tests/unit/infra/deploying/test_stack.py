"""A stack in each state that it can be met in, and what its events come to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from infra.deploying.changes import Change
from infra.deploying.failure import DeployingFailed
from infra.deploying.stack import Stack

NAME = "folio-dev"
ID = f"arn:aws:cloudformation:eu-west-1:123456789012:stack/{NAME}/1"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
WHOLE = {"ChangeSetName": ANY, "StackName": ANY}


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def cloudformation() -> Iterator[Stubber]:
    client = boto3.Session("id", "secret", region_name="eu-west-1").client("cloudformation")
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


@pytest.fixture
def stack(cloudformation: Stubber, told: list[str]) -> Stack:
    client: Any = cloudformation.client
    return Stack(client, NAME, told.append, poll_seconds=0)


def is_in(stub: Stubber, status: str | None) -> None:
    if status is None:
        stub.add_client_error("describe_stacks", "ValidationError", f"Stack with id {NAME} does not exist", 400)
    else:
        found = {"StackName": NAME, "StackStatus": status, "CreationTime": NOW, "StackId": ID}
        stub.add_response("describe_stacks", {"Stacks": [found]})


def has_events(stub: Stubber, *events: tuple[str, str, str, str]) -> None:
    """The newest last: id, logical id, status, reason."""
    described = [
        {
            "StackId": ID,
            "EventId": identity,
            "StackName": NAME,
            "LogicalResourceId": logical_id,
            "PhysicalResourceId": ID if logical_id == NAME else "",
            "Timestamp": NOW,
            "ResourceStatus": status,
            "ResourceStatusReason": reason,
        }
        for identity, logical_id, status, reason in reversed(events)
    ]
    stub.add_response("describe_stack_events", {"StackEvents": described})


def makes_change_set(stub: Stubber, kind: str, changes: list[dict[str, Any]]) -> None:
    expected = dict.fromkeys(("StackName", "ChangeSetName", "Capabilities", "Parameters", "TemplateBody"), ANY)
    stub.add_response("create_change_set", {"Id": "arn:change-set/1"}, expected | {"ChangeSetType": kind})
    stub.add_response("describe_change_set", {"Status": "CREATE_COMPLETE"}, WHOLE)
    stub.add_response("describe_change_set", {"Status": "CREATE_COMPLETE", "Changes": changes}, WHOLE)


ADDED = {"Type": "Resource", "ResourceChange": {"Action": "Add", "LogicalResourceId": "Table", "ResourceType": "AWS::DynamoDB::Table"}}


def yes(_changes: list[Change]) -> bool:
    return True


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("ROLLBACK_COMPLETE", "Delete it"),
        ("ROLLBACK_FAILED", "Delete it"),
        ("CREATE_FAILED", "Delete it"),
        ("DELETE_FAILED", "Delete it"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback"),
        ("UPDATE_IN_PROGRESS", "somebody else is at it"),
        ("DELETE_IN_PROGRESS", "somebody else is at it"),
    ],
)
def test_a_stack_that_cant_be_changed_says_what_to_do(cloudformation: Stubber, stack: Stack, status: str, said: str) -> None:
    is_in(cloudformation, status)
    with pytest.raises(DeployingFailed, match=f"{NAME} is {status}.*{said}"):
        stack.make("{}", {}, approve=yes)


@pytest.mark.parametrize(("before", "kind"), [(None, "CREATE"), ("REVIEW_IN_PROGRESS", "CREATE"), ("UPDATE_ROLLBACK_COMPLETE", "UPDATE")])
def test_it_is_made_or_changed_and_says_how_it_goes(
    cloudformation: Stubber, stack: Stack, told: list[str], before: str | None, kind: str
) -> None:
    is_in(cloudformation, before)
    makes_change_set(cloudformation, kind, [ADDED])
    old = ("1", NAME, f"{kind}_COMPLETE", "of the time before")
    has_events(cloudformation, old)
    cloudformation.add_response("execute_change_set", {}, WHOLE)
    is_in(cloudformation, f"{kind}_COMPLETE")  # still of the change before: only events tell
    has_events(cloudformation, old)
    is_in(cloudformation, f"{kind}_IN_PROGRESS")
    has_events(cloudformation, old, ("2", NAME, f"{kind}_IN_PROGRESS", "User Initiated"), ("3", "Table", f"{kind}_COMPLETE", ""))
    is_in(cloudformation, f"{kind}_COMPLETE")
    has_events(cloudformation, old, ("2", NAME, f"{kind}_IN_PROGRESS", ""), ("3", "Table", "", ""), ("4", NAME, f"{kind}_COMPLETE", ""))
    shown: list[Change] = []

    def approve(changes: list[Change]) -> bool:
        shown.extend(changes)
        return True

    is_new = stack.make("{}", {"Stage": "dev"}, approve=approve)
    assert is_new == (kind == "CREATE")
    assert shown == [Change("ADD", "Table", "AWS::DynamoDB::Table")]
    assert [line.split() for line in told] == [
        [f"{kind}_IN_PROGRESS", NAME, "User", "Initiated"],
        [f"{kind}_COMPLETE", "Table"],
        [f"{kind}_COMPLETE", NAME],
    ]


def test_a_change_that_fails_says_what_failed_first_by_itself(cloudformation: Stubber, stack: Stack) -> None:
    is_in(cloudformation, "UPDATE_COMPLETE")
    makes_change_set(cloudformation, "UPDATE", [ADDED])
    has_events(cloudformation, ("1", NAME, "UPDATE_COMPLETE", ""))
    cloudformation.add_response("execute_change_set", {}, WHOLE)
    is_in(cloudformation, "UPDATE_ROLLBACK_COMPLETE")
    has_events(
        cloudformation,
        ("1", NAME, "UPDATE_COMPLETE", ""),
        ("2", "Queue", "CREATE_FAILED", "Resource creation cancelled"),
        ("3", "Table", "UPDATE_FAILED", "Only one index at a time"),
        ("4", NAME, "UPDATE_ROLLBACK_COMPLETE", ""),
    )
    with pytest.raises(DeployingFailed, match=r"UPDATE_ROLLBACK_COMPLETE\. Table: Only one index at a time"):
        stack.make("{}", {}, approve=yes)


def test_a_change_set_without_changes_is_forgotten(cloudformation: Stubber, stack: Stack, told: list[str]) -> None:
    is_in(cloudformation, "CREATE_COMPLETE")
    cloudformation.add_response("create_change_set", {"Id": "arn:change-set/1"})
    failed = {"Status": "FAILED", "StatusReason": "The submitted information didn't contain changes."}
    cloudformation.add_response("describe_change_set", failed)
    cloudformation.add_response("describe_change_set", failed)
    cloudformation.add_response("delete_change_set", {}, WHOLE)
    assert stack.make("{}", {}, approve=yes) is False
    assert told == [f"{NAME} is as it should be: nothing to change"]


def test_a_change_set_that_is_not_even_made_since_nothing_changes_is_none(cloudformation: Stubber, stack: Stack, told: list[str]) -> None:
    is_in(cloudformation, "CREATE_COMPLETE")
    cloudformation.add_client_error("create_change_set", "ValidationError", "No updates are to be performed.", 400)
    assert stack.make("{}", {}, approve=yes) is False
    assert told == [f"{NAME} is as it should be: nothing to change"]


def test_a_change_set_that_fails_says_why(cloudformation: Stubber, stack: Stack) -> None:
    is_in(cloudformation, "CREATE_COMPLETE")
    cloudformation.add_response("create_change_set", {"Id": "arn:change-set/1"})
    failed = {"Status": "FAILED", "StatusReason": "Parameter Stage has no value"}
    cloudformation.add_response("describe_change_set", failed)
    cloudformation.add_response("describe_change_set", failed)
    cloudformation.add_response("delete_change_set", {}, WHOLE)
    with pytest.raises(DeployingFailed, match=f"The change set of {NAME} failed: Parameter Stage has no value"):
        stack.make("{}", {}, approve=yes)


@pytest.mark.parametrize("is_new", [True, False])
def test_what_is_not_approved_leaves_nothing(cloudformation: Stubber, stack: Stack, *, is_new: bool) -> None:
    is_in(cloudformation, None if is_new else "CREATE_COMPLETE")
    makes_change_set(cloudformation, "CREATE" if is_new else "UPDATE", [ADDED])
    cloudformation.add_response("delete_change_set", {}, WHOLE)
    if is_new:
        cloudformation.add_response("delete_stack", {}, {"StackName": NAME})
    with pytest.raises(DeployingFailed, match="Nothing was changed"):
        stack.make("{}", {}, approve=lambda _changes: False)


def test_a_stack_that_is_not_there_has_no_outputs(cloudformation: Stubber, stack: Stack) -> None:
    is_in(cloudformation, None)
    with pytest.raises(DeployingFailed, match="There is no stack folio-dev in this account and region"):
        stack.outputs()


def test_deleting_ends_when_it_is_gone_or_says_that_it_could_not(cloudformation: Stubber, stack: Stack) -> None:
    has_events(cloudformation, ("1", NAME, "CREATE_COMPLETE", ""))
    cloudformation.add_response("delete_stack", {}, {"StackName": NAME})
    is_in(cloudformation, None)
    assert stack.delete() is True
    has_events(cloudformation, ("1", NAME, "CREATE_COMPLETE", ""))
    cloudformation.add_response("delete_stack", {}, {"StackName": NAME})
    is_in(cloudformation, "DELETE_FAILED")
    has_events(
        cloudformation,
        ("1", NAME, "CREATE_COMPLETE", ""),
        ("2", "Bucket", "DELETE_FAILED", "The bucket is not empty"),
        ("3", NAME, "DELETE_FAILED", ""),
    )
    assert stack.delete() is False
