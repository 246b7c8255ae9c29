"""The service's resources in the stand-in, from the template that deploys them, and what its functions are told of them.

Moto's CloudFormation says CREATE_COMPLETE and drops time to live, point-in-time recovery, and all of the bucket but its encryption:
those are applied here, through the APIs, from the same template. The bucket's policy is left out: it demands TLS, and the stand-in has
none. What watches over the service (alarms and what they tell) and its empty secrets nothing here asks for; docs/deploying.md lists them.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import boto3
import yaml
from chalice.config import Config

from infra.local.aws import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import LifecycleRuleTypeDef

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "infra" / "resources.yaml"
CONFIG = ROOT / ".chalice" / "config.json"
LOCAL_FONTS = ROOT / "infra" / "layers" / "render" / "fonts.conf"
NO_OVERRIDES: Mapping[str, str] = {}

type Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FunctionSettings:
    """What .chalice/config.json says of one function on one stage."""

    timeout_seconds: int
    memory_mb: int
    environment: dict[str, str]


def create(endpoint_url: str, stage: str = "local", overrides: Mapping[str, str] = NO_OVERRIDES) -> dict[str, str]:
    """Create the stack `folio-<stage>` in the stand-in and return its outputs. `overrides` replace the stage's parameters by name."""
    session = boto3.Session(ACCESS_KEY_ID, SECRET_ACCESS_KEY, region_name=REGION)
    values = own_parameters(stage) | dict(overrides)
    stack = f"folio-{stage}"
    cloudformation = session.client("cloudformation", endpoint_url=endpoint_url)
    cloudformation.create_stack(
        StackName=stack,
        TemplateBody=TEMPLATE.read_text(),
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()],
    )
    resources = cloudformation.describe_stack_resources(StackName=stack)["StackResources"]
    names = {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in resources if "PhysicalResourceId" in resource}
    complete(session, endpoint_url, values | names)
    outputs = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
    return {output["OutputKey"]: output["OutputValue"] for output in outputs}


def complete(session: boto3.Session, endpoint_url: str, names: Mapping[str, str]) -> None:
    """Apply what moto's CloudFormation dropped of a stack's table and bucket. `names` are those of its parameters and its resources."""
    table, bucket = properties("Table", names), properties("Bucket", names)
    _complete_table(session.client("dynamodb", endpoint_url=endpoint_url), names["Table"], table)
    _complete_bucket(session.client("s3", endpoint_url=endpoint_url), names["Bucket"], bucket)


def parameters(stage: str) -> dict[str, str]:
    """The values of the parameters of a deployed stage's template: of this one, and of infra/patches.yaml."""
    return cast(dict[str, str], json.loads((ROOT / "infra" / "parameters" / f"{stage}.json").read_text()))


def own_parameters(stage: str) -> dict[str, str]:
    """The values of this template's parameters on one stage."""
    own = _template()["Parameters"]
    return {name: value for name, value in parameters(stage).items() if name in own}


def properties(logical_id: str, names: Mapping[str, str]) -> Properties:
    """A resource's properties, with references to parameters and resources put in from `names`; KeyError where one is missing."""
    resolved: Properties = _resolved(_template()["Resources"][logical_id]["Properties"], names)
    return resolved


def function_settings(function: str, stage: str) -> FunctionSettings:
    """Time-out, memory and configured environment of a function (`app`, `tick`, `render` …) on one stage, read as Chalice reads them."""
    from_disk = json.loads(CONFIG.read_text())
    if stage not in from_disk["stages"]:
        raise KeyError(stage)
    # Chalice's own name for the function behind the REST API.
    name = "api_handler" if function == "app" else function
    if name not in from_disk["stages"][stage]["lambda_functions"]:
        raise KeyError(function)
    config = Config(chalice_stage=stage, function_name=name, config_from_disk=from_disk)
    return FunctionSettings(config.lambda_timeout, config.lambda_memory_size, config.environment_variables)


def function_environment(function: str, stage: str, outputs: Mapping[str, str]) -> dict[str, str]:
    """All of a function's environment but AWS_*: what its stage configures, and where the stack's outputs say its resources are."""
    # Deployed, the fonts come with the renderer's layer; a stage without one takes this machine's.
    fonts = {"FONTCONFIG_FILE": str(LOCAL_FONTS)} if function == "render" else {}
    resources = {
        "FOLIO_TABLE": outputs["TableName"],
        "FOLIO_BUCKET": outputs["BucketName"],
        "FOLIO_EXECUTIONS_QUEUE_URL": outputs["ExecutionsQueueUrl"],
        "FOLIO_QUESTIONS_QUEUE_URL": outputs["QuestionsQueueUrl"],
        "FOLIO_RENDERS_QUEUE_URL": outputs["RendersQueueUrl"],
    }
    return fonts | function_settings(function, stage).environment | resources


@cache
def _template() -> Properties:
    template: Properties = yaml.safe_load(TEMPLATE.read_text())
    return template


def _resolved(value: Any, names: Mapping[str, str]) -> Any:
    match value:
        case {"Ref": name}:
            return names[name]
        case {"Fn::GetAtt": [name, attribute]}:
            return names[f"{name}.{attribute}"]
        case {"Fn::Sub": text}:
            return re.sub(r"\$\{([^}]+)\}", lambda found: names[found[1]], text)
        case dict():
            return {key: _resolved(inner, names) for key, inner in value.items()}
        case list():
            return [_resolved(inner, names) for inner in value]
        case _:
            return value


def _complete_table(dynamodb: "DynamoDBClient", table: str, declared: Properties) -> None:
    dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=declared["TimeToLiveSpecification"])
    dynamodb.update_continuous_backups(TableName=table, PointInTimeRecoverySpecification=declared["PointInTimeRecoverySpecification"])


def _complete_bucket(s3: "S3Client", bucket: str, declared: Properties) -> None:
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=declared["PublicAccessBlockConfiguration"])
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=declared["OwnershipControls"])
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=declared["VersioningConfiguration"])
    rules = [lifecycle_rule(rule) for rule in declared["LifecycleConfiguration"]["Rules"]]
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})


def lifecycle_rule(declared: Properties) -> "LifecycleRuleTypeDef":
    """A rule of CloudFormation's LifecycleConfiguration, in the shape of S3's API."""
    rule: dict[str, Any] = {
        key: declared[key] for key in ("Status", "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload") if key in declared
    }
    rule |= {"ID": declared["Id"], "Filter": {"Prefix": declared.get("Prefix", "")}}
    if "ExpirationInDays" in declared:
        rule["Expiration"] = {"Days": int(declared["ExpirationInDays"])}
    if "ExpiredObjectDeleteMarker" in declared:
        rule["Expiration"] = {"ExpiredObjectDeleteMarker": declared["ExpiredObjectDeleteMarker"]}
    return cast("LifecycleRuleTypeDef", rule)
