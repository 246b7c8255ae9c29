"""A stage's deployment: packaged, uploaded, shown, made, tried; or taken away."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

import boto3

from infra.deploying import artefacts as artefact
from infra.deploying.account import STACK, Account, account, artefacts_bucket
from infra.deploying.artefacts import Artefacts, Version, placed
from infra.deploying.changes import Change, table
from infra.deploying.failure import DeployingFailed
from infra.deploying.smoke import ORGANIZATION, SmokeTest
from infra.deploying.stack import Stack
from infra.deploying.translation import translated
from infra.issue_key import WantedKey, issue
from infra.packaging.package import Package
from infra.packaging.parameters import parameters

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

PROTECTED = "prod"
_PROTECTION = "DeletionProtection"
_EVERYTHING = frozenset({"*"})

type Say = Callable[[str], None]
type Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Deployment:
    """One stage in one account and region. `say` is told of progress, `ask` puts a question to whoever runs this."""

    session: boto3.Session
    stage: str
    say: Say
    ask: Ask
    yes: bool = False
    poll_seconds: float = 5

    def deploy(self, package: Callable[[str], Package], *, version: str | None = None) -> bool:
        """Make the stage what the checkout is, or what `version` was; whether it is new.

        DeployingFailed, PackagingFailed, botocore's errors.
        """
        if not version:
            parameters(self.stage)  # what is broken there is said before anything is made
        where = account(self.session)
        self.say(f"Folio {self.stage} → account {where.number}, region {where.region}")
        artefacts = Artefacts(self.session.client("s3"), artefacts_bucket(self.session, self._stack(STACK), self._approved))
        sent = artefacts.version(self.stage, version) if version else self._packaged(artefacts, package, where)
        stack = self._stack(self._name)
        is_new = self._make(stack, artefacts.template_url(sent.template), sent.parameters)
        if self.stage == PROTECTED:
            stack.protect()
        self.say(f"{stack.name} is there: {self.url()}")
        return is_new

    def url(self) -> str:
        """Where the API answers."""
        return self._stack(self._name).outputs()["EndpointURL"].rstrip("/")

    def first_key(self, organization: str) -> str:
        """A key that may do everything in an organization: of a new stage the first one."""
        return self._key(WantedKey(organization, "first key", _EVERYTHING))

    def smoke(self, url: str | None, today: date) -> None:
        """Try it, at its own address or another."""
        at = url or self.url()
        self.say(f"Smoke test of {at}")
        SmokeTest(at, self._key(WantedKey(ORGANIZATION, "smoke test", _EVERYTHING)), today, self.say, min(2.0, self.poll_seconds)).run()

    def destroy(self) -> None:
        """Take the stage away, with all that it keeps, once its name was typed. DeployingFailed for production."""
        if self.stage == PROTECTED:
            raise DeployingFailed(
                "make destroy does not touch prod. By hand: take back the termination protection of its stack, delete the stack, "
                "and then what it leaves: its table, bucket and secrets"
            )
        where = account(self.session)
        stack = self._stack(self._name)
        found = stack.describe()
        if found is None:
            raise DeployingFailed(f"There is no stack {stack.name} in account {where.number}, region {where.region}")
        if found.parameters.get(_PROTECTION) == "true":  # its files would be gone before CloudFormation came to the table
            raise DeployingFailed(f"The table of {stack.name} is protected: deploy it with {_PROTECTION} false first. Nothing was deleted")
        self.say(f"This deletes {stack.name} in account {where.number}, region {where.region}: every report, account, key and file of it.")
        if self.ask(f"Type the name of the stage to go on ({self.stage}): ") != self.stage:
            raise DeployingFailed("Nothing was deleted")
        for _ in range(2):  # what was under way may have written a file more
            self._empty(stack.resource("Bucket"))
            if stack.delete():
                self.say(f"{stack.name} is gone")
                return
        raise DeployingFailed(f"{stack.name} could not be deleted: see its events above")

    @property
    def _name(self) -> str:
        return f"folio-{self.stage}"

    def _stack(self, name: str) -> Stack:
        return Stack(self.session.client("cloudformation"), name, self.say, self.poll_seconds)

    def _make(self, stack: Stack, template: str, wanted: dict[str, str]) -> bool:
        """Whether it is new. Its table is protected only once it is whole: a creation that fails could not be rolled back otherwise."""
        before = stack.describe()
        if before is not None and before.is_there:
            return stack.make(template, wanted, approve=self._approved)
        self._refuse_what_is_left()
        unprotected = wanted | {_PROTECTION: "false"}
        is_new = stack.make(template, unprotected, approve=self._approved)
        if wanted != unprotected:
            self.say("Its table is protected from now on")
            stack.make(template, wanted, approve=lambda _changes: True)
        return is_new

    def _refuse_what_is_left(self) -> None:
        """A stack of production that was deleted left its table, whose name is taken."""
        dynamodb = self.session.client("dynamodb")
        with suppress(dynamodb.exceptions.ResourceNotFoundException):
            dynamodb.describe_table(TableName=self._name)
            raise DeployingFailed(
                f"There is no stack {self._name}, and a table of that name: what an earlier one left. "
                "docs/deploying.md says how a new one takes it over (Making prod again)"
            )

    def _packaged(self, artefacts: Artefacts, package: Callable[[str], Package], where: Account) -> Version:
        made = package(self.stage)
        self.say(f"Uploading to {artefacts.bucket}")
        template = placed(json.loads(made.template.read_text()), artefacts.upload(made))
        version = Version(json.dumps(translated(template, where.region), separators=(",", ":")), parameters(self.stage))
        name = artefact.commit()
        artefacts.keep(self.stage, name, version)
        self.say(f"Version {name}")
        return version

    def _approved(self, changes: list[Change]) -> bool:
        self.say(table(changes))
        if lost := [each.logical_id for each in changes if each.loses_data]:
            self.say(f"What is stored in {', '.join(lost)} would be lost.")
        return self.yes or self.ask("Go on? [y/N] ").strip().lower() in {"y", "yes"}

    def _key(self, wanted: WantedKey) -> str:
        return issue(self.session.client("dynamodb"), self._stack(self._name).outputs()["TableName"], wanted)

    def _empty(self, bucket: str | None) -> None:
        """Every version of every file: a bucket that holds any can't be deleted."""
        if bucket is None:
            return
        s3 = self.session.client("s3")
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
            named = [cast("ObjectIdentifierTypeDef", {"Key": each["Key"], "VersionId": each["VersionId"]}) for each in found]
            if named and s3.delete_objects(Bucket=bucket, Delete={"Objects": named, "Quiet": True}).get("Errors"):
                raise DeployingFailed(f"Not every file of {bucket} could be deleted")
