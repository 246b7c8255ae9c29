from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from infra.local.aws import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY

Client = Callable[[str], Any]

KEY = "org/1/reports/a b+é.pdf"


@pytest.fixture(scope="module")
def bucket(client: Client, outputs: Mapping[str, str]) -> str:
    client("s3").put_object(Bucket=outputs["BucketName"], Key=KEY, Body=b"%PDF", ContentType="application/pdf")
    return outputs["BucketName"]


@pytest.fixture
def link(client: Client, bucket: str) -> str:
    wanted = {"Bucket": bucket, "Key": KEY, "ResponseContentDisposition": 'attachment; filename="x y.pdf"'}
    url: str = client("s3").generate_presigned_url("get_object", Params=wanted, ExpiresIn=900)
    return url


def test_a_fresh_link_downloads_the_file_under_the_name_it_asks_for(link: str) -> None:
    answer = httpx.get(link)
    assert (answer.status_code, answer.content) == (200, b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="x y.pdf"'


@pytest.mark.parametrize(
    ("part", "instead"),
    [("org/1/", "org/2/"), ("Expires=900", "Expires=90000"), ("x%20y", "other"), ("Signature=", "Signature=0")],
)
def test_a_link_that_was_tampered_with_is_refused(link: str, part: str, instead: str) -> None:
    assert part in link
    answer = httpx.get(link.replace(part, instead))
    assert (answer.status_code, "SignatureDoesNotMatch" in answer.text) == (403, True)


def test_a_link_that_allows_reading_does_not_allow_writing(link: str) -> None:
    assert httpx.put(link, content=b"x").status_code == 403
    assert httpx.get(link).content == b"%PDF"


def test_a_link_that_has_expired_is_refused(endpoint_url: str, bucket: str) -> None:
    answer = httpx.get(signed_at(datetime.now(UTC) - timedelta(seconds=61), f"{endpoint_url}/{bucket}/{quote(KEY)}", seconds=60))
    assert (answer.status_code, "Request has expired" in answer.text) == (403, True)


def test_a_link_of_an_hour_ago_that_lasts_longer_works(endpoint_url: str, bucket: str) -> None:
    url = signed_at(datetime.now(UTC) - timedelta(hours=1), f"{endpoint_url}/{bucket}/{quote(KEY)}", seconds=7200)
    assert httpx.get(url).status_code == 200


@pytest.mark.parametrize("query", ["AWSAccessKeyId=local&Signature=x&Expires=1", "X-Amz-Signature=x"])
def test_a_link_of_the_old_kind_or_in_pieces_is_a_bad_request(endpoint_url: str, bucket: str, query: str) -> None:
    assert httpx.get(f"{endpoint_url}/{bucket}/{quote(KEY)}?{query}").status_code == 400


def signed_at(at: datetime, url: str, *, seconds: int) -> str:
    """A link as botocore makes it, made at a time of the test's choice."""
    signer = S3SigV4QueryAuth(Credentials(ACCESS_KEY_ID, SECRET_ACCESS_KEY), "s3", REGION, expires=seconds)
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{ACCESS_KEY_ID}/{at:%Y%m%d}/{REGION}/s3/aws4_request",
        "X-Amz-Date": f"{at:%Y%m%dT%H%M%SZ}",
        "X-Amz-Expires": str(seconds),
        "X-Amz-SignedHeaders": "host",
    }
    request = AWSRequest(method="GET", url=url, params=query, headers={"host": httpx.URL(url).netloc.decode()})
    request.context["timestamp"] = query["X-Amz-Date"]
    signature = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    return str(httpx.URL(url, params=query | {"X-Amz-Signature": signature}))
