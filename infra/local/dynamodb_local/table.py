"""The service's table on DynamoDB Local, from the template that deploys it."""

import boto3
from botocore.config import Config

from infra.local import aws, resources

_CREATED_WITH = ("TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


def create(endpoint_url: str, stage: str = "local", name: str | None = None) -> str:
    """Create the stage's table, with its indexes and its time to live, and return its name (the template's, unless another is given).

    Backups and encryption it has none.
    """
    properties = declared(stage)
    properties |= {"TableName": name or properties["TableName"]}
    session = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
    # Its port is open before it answers: boto3's second chances bridge what is left of its start.
    client = session.client("dynamodb", endpoint_url=endpoint_url, config=Config(retries={"total_max_attempts": 5}))
    client.create_table(**{name: properties[name] for name in _CREATED_WITH})
    client.update_time_to_live(TableName=properties["TableName"], TimeToLiveSpecification=properties["TimeToLiveSpecification"])
    return str(properties["TableName"])


def declared(stage: str) -> resources.Properties:
    """The table's properties in the template, with the stage's parameters put in."""
    return resources.properties("Table", resources.parameters(stage))
