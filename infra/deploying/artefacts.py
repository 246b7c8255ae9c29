"""Artefacts: what a deployment refers to, in a bucket of the account. Each is under its content's hash, each version under its commit."""

import hashlib
import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from infra.deploying.failure import DeployingFailed
from infra.packaging.package import Package

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Version:
    """What CloudFormation is handed: a template that refers to what is in the bucket, and the values of its parameters."""

    template: str
    parameters: dict[str, str]


class Artefacts:
    """The bucket."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self.bucket = bucket

    def upload(self, package: Package) -> dict[str, str]:
        """Where each zip is, by its name beside the template: `s3://…`. One that is there already is not sent again."""
        where = {}
        for archive in package.archives:
            key = f"archives/{archive.sha256}.zip"
            if not self._has(key):
                self._client.upload_file(str(archive.path), self.bucket, key)
            where[archive.path.name] = f"s3://{self.bucket}/{key}"
        return where

    def keep(self, stage: str, name: str, version: Version) -> None:
        """Keep what is deployed under the name of its commit, so that it can be deployed again."""
        self._put(_version_key(stage, name), json.dumps({"template": version.template, "parameters": version.parameters}))

    def version(self, stage: str, name: str) -> Version:
        """What was deployed under this name; DeployingFailed where nothing was."""
        try:
            kept = json.loads(self._client.get_object(Bucket=self.bucket, Key=_version_key(stage, name))["Body"].read())
        except self._client.exceptions.NoSuchKey:
            raise DeployingFailed(f"{name!r} was never deployed to {stage}: its versions are {', '.join(self._names(stage))}") from None
        return Version(kept["template"], kept["parameters"])

    def template_url(self, template: str) -> str:
        """Where CloudFormation finds the template: one of half a megabyte is more than a request of it can hold."""
        key = f"templates/{hashlib.sha256(template.encode()).hexdigest()}.json"
        self._put(key, template)
        return f"https://{self.bucket}.s3.{self._client.meta.region_name}.amazonaws.com/{key}"

    def _names(self, stage: str) -> list[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=f"versions/{stage}/")
        found = [each for page in pages for each in page.get("Contents", [])]
        newest = sorted(found, key=lambda each: each["LastModified"], reverse=True)[:10]
        return [Path(each["Key"]).stem for each in newest] or ["none"]

    def _put(self, key: str, text: str) -> None:
        self._client.put_object(Bucket=self.bucket, Key=key, Body=text.encode(), ContentType="application/json")

    def _has(self, key: str) -> bool:
        try:
            self._client.head_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                return False
            raise
        return True


def placed(template: Any, where: Mapping[str, str]) -> Any:
    """The template with each zip's name replaced by where it is."""
    match template:
        case dict():
            return {
                key: where.get(value, value) if key in {"CodeUri", "ContentUri"} else placed(value, where)
                for key, value in template.items()
            }
        case list():
            return [placed(value, where) for value in template]
    return template


def commit(root: Path = ROOT) -> str:
    """The name of the version that is checked out: its commit, with `-dirty` where files differ from it."""
    described = subprocess.run(
        ["git", "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty"], cwd=root, capture_output=True, text=True, check=False
    )
    if described.returncode:
        raise DeployingFailed(f"The version can't be told: {described.stderr.strip()}")
    return described.stdout.strip()


def _version_key(stage: str, name: str) -> str:
    return f"versions/{stage}/{name}.json"
