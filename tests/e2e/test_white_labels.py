"""White labels over HTTP: what is kept, what is refused, and what reports wear."""

import io
import struct
import zlib
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image, ImageDraw

from tests.e2e.conftest import Client

MAX_LOGO = 1_000_000
BLANK = {
    "primary_color": None,
    "secondary_color": None,
    "company_name": None,
    "cover_title": None,
    "cover_subtitle": None,
    "footer_email": None,
    "footer_phone": None,
    "footer_website": None,
    "locale": None,
    "logo": None,
    "updated_at": None,
}


def logo(colour: str = "#7a0019", size: tuple[int, int] = (480, 120), format_name: str = "PNG") -> bytes:
    picture = Image.new("RGB", size, "#ffffff")
    ImageDraw.Draw(picture).ellipse((10, 10, size[0] - 10, size[1] - 10), fill=colour)
    out = io.BytesIO()
    picture.save(out, format_name)
    return out.getvalue()


def padded(content: bytes, length: int) -> bytes:
    """The PNG with a chunk that nobody reads, so that it is so long."""
    body = bytes(length - len(content) - 12)
    chunk = struct.pack(">I", len(body)) + b"paDd" + body + struct.pack(">I", zlib.crc32(b"paDd" + body))
    return content[:-12] + chunk + content[-12:]


@pytest.fixture
def brand(service: Client) -> str:
    answer = service.http.post("/v1/brands", json={"name": "Acme Coffee", "website": "https://acme.example"})
    created: str = answer.json()["id"]
    return created


@pytest.fixture
def agency(service: Client) -> httpx.Client:
    """A key of an organization of the test's own, whose white label nobody else sees."""
    key = service.issue_key(f"agency-{uuid4().hex[:12]}")
    return httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=60)


def upload(http: httpx.Client, path: str, content: bytes, content_type: str = "image/png") -> httpx.Response:
    return http.put(path, content=content, headers={"Content-Type": content_type})


def faults(answer: httpx.Response) -> list[tuple[str, str]]:
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "body_validation_error"), answer.text
    return [(".".join(fault["loc"]), fault["type"]) for fault in answer.json()["error"]["details"]["errors"]]


def test_before_anything_was_set_all_of_it_is_null(service: Client, brand: str, agency: httpx.Client) -> None:
    own = agency.get("/v1/white-label")
    of_brand = service.http.get(f"/v1/brands/{brand}/white-label")
    assert (own.status_code, own.json()) == (200, {"object": "white_label", "brand_id": None} | BLANK)
    assert (of_brand.status_code, of_brand.json()) == (200, {"object": "white_label", "brand_id": brand} | BLANK)


def test_what_is_named_changes_null_clears_and_nothing_is_a_change_of_nothing(service: Client, brand: str) -> None:
    path = f"/v1/brands/{brand}/white-label"
    sent = {
        "primary_color": "#7A0019",
        "company_name": "Brücke & Co <b>",
        "cover_title": "Media report",
        "footer_email": "hello@bruecke.example",
        "footer_phone": "+49 30 1234567",
        "footer_website": "https://www.bruecke.example/",
        "locale": "de-at",
    }
    changed = service.http.patch(path, json=sent)
    assert changed.status_code == 200, changed.text
    assert changed.json() == {"object": "white_label", "brand_id": brand} | BLANK | sent | {
        "primary_color": "#7a0019",
        "locale": "de-AT",
        "updated_at": changed.json()["updated_at"],
    }
    assert service.http.patch(path, json={}).json() == changed.json() == service.http.get(path).json()
    cleared = service.http.patch(path, json=dict.fromkeys(sent)).json()
    assert cleared | {"updated_at": None} == {"object": "white_label", "brand_id": brand} | BLANK


def test_every_fault_is_told_at_once(service: Client, brand: str) -> None:
    sent = {
        "primary_color": "red",
        "secondary_color": "#12345",
        "company_name": "x" * 81,
        "cover_title": " ",
        "footer_email": "nobody",
        "footer_phone": "ask Jo",
        "footer_website": "javascript:alert(1)",
        "locale": "tlh",
        "logo": None,
    }
    answer = service.http.patch(f"/v1/brands/{brand}/white-label", json=sent)
    assert {place for place, _ in faults(answer)} == {f"body.{name}" for name in sent}


