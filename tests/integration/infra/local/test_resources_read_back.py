"""What the template declares, read back through the APIs: what moto's CloudFormation drops and nobody applied is seen here."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml

from infra.local import resources

Client = Callable[[str], Any]

LOCAL = resources.parameters("local")
# Each queue, and the parameters of its retention and its receive count.
QUEUES = {
    "Executions": ("RetentionSeconds", "ReceiveCount"),
    "Questions": ("RetentionSeconds", "ReceiveCount"),
    "Renders": ("RendersRetentionSeconds", "RendersReceiveCount"),
}
DEAD_LETTERS = {"QueueName", "MessageRetentionPeriod", "SqsManagedSseEnabled"}
# What the tests below read back. A property that the template gains has to be compared here too.
COMPARED = {
    "Table": {
        "TableName", "BillingMode", "DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "SSESpecification",
        "TimeToLiveSpecification", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes",
    },
    **{f"{queue}Queue": DEAD_LETTERS | {"VisibilityTimeout", "RedrivePolicy"} for queue in QUEUES},
    **{f"{queue}DeadLetterQueue": DEAD_LETTERS for queue in QUEUES},
    "Bucket": {
        "PublicAccessBlockConfiguration", "OwnershipControls", "BucketEncryption", "VersioningConfiguration", "LifecycleConfiguration",
    },
    # Demands TLS, which the stand-in does not speak; the unit tests look at it.
    "BucketPolicy": {"Bucket", "PolicyDocument"},
}  # fmt: skip


@pytest.fixture(scope="module")
def declared() -> dict[str, dict[str, Any]]:
    """What the service works with; what watches over it, and the secrets, are compared where the whole stack is made."""
    found = yaml.safe_load(resources.TEMPLATE.read_text())["Resources"].items()
    return {name: resource["Properties"] for name, resource in found if resource["Type"].split("::")[1] in {"DynamoDB", "SQS", "S3"}}


@pytest.fixture(scope="module")
def table_description(client: Client, outputs: Mapping[str, str]) -> dict[str, Any]:
    description: dict[str, Any] = client("dynamodb").describe_table(TableName=outputs["TableName"])["Table"]
    return description


def queue_attributes(client: Client, url: str) -> dict[str, str]:
    attributes: dict[str, str] = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return attributes


def test_every_property_of_the_template_is_compared(declared: dict[str, dict[str, Any]]) -> None:
    assert {name: set(properties) for name, properties in declared.items()} == COMPARED


def test_the_table_has_its_key_and_indexes(table_description: dict[str, Any], declared: dict[str, dict[str, Any]]) -> None:
    assert table_description["TableName"] == "folio-local"
    for part in ("KeySchema", "AttributeDefinitions"):
        assert table_description[part] == declared["Table"][part]
    parts = ("IndexName", "KeySchema", "Projection")
    assert [{part: index[part] for part in parts} for index in table_description["GlobalSecondaryIndexes"]] == declared["Table"][
        "GlobalSecondaryIndexes"
    ]


def test_the_table_is_on_demand_encrypted_and_here_deletable(table_description: dict[str, Any]) -> None:
    assert table_description["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table_description["SSEDescription"]["Status"] == "ENABLED"
    assert table_description["DeletionProtectionEnabled"] is False


def test_the_table_forgets_what_has_expired_and_can_be_restored(client: Client, outputs: Mapping[str, str]) -> None:
    dynamodb = client("dynamodb")
    expiry = dynamodb.describe_time_to_live(TableName=outputs["TableName"])["TimeToLiveDescription"]
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}
    backups = dynamodb.describe_continuous_backups(TableName=outputs["TableName"])["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


@pytest.mark.parametrize("name", QUEUES)
def test_a_queue_hides_keeps_and_gives_up_as_the_parameters_say(client: Client, outputs: Mapping[str, str], name: str) -> None:
    retention, receive_count = QUEUES[name]
    queue = queue_attributes(client, outputs[f"{name}QueueUrl"])
    assert queue["QueueArn"] == outputs[f"{name}QueueArn"]
    assert queue["QueueArn"].endswith(f":folio-local-{name.lower()}")
    assert queue["VisibilityTimeout"] == LOCAL[f"{name}VisibilitySeconds"]
    assert queue["MessageRetentionPeriod"] == LOCAL[retention]
    assert queue["SqsManagedSseEnabled"] == "true"
    assert json.loads(queue["RedrivePolicy"]) == {
        "deadLetterTargetArn": outputs[f"{name}DeadLetterQueueArn"],
        "maxReceiveCount": int(LOCAL[receive_count]),
    }


@pytest.mark.parametrize("name", QUEUES)
def test_a_dead_letter_queue_keeps_longer_and_passes_nothing_on(client: Client, outputs: Mapping[str, str], name: str) -> None:
    queue = queue_attributes(client, outputs[f"{name}DeadLetterQueueUrl"])
    assert queue["QueueArn"].endswith(f":folio-local-{name.lower()}-dlq")
    assert queue["MessageRetentionPeriod"] == LOCAL["DeadLetterRetentionSeconds"]
    assert queue["SqsManagedSseEnabled"] == "true"
    assert "RedrivePolicy" not in queue


def test_the_bucket_is_private_encrypted_and_versioned(
    client: Client, outputs: Mapping[str, str], declared: dict[str, dict[str, Any]]
) -> None:
    s3, bucket = client("s3"), outputs["BucketName"]
    assert bucket.startswith("folio-local-")
    assert (
        s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"] == declared["Bucket"]["PublicAccessBlockConfiguration"]
    )
    assert s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"] == declared["Bucket"]["OwnershipControls"]
    (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == declared["Bucket"]["VersioningConfiguration"]["Status"]


def test_the_bucket_lets_go_of_what_is_old_replaced_or_unfinished(client: Client, outputs: Mapping[str, str]) -> None:
    files, old, markers = client("s3").get_bucket_lifecycle_configuration(Bucket=outputs["BucketName"])["Rules"]
    assert files == {
        "ID": "files",
        "Filter": {"Prefix": "org/"},
        "Status": "Enabled",
        "Expiration": {"Days": int(LOCAL["FileRetentionDays"])},
    }
    assert old == {
        "ID": "old-versions",
        "Filter": {"Prefix": ""},
        "Status": "Enabled",
        "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
    }
    assert markers["Expiration"] == {"ExpiredObjectDeleteMarker": True}


def test_another_stage_stands_beside_it_with_its_own_parameters_and_overrides(client: Client, endpoint_url: str) -> None:
    outputs = resources.create(endpoint_url, "prod", {"RendersVisibilitySeconds": "77"})
    queue = queue_attributes(client, outputs["RendersQueueUrl"])
    assert (queue["VisibilityTimeout"], outputs["TableName"]) == ("77", "folio-prod")
    assert client("dynamodb").describe_table(TableName="folio-prod")["Table"]["DeletionProtectionEnabled"] is True


def test_a_function_is_told_where_its_resources_are(outputs: Mapping[str, str]) -> None:
    environment = resources.function_environment("render", "local", outputs)
    assert environment["FOLIO_STAGE"] == "local"
    assert environment["FOLIO_TABLE"] == outputs["TableName"]
    assert environment["FOLIO_BUCKET"] == outputs["BucketName"]
    assert environment["FOLIO_RENDERS_QUEUE_URL"] == outputs["RendersQueueUrl"]


def test_only_the_renderer_is_told_of_fonts_and_here_of_this_machines(outputs: Mapping[str, str]) -> None:
    fonts = {name: resources.function_environment(name, "local", outputs).get("FONTCONFIG_FILE") for name in ("app", "tick", "render")}
    assert fonts == {"app": None, "tick": None, "render": str(resources.LOCAL_FONTS)}
    assert resources.LOCAL_FONTS.is_file()
    assert resources.function_environment("render", "prod", outputs)["FONTCONFIG_FILE"] == "/opt/fonts/fonts.conf"
