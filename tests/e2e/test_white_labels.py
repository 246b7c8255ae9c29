"""White labels over HTTP: what is kept, what is refused, and what reports wear."""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from pdfua import validate
from PIL import Image, ImageDraw
from pypdf import PdfReader

from chalicelib.domain.contrast import WHITE, legible
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


def rows() -> list[dict[str, Any]]:
    """Two weeks of two campaigns, to 21 April 2026."""
    days = [date(2026, 4, 8) + timedelta(days=n) for n in range(14)]
    return [
        {
            "date": day.isoformat(),
            "campaign_id": f"c{number}",
            "campaign_name": f"Campaign {number}",
            "cost": str(Decimal("640.15") / number + day.day),
            "impressions": 9000,
            "clicks": 320,
            "conversions": 12 + number,
            "conversion_value": "940.00",
        }
        for day in days
        for number in (1, 2)
    ]


def images(pdf: bytes) -> list[list[tuple[int, int]]]:
    """The sizes of the pictures that each page draws."""
    return [list(_drawn_by(page, page.get_contents())) for page in PdfReader(io.BytesIO(pdf)).pages]


def _drawn_by(page: Any, content: Any) -> Iterator[tuple[int, int]]:
    for name in re.findall(rb"/(\S+) Do", content.get_data()):
        drawn = page["/Resources"]["/XObject"][f"/{name.decode()}"].get_object()
        if drawn["/Subtype"] == "/Image":
            yield drawn["/Width"], drawn["/Height"]
        else:
            yield from _drawn_by(drawn, drawn)


def drawn(pdf: bytes) -> bytes:
    """What the pages draw."""
    contents = (page.get_contents() for page in PdfReader(io.BytesIO(pdf)).pages)
    return b"\n".join(content.get_data() for content in contents if content is not None)


def rgb(colour: str) -> bytes:
    """As a PDF sets it to fill."""
    return " ".join(f"{round(channel / 255, 6):g}" for channel in bytes.fromhex(colour[1:])).encode() + b" rg"


def pdf_of(report: dict[str, Any], tmp_path: Path) -> bytes:
    """A ready report's PDF, which fails no rule of PDF/UA."""
    assert report["status"] == "ready", report
    content = httpx.get(report["pdf_url"]).content
    (tmp_path / "report.pdf").write_bytes(content)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []
    return content


def test_a_weekly_wears_its_brand_s_white_label(service: Client, brand: str, tmp_path: Path) -> None:
    path = f"/v1/brands/{brand}/white-label"
    look = {
        "primary_color": "#FFF3B0",
        "secondary_color": "#7a0019",
        "company_name": "Brücke & Söhne <b>",
        "cover_title": "Media performance",
        "cover_subtitle": "Prepared for the weekly call",
        "footer_email": "hello@bruecke.example",
        "footer_website": "https://www.bruecke.example/",
        "locale": "de-AT",
    }
    assert service.http.patch(path, json=look).status_code == 200
    assert upload(service.http, f"{path}/logo", logo()).status_code == 200
    account = service.create_account(brand_id=brand)
    service.load(account, rows())
    report = service.wait_for(service.request(account, start="2026-04-15", end="2026-04-21")["id"])
    pdf = pdf_of(report, tmp_path)

    text = service.text(report)
    for printed in (
        "Media performance",
        "Prepared for the weekly call",
        "Wochenbericht",  # the template's name in the brand's language
        "Worauf dieser Bericht beruht",
        "Brücke & Söhne <b>",
        "hello@bruecke.example",
        "www.bruecke.example",
    ):
        assert printed in text, printed
    assert all(page == [(480, 120)] for page in images(pdf)), "on the cover and at every head"
    assert rgb("#fff3b0") in drawn(pdf), "the masthead, as it was chosen"
    assert rgb(legible("#fff3b0", WHITE)) in drawn(pdf), "the accent, corrected"
    metadata = PdfReader(io.BytesIO(pdf)).metadata
    assert metadata is not None
    assert str(PdfReader(io.BytesIO(pdf)).root_object["/Lang"]) == "de-AT"
    assert (metadata.title, metadata.author) == ("Wochenbericht (2026-04-15 – 2026-04-21)", "Brücke & Söhne <b>")

    spend = sum((Decimal(row["cost"]) for row in rows() if row["date"] >= "2026-04-15"), Decimal(0))
    austrian = f"€\u00a0{spend:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    assert " ".join(austrian.split()) in text, "figures as Austria writes them"


def test_a_report_keeps_what_it_wore_and_the_next_wears_what_is_there_then(service: Client, brand: str, tmp_path: Path) -> None:
    path = f"/v1/brands/{brand}/white-label"
    upload(service.http, f"{path}/logo", logo())
    account = service.create_account(brand_id=brand)
    service.load(account, rows())
    first = service.wait_for(service.request(account, start="2026-04-15", end="2026-04-21")["id"])
    assert service.http.delete(f"{path}/logo").status_code == 204
    second = service.wait_for(service.request(account, start="2026-04-15", end="2026-04-21")["id"])
    assert first["id"] != second["id"], "another look is another report"
    assert images(pdf_of(service.report(first["id"]), tmp_path))[0] == [(480, 120)]
    assert images(pdf_of(second, tmp_path))[0] == []


def test_a_visibility_report_wears_the_organization_s_where_its_brand_has_none(
    service: Client, agency: httpx.Client, tmp_path: Path
) -> None:
    agency.patch("/v1/white-label", json={"primary_color": "#7a0019", "company_name": "The Agency", "cover_title": "What AI says of you"})
    upload(agency, "/v1/white-label/logo", logo())
    brand = agency.post("/v1/brands", json={"name": "Kaffee Nord", "website": "https://kaffee-nord.example"}).json()["id"]
    config = agency.post("/v1/region-configs", json={"brand_id": brand, "name": "Germany", "country": "Germany", "language": "German"})
    assert config.status_code == 201, config.text
    prompts = [{"prompt_text": "Which coffee is best?", "category": "coffee"}]
    assert agency.post(f"/v1/region-configs/{config.json()['id']}/prompts", json={"prompts": prompts}).status_code == 201
    requested = agency.post("/v1/reports", json={"region_config_id": config.json()["id"]})
    assert requested.status_code == 202, requested.text
    own = copy(service)
    own.http = agency
    report = own.wait_for(requested.json()["id"])
    pdf = pdf_of(report, tmp_path)
    text = own.text(report)
    assert "What AI says of you" in text
    assert "Kaffee Nord" in text
    assert text.count("The Agency") == 1
    assert all(page == [(480, 120)] for page in images(pdf))
    assert rgb("#7a0019") in drawn(pdf)
