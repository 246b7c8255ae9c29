"""A stage made and taken away in the stand-in, with zips of nothing: what whoever runs it is shown, asked, and left with."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.deploying.deployment import Deployment
from infra.deploying.failure import DeployingFailed
from infra.deploying.stack import Stack
from infra.local import aws
from infra.packaging import layers
from infra.packaging.package import Archive, Package
from infra.packaging.template import deployed
from infra.packaging.translation import translated
from tests.stand_in import Client, client_of, stand_in


@dataclass
class Operator:
    """Who runs it: what they were told and asked, and what they answer."""

    answers: list[str]
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return self.answers.pop(0)


@pytest.fixture(scope="module")
def endpoint_url() -> Iterator[str]:
    """A stand-in of its own: what is made here has the stages' names, which stacks of other tests have too."""
    with stand_in() as url:
        yield url


@pytest.fixture(scope="module")
def client(endpoint_url: str) -> Client:
    return client_of(endpoint_url)


@pytest.fixture
def session(endpoint_url: str, monkeypatch: pytest.MonkeyPatch) -> boto3.Session:
    for name, value in aws.environment(endpoint_url).items():
        monkeypatch.setenv(name, value)
    return boto3.Session()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Package]:
    dist = tmp_path_factory.mktemp("dist")

    def packaged(stage: str) -> Package:
        archives = [_zip(dist, name) for name in ["functions", *layers.names()]]
        template = dist / "template.json"
        template.write_text(json.dumps(deployed(stage, translated(stage), {each.name: each.path.name for each in archives})))
        return Package(stage, template, tuple(archives))

    return packaged


def _zip(dist: Path, name: str) -> Archive:
    path = dist / f"{name}.zip"
    if not path.exists():
        with ZipFile(path, "w") as archive:
            archive.writestr("app.py", f"# {name}")
    return Archive(name, path, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path.stat().st_size)


def deployment(session: boto3.Session, operator: Operator, stage: str) -> Deployment:
    return Deployment(session, stage, operator.told.append, operator.ask, poll_seconds=0.01)


def is_there(client: Client, stack: str) -> bool:
    try:
        return bool(client("cloudformation").describe_stacks(StackName=stack)["Stacks"])
    except ClientError:
        return False


def test_what_is_not_approved_is_not_made(client: Client, session: boto3.Session, package: Callable[[str], Package]) -> None:
    operator = Operator(["no"])
    with pytest.raises(DeployingFailed, match="Nothing was changed"):
        deployment(session, operator, "staging").deploy(package)
    assert operator.asked == ["Go on? [y/N] "]
    assert not is_there(client, "folio-staging")


def test_a_stage_is_made_and_taken_away_with_every_version_of_its_files(
    client: Client, session: boto3.Session, package: Callable[[str], Package]
) -> None:
    operator = Operator(["y", "prod", "dev"])
    dev = deployment(session, operator, "dev")
    assert dev.deploy(package) is True
    assert dev.first_key("acme").startswith("folio_")
    s3 = client("s3")
    (bucket,) = [each["Name"] for each in s3.list_buckets()["Buckets"] if each["Name"].startswith("folio-dev-")]
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    for content in (b"one", b"two"):
        s3.put_object(Bucket=bucket, Key="org/acme/reports/x", Body=content)
    s3.delete_object(Bucket=bucket, Key="org/acme/reports/x")

    with pytest.raises(DeployingFailed, match="Nothing was deleted"):
        dev.destroy()
    assert is_there(client, "folio-dev")
    dev.destroy()
    assert operator.asked[1:] == ["Type the name of the stage to go on (dev): "] * 2
    assert not is_there(client, "folio-dev")
    assert bucket not in [each["Name"] for each in s3.list_buckets()["Buckets"]]
    with pytest.raises(DeployingFailed, match="There is no stack folio-dev in account 123456789012"):
        dev.destroy()


def test_production_is_not_taken_away(session: boto3.Session) -> None:
    with pytest.raises(DeployingFailed, match="does not touch prod"):
        deployment(session, Operator([]), "prod").destroy()


def test_a_stage_whose_table_is_protected_keeps_its_files_too(client: Client, session: boto3.Session) -> None:
    template = {
        "Parameters": {"DeletionProtection": {"Type": "String"}},
        "Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "folio-staging-bucket-1"}}},
    }
    cloudformation, s3 = client("cloudformation"), client("s3")
    cloudformation.create_stack(
        StackName="folio-staging",
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": "DeletionProtection", "ParameterValue": "true"}],
    )
    s3.put_object(Bucket="folio-staging-bucket-1", Key="org/acme/reports/x", Body=b"one")
    with pytest.raises(DeployingFailed, match="The table of folio-staging is protected"):
        deployment(session, Operator(["staging"]), "staging").destroy()
    assert s3.list_objects_v2(Bucket="folio-staging-bucket-1")["KeyCount"] == 1
    s3.delete_object(Bucket="folio-staging-bucket-1", Key="org/acme/reports/x")
    cloudformation.delete_stack(StackName="folio-staging")


def test_production_is_protected_once_it_is_whole(
    client: Client, session: boto3.Session, package: Callable[[str], Package], monkeypatch: pytest.MonkeyPatch
) -> None:
    protected = list[str]()
    monkeypatch.setattr(Stack, "protect", lambda stack: protected.append(stack.name))  # which the stand-in has not
    operator = Operator(["y"])
    assert deployment(session, operator, "prod").deploy(package) is True
    assert client("dynamodb").describe_table(TableName="folio-prod")["Table"]["DeletionProtectionEnabled"] is True
    (stack,) = client("cloudformation").describe_stacks(StackName="folio-prod")["Stacks"]
    assert {"ParameterKey": "DeletionProtection", "ParameterValue": "true"} in stack["Parameters"]
    told = operator.told.index("Its table is protected from now on")
    assert any("CREATE_COMPLETE" in line and "folio-prod" in line for line in operator.told[:told])
    assert protected == ["folio-prod"]


def test_a_stage_is_not_made_over_what_an_earlier_one_left(
    client: Client, session: boto3.Session, package: Callable[[str], Package]
) -> None:
    dynamodb = client("dynamodb")
    dynamodb.create_table(
        TableName="folio-staging",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )
    operator = Operator([])
    with pytest.raises(DeployingFailed, match="There is no stack folio-staging, and a table of that name"):
        deployment(session, operator, "staging").deploy(package)
    dynamodb.delete_table(TableName="folio-staging")
    assert not is_there(client, "folio-staging")