def test_a_logo_is_uploaded_replaced_and_removed(service: Client, brand: str) -> None:
    path = f"/v1/brands/{brand}/white-label"
    first = upload(service.http, f"{path}/logo", logo())
    assert first.status_code == 200, first.text
    assert (first.json()["logo"]["width"], first.json()["logo"]["height"], first.json()["logo"]["content_type"]) == (480, 120, "image/png")
    again = upload(service.http, f"{path}/logo", logo())
    assert again.json() == first.json()
    second = upload(service.http, f"{path}/logo", logo(format_name="JPEG"), "image/jpeg; charset=binary")
    assert second.json()["logo"]["content_type"] == "image/jpeg"
    assert second.json()["logo"]["sha256"] != first.json()["logo"]["sha256"]
    assert service.http.patch(path, json={"company_name": "Acme"}).json()["logo"] == second.json()["logo"]
    assert service.http.delete(f"{path}/logo").status_code == 204
    assert service.http.delete(f"{path}/logo").status_code == 404
    assert service.http.get(path).json()["logo"] is None


def test_a_logo_may_have_so_many_bytes_and_not_one_more(service: Client, brand: str) -> None:
    path = f"/v1/brands/{brand}/white-label/logo"
    assert upload(service.http, path, padded(logo(), MAX_LOGO)).status_code == 200
    answer = upload(service.http, path, padded(logo(), MAX_LOGO + 1))
    assert (answer.status_code, answer.json()["error"]["details"]) == (413, {"limit": MAX_LOGO})


def _gif() -> bytes:
    return logo(format_name="GIF")


def _bomb() -> bytes:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + logo()[33:]


@pytest.mark.parametrize(
    ("content", "content_type", "status", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 415, "unsupported_media_type"),
        (logo(), "text/plain", 415, "unsupported_media_type"),
        (logo(), "application/octet-stream", 415, "unsupported_media_type"),
        (b"https://acme.example/logo.png", "text/uri-list", 415, "unsupported_media_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", 422, "picture_type"),
        (_gif(), "image/png", 422, "picture_type"),
        (logo(format_name="JPEG"), "image/png", 422, "picture_type"),
        (logo()[:300], "image/png", 422, "picture_damaged"),
        (logo(size=(20_000, 25))[:-5], "image/png", 422, "picture_size"),
        (_bomb(), "image/png", 422, "picture_size"),
        (b"", "image/png", 422, "picture_missing"),
        (b"", "", 422, "picture_missing"),
    ],
    ids=lambda value: f"{len(value)} bytes" if isinstance(value, bytes) else str(value),
)
def test_what_is_no_logo_is_refused_and_changes_nothing(
    service: Client, brand: str, content: bytes, content_type: str, status: int, why: str
) -> None:
    answer = upload(service.http, f"/v1/brands/{brand}/white-label/logo", content, content_type)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert faults(answer) == [("body", why)]
    else:
        assert answer.json()["error"]["code"] == why
    assert service.http.get(f"/v1/brands/{brand}/white-label").json()["logo"] is None


def test_it_is_the_organization_s_alone_and_goes_with_its_brand(service: Client, brand: str, agency: httpx.Client) -> None:
    path = f"/v1/brands/{brand}/white-label"
    upload(service.http, f"{path}/logo", logo())
    assert [agency.get(path).status_code, agency.patch(path, json={}).status_code, agency.delete(f"{path}/logo").status_code] == [404] * 3
    assert upload(agency, f"{path}/logo", logo()).status_code == 404
    assert service.http.delete(f"/v1/brands/{brand}").status_code == 204
    assert service.http.get(path).status_code == 404
    assert files_of(service, brand) == []


def files_of(service: Client, brand: str) -> list[str]:
    """The keys of all files whose key names the brand."""
    import boto3

    from infra.local import aws

    s3: Any = boto3.client(
        "s3",
        endpoint_url=service.stack.endpoint_url,
        aws_access_key_id=aws.ACCESS_KEY_ID,
        aws_secret_access_key=aws.SECRET_ACCESS_KEY,
        region_name=aws.REGION,
    )
    listed = s3.list_objects_v2(Bucket=service.stack.outputs["BucketName"])
    return [file["Key"] for file in listed.get("Contents", []) if brand in file["Key"]]
