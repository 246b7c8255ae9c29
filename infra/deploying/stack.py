"""One CloudFormation stack: made and changed through change sets that are shown before they run."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from botocore.exceptions import ClientError, WaiterError

from infra.deploying.changes import Change, change
from infra.deploying.failure import DeployingFailed

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import DescribeChangeSetOutputTypeDef, StackEventTypeDef

_NOTHING = ("didn't contain changes", "No updates are to be performed")

type Approve = Callable[[list[Change]], bool]
type Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class State:
    """A stack as it is."""

    status: str
    outputs: dict[str, str]
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """Whether there is anything to change; a stack of which only a change set was ever made has nothing."""
        return self.status != "REVIEW_IN_PROGRESS"

    @property
    def is_moving(self) -> bool:
        """Whether something is done to it just now."""
        return self.status.endswith("_IN_PROGRESS") and self.is_there


class Stack:
    """A stack by its name; `say` is told of its progress, line by line, and asked every `poll_seconds`."""

    def __init__(self, client: "CloudFormationClient", name: str, say: Say, poll_seconds: float = 5) -> None:
        self._client = client
        self.name = name
        self._say = say
        self._poll_seconds = poll_seconds

    def describe(self) -> State | None:
        """As it is; None where there is none of that name."""
        try:
            (found,) = self._client.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if "does not exist" in error.response["Error"].get("Message", ""):
                return None
            raise
        return State(
            found["StackStatus"],
            {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])},
            {each["ParameterKey"]: each["ParameterValue"] for each in found.get("Parameters", [])},
        )

    def outputs(self) -> dict[str, str]:
        """What it says of itself."""
        found = self.describe()
        if found is None:
            raise DeployingFailed(f"There is no stack {self.name} in this account and region: deploy the stage first")
        return found.outputs

    def make(self, template: str, parameters: Mapping[str, str], *, approve: Approve) -> bool:
        """Make or change it, once `approve` was shown what that does; whether it is new. `template` is its text, or its URL in S3.

        DeployingFailed where it can't be changed in the state it is in, is not approved, or fails, which leaves it as it was.
        """
        before = self._changeable()
        is_new = before is None or not before.is_there
        change_set = self._create_change_set(template, parameters, "CREATE" if is_new else "UPDATE")
        described = self._described(change_set) if change_set else None
        if change_set is None or described is None:
            self._say(f"{self.name} is as it should be: nothing to change")
            return False
        if not approve(described):
            self._forget(change_set, is_new=is_new)
            raise DeployingFailed("Nothing was changed")
        last = self._last_event()
        self._client.execute_change_set(ChangeSetName=change_set, StackName=self.name)
        self._follow(last, {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"})
        return is_new

    def delete(self) -> bool:
        """Delete it; whether that went through: a bucket that was written to meanwhile stops it."""
        last = self._last_event()
        self._client.delete_stack(StackName=self.name)
        try:
            self._follow(last, {"DELETE_COMPLETE"})
        except DeployingFailed:
            return False
        return True

    def protect(self) -> None:
        """Let nobody delete it before this is taken back."""
        self._client.update_termination_protection(EnableTerminationProtection=True, StackName=self.name)

    def resource(self, logical_id: str) -> str | None:
        """The name of what was made as this resource; None where it is gone."""
        for page in self._client.get_paginator("list_stack_resources").paginate(StackName=self.name):
            for found in page["StackResourceSummaries"]:
                if found["LogicalResourceId"] == logical_id and found.get("ResourceStatus") != "DELETE_COMPLETE":
                    return found.get("PhysicalResourceId")
        return None

    def _changeable(self) -> State | None:
        found = self.describe()
        if found is None or not found.is_there:
            return found
        if found.is_moving:
            raise DeployingFailed(f"{self.name} is {found.status}: somebody else is at it; try again when that is done")
        if found.status in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}:
            raise DeployingFailed(
                f"{self.name} is {found.status}: it was never made, or never deleted, as a whole, and can't be changed. "
                f"Delete it (`aws cloudformation delete-stack --stack-name {self.name}`; where its bucket holds files, `make destroy`), "
                "and deploy again"
            )
        if found.status == "UPDATE_ROLLBACK_FAILED":
            raise DeployingFailed(
                f"{self.name} is {found.status}: `aws cloudformation continue-update-rollback --stack-name {self.name}`, and deploy again"
            )
        return found

    def _create_change_set(self, template: str, parameters: Mapping[str, str], kind: Any) -> str | None:
        """Its name; None where CloudFormation says at once that nothing would change."""
        where = {"TemplateURL": template} if template.startswith("https://") else {"TemplateBody": template}
        try:
            made = self._client.create_change_set(
                StackName=self.name,
                ChangeSetName=f"folio-{uuid4().hex}",
                ChangeSetType=kind,
                Capabilities=["CAPABILITY_IAM"],
                Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
                **where,  # type: ignore[arg-type]
            )
        except ClientError as error:
            if _says_nothing(error.response["Error"].get("Message", "")):
                return None
            raise
        return made["Id"]

    def _described(self, change_set: str) -> list[Change] | None:
        """What it would do; None where that is nothing."""
        pages = self._client.get_paginator("describe_change_set")
        waiter = self._client.get_waiter("change_set_create_complete")
        try:
            waiter.wait(ChangeSetName=change_set, StackName=self.name, WaiterConfig={"Delay": max(1, round(self._poll_seconds))})
        except WaiterError as error:
            failed: DescribeChangeSetOutputTypeDef = self._client.describe_change_set(ChangeSetName=change_set, StackName=self.name)
            reason = failed.get("StatusReason", str(error))
            self._client.delete_change_set(ChangeSetName=change_set, StackName=self.name)
            if _says_nothing(reason):
                return None
            raise DeployingFailed(f"The change set of {self.name} failed: {reason}") from error
        described = [each for page in pages.paginate(ChangeSetName=change_set, StackName=self.name) for each in page["Changes"]]
        return [change(each["ResourceChange"]) for each in described if "ResourceChange" in each]

    def _forget(self, change_set: str, *, is_new: bool) -> None:
        self._client.delete_change_set(ChangeSetName=change_set, StackName=self.name)
        if is_new:  # CloudFormation keeps an empty stack for a change set that would have made it
            self._client.delete_stack(StackName=self.name)

    def _events(self) -> Iterator["StackEventTypeDef"]:
        """The newest first."""
        for page in self._client.get_paginator("describe_stack_events").paginate(StackName=self.name):
            yield from page["StackEvents"]

    def _last_event(self) -> str | None:
        try:
            return next((event["EventId"] for event in self._events()), None)
        except ClientError:
            return None  # of a stack that is not there yet

    def _follow(self, last: str | None, well: set[str]) -> None:
        """Say what happens after the event `last` until the stack itself says how it ended; DeployingFailed where that is not well.

        The stack's own events are looked at, not its status: that may still be of the change before.
        """
        status, reasons = "", list[str]()
        while True:
            found = self.describe()
            for event in self._events_after(last) if found is not None else []:
                last = event["EventId"]
                self._say(_line(event))
                if event.get("PhysicalResourceId") == event["StackId"]:
                    status = event.get("ResourceStatus", "")
                elif _is_failure(event):
                    reasons.append(f"{event.get('LogicalResourceId')}: {event.get('ResourceStatusReason', '')}")
            if found is None:
                status = "DELETE_COMPLETE"
            if status in well:
                return
            if status and not status.endswith("_IN_PROGRESS"):
                raise DeployingFailed(f"{self.name} is {status}. {reasons[0] if reasons else 'See its events in the console'}")
            time.sleep(self._poll_seconds)

    def _events_after(self, last: str | None) -> list["StackEventTypeDef"]:
        """In their order."""
        return list(takewhile(lambda event: event["EventId"] != last, self._events()))[::-1]


def _says_nothing(reason: str) -> bool:
    return any(words in reason for words in _NOTHING)


def _line(event: "StackEventTypeDef") -> str:
    reason = event.get("ResourceStatusReason")
    return f"  {event.get('ResourceStatus', ''):<28}  {event.get('LogicalResourceId', '')}{f'  {reason}' if reason else ''}"


def _is_failure(event: "StackEventTypeDef") -> bool:
    """What failed by itself: what is under way when something fails is cancelled, which says nothing."""
    return event.get("ResourceStatus", "").endswith("_FAILED") and "cancelled" not in event.get("ResourceStatusReason", "")
