"""What every keeper of files does: the one in memory, and the bucket."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chalicelib.adapters.documents import S3Documents
from chalicelib.usecases.ports.documents import Documents
from tests.fakes.documents import FakeDocuments


@pytest.fixture
def bucket(client: Callable[[str], Any], outputs: Mapping[str, str]) -> S3Documents:
    return S3Documents(client("s3"), outputs["BucketName"])


@pytest.fixture(params=["memory", "bucket"])
def documents(request: pytest.FixtureRequest) -> Documents:
    if request.param == "memory":
        return FakeDocuments()
    found: S3Documents = request.getfixturevalue("bucket")
    return found


def test_what_is_read_is_what_was_written_last(documents: Documents) -> None:
    key = f"org/acme/{uuid4()}"
    assert documents.get(key) is None
    documents.put(key, b"first", "text/plain")
    documents.put(key, b"\x00second", "text/plain")
    assert documents.get(key) == b"\x00second"


def test_a_link_downloads_the_file_under_its_name_without_credentials(bucket: S3Documents) -> None:
    key = f"org/acme/{uuid4()}.pdf"
    bucket.put(key, b"%PDF", "application/pdf")
    link = bucket.link(key, filename='Café "Wöchentlich" 週報.pdf', content_type="application/pdf", lasts=timedelta(minutes=5))
    answer = httpx.get(link)
    assert (answer.status_code, answer.content) == (200, b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"
    assert "filename*=UTF-8''Caf%C3%A9%20%22W%C3%B6chentlich%22%20%E9%80%B1%E5%A0%B1.pdf" in answer.headers["content-disposition"]
    assert "X-Amz-Expires=300" in link


def test_all_files_of_a_prefix_are_removed_and_no_others(documents: Documents) -> None:
    folder = f"org/acme/reports/{uuid4()}"
    own, others = [f"{folder}/a.pdf", f"{folder}/b/c.json"], [f"{folder}2/a.pdf", f"org/acme/{uuid4()}"]
    for key in own + others:
        documents.put(key, b"x", "text/plain")
    documents.delete_all(f"{folder}/")
    documents.delete_all(f"{folder}/")
    assert [documents.get(key) for key in own] == [None, None]
    assert [documents.get(key) for key in others] == [b"x", b"x"]


def test_all_files_of_a_prefix_but_some_are_removed(documents: Documents) -> None:
    folder = f"org/acme/reports/{uuid4()}/"
    keys = [f"{folder}{name}" for name in ("a.pdf", "b.pdf", "c.pdf")]
    for key in keys:
        documents.put(key, b"x", "text/plain")
    documents.delete_all(folder, but={keys[1]})
    assert [documents.get(key) for key in keys] == [None, b"x", None]


def test_more_files_than_one_request_can_name_are_removed(bucket: S3Documents) -> None:
    prefix = f"org/acme/{uuid4()}/"
    for number in range(1001):
        bucket.put(f"{prefix}{number}", b"", "text/plain")
    bucket.delete_all(prefix)
    assert [bucket.get(f"{prefix}{number}") for number in (0, 999, 1000)] == [None] * 3
