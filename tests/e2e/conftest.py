"""The whole service, once for all end-to-end tests, and what a client of it does."""

import csv
import time
from collections.abc import Callable, Generator, Iterator
from hashlib import sha256
from io import BytesIO, StringIO
from threading import Lock
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import httpx
import pytest
from pypdf import PdfReader

from infra.issue_key import WantedKey
from infra.local import first_key
from infra.local.stack import LocalStack
from tests.e2e.policies import beyond_policies

_PATIENCE = 90
_BETWEEN_POLLS = 0.05
_SOON = {"RendersVisibilitySeconds": "26"}, {"FOLIO_RENDER_LEASE_SECONDS": "21"}
"""When a killed worker's report is taken over: what a test can wait for. The pages here take a second, not the stage's five minutes."""


class FreshKeys(httpx.Auth):
    """Signs requests with a key that has room, and takes a new one before its minute could be full.

    So no test waits for, or fails by, the limits that tests of their own hold the service to. Requests of one test that must come
    with one key do, up to 60 of them.
    """

    _ROOM, _KEPT_FOR_A_TEST, _PAID = 100, 60, 10

    def __init__(self, issue: Callable[[], str]) -> None:
        self._issue = issue
        self._lock = Lock()
        self._key = ""
        self._room = self._paid = 0

    def begin_test(self) -> None:
        """A key with room for a test's requests."""
        with self._lock:
            if self._room < self._KEPT_FOR_A_TEST or self._paid < self._PAID:
                self._renew()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """One request."""
        with self._lock:
            paid = request.method == "POST" and _may_be_paid(request)
            if not self._room or (paid and not self._paid):
                self._renew()
            self._room, self._paid = self._room - 1, self._paid - paid
            request.headers["Authorization"] = f"Bearer {self._key}"
        yield request

    def _renew(self) -> None:
        self._key, self._room, self._paid = self._issue(), self._ROOM, self._PAID


def _may_be_paid(request: httpx.Request) -> bool:
    path = request.url.path
    return path.endswith(("/executions", "/v1/reports")) or (path == "/mcp/reports" and b"run_scheduled_report" in request.content)


class Client:
    """What a client of the API does over and over."""

    def __init__(self, stack: LocalStack) -> None:
        self.stack = stack
        self.keys = FreshKeys(lambda: self.issue_key(first_key.ORGANIZATION))
        self.http = httpx.Client(base_url=stack.url, auth=self.keys, timeout=60)

    def issue_key(self, organization: str) -> str:
        """A key that may do everything in an organization."""
        return self.stack.issue_key(WantedKey(organization, "test", frozenset({"*"})))

    def create_account(self, **fields: Any) -> str:
        """A Google Ads account in euro; any field can be another."""
        body = {
            "account_name": "Acme Coffee Roasters",
            "platform": "google_ads",
            "external_account_id": uuid4().hex,
            "currency": "EUR",
            "timezone": "Europe/Berlin",
        }
        answer = self.http.post("/v1/ad-accounts", json=body | fields)
        assert answer.status_code == 201, answer.text
        created: str = answer.json()["id"]
        return created

    def load(self, account_id: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
        """Load rows; the import's own account of it."""
        answer = self.http.put(f"/v1/ad-accounts/{account_id}/metrics", json={"rows": rows})
        assert answer.status_code == 200, answer.text
        imported: dict[str, Any] = answer.json()
        return imported

    def request(self, *account_ids: str, start: str, end: str, **fields: Any) -> dict[str, Any]:
        """Ask for a weekly."""
        body = {"template_key": "weekly_check_in", "ad_account_ids": list(account_ids), "period_start": start, "period_end": end}
        answer = self.http.post("/v1/reports", json=body | fields)
        assert answer.status_code == 202, answer.text
        requested: dict[str, Any] = answer.json()
        return requested

    def report(self, report_id: str) -> dict[str, Any]:
        """The report as it is now."""
        answer = self.http.get(f"/v1/reports/{report_id}")
        assert answer.status_code == 200, answer.text
        report: dict[str, Any] = answer.json()
        return report

    def wait_for(self, report_id: str, done: Callable[[dict[str, Any]], bool] = lambda report: bool(report["is_final"])) -> dict[str, Any]:
        """The report, once it is as wanted (default: final)."""
        deadline = time.monotonic() + _PATIENCE
        while not done(report := self.report(report_id)):
            assert time.monotonic() < deadline, f"still {report['status']} ({report['progress']})"
            time.sleep(_BETWEEN_POLLS)
        return report

    def document(self, report: dict[str, Any], wanted: str) -> bytes:
        """A report's file in a format, downloaded through the link that it is described with."""
        described = self.http.get(f"/v1/reports/{report['id']}/document?format={wanted}", headers={"Accept": "application/json"}).json()
        answer = httpx.get(described["url"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, described["content_type"]), answer.text
        assert (len(answer.content), sha256(answer.content).hexdigest()) == (described["bytes"], described["sha256"])
        assert (described["pages"] is None) == (wanted != "pdf")
        return answer.content

    def tables(self, report: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
        """A report's CSV files, by name: rows by column."""
        with ZipFile(BytesIO(self.document(report, "csv"))) as archive:
            texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
        return {name: list(csv.DictReader(StringIO(text, newline=""))) for name, text in texts.items()}

    def text(self, report: dict[str, Any]) -> str:
        """The text of a report's PDF, downloaded through its link, with plain spaces."""
        answer = httpx.get(report["pdf_url"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
        assert len(answer.content) == report["file_size"]
        pages = PdfReader(BytesIO(answer.content)).pages
        assert len(pages) == report["page_count"]
        return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    overrides, variables = _SOON
    with LocalStack(tmp_path_factory.mktemp("stack"), ticks=False, overrides=overrides, variables=variables) as running:
        yield running
        assert beyond_policies(running) == [], "what a function asked and may not"


@pytest.fixture(autouse=True)
def key_with_room(service: Client) -> None:
    service.keys.begin_test()


@pytest.fixture(scope="session")
def service(stack: LocalStack) -> Iterator[Client]:
    client = Client(stack)
    yield client
    client.http.close()
