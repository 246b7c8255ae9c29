"""Documents in S3."""

import base64
import hashlib
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from chalicelib.adapters.aws import unavailable
from chalicelib.domain.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

_WHAT = "the bucket"


class S3Documents:
    """The port `Documents` on a bucket. `correlation_id` says what a file is stored for, which it then carries as its metadata."""

    def __init__(self, client: "S3Client", bucket: str, correlation_id: Callable[[], str] = str) -> None:
        self._client = client
        self._bucket = bucket
        self._correlation_id = correlation_id

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Store the file; S3 refuses it where what arrived has another hash than what was sent."""
        checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
        with unavailable(_WHAT):
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=content,
                ContentType=content_type,
                ChecksumSHA256=checksum,
                Metadata={"correlation-id": self._correlation_id()},
            )

    def get(self, key: str) -> bytes | None:
        """The file, or None."""
        with unavailable(_WHAT):
            try:
                return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
            except self._client.exceptions.NoSuchKey:
                return None

    def delete_all(self, prefix: str, but: Collection[str] = ()) -> None:
        """Remove the files, a thousand in a request. The bucket keeps versions: what is removed here is gone for every reader and every
        link at once, and its old versions go within two days by the bucket's lifecycle rules (infra/resources.yaml)."""
        with unavailable(_WHAT):
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix):
                found: list[ObjectIdentifierTypeDef] = [{"Key": file["Key"]} for file in page.get("Contents", []) if file["Key"] not in but]
                if found and self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": found, "Quiet": True}).get("Errors"):
                    raise Unavailable(_WHAT)

    def link(self, key: str, *, filename: str, content_type: str, lasts: timedelta) -> str:
        """A presigned URL; the file comes under `filename`, whatever script that is in (RFC 6266)."""
        ascii_name = filename.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
        disposition = f"inline; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(filename)}"
        return self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ResponseContentDisposition": disposition,
                "ResponseContentType": content_type,
            },
            ExpiresIn=int(lasts.total_seconds()),
        )

    def is_there(self) -> bool:
        """Whether the bucket answers."""
        with unavailable(_WHAT):
            self._client.head_bucket(Bucket=self._bucket)
        return True
