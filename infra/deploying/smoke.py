"""A smoke test of a deployed stage: its health, and one report from rows to its file, in an organization of the test's own."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import httpx

from infra.deploying.failure import DeployingFailed

ORGANIZATION = "folio-smoke-test"
_DAYS = 7
_HEALTHY_WITHIN, _READY_WITHIN, _POLL_SECONDS = 60.0, 240.0, 2.0

type Say = Callable[[str], None]


class SmokeTest:
    """The test of the API at `url`, with a key of its own that it revokes. What it makes it deletes, whatever becomes of it."""

    def __init__(self, url: str, key: str, today: date, say: Say, poll_seconds: float = _POLL_SECONDS) -> None:
        self._client = httpx.Client(base_url=url.rstrip("/"), headers={"Authorization": f"Bearer {key}"}, timeout=30)
        self._today = today
        self._say = say
        self._poll_seconds = poll_seconds
        self._made: list[str] = []

    def run(self) -> None:
        """DeployingFailed where the service does not do what it is for."""
        try:
            with self._client:
                try:
                    self._healthy()
                    self._report()
                finally:
                    self._clean_up()
        except httpx.HTTPError as error:
            raise DeployingFailed(f"The API at {self._client.base_url} can't be reached: {str(error) or type(error).__name__}") from error

    def _healthy(self) -> None:
        """A new stage answers a moment after its stack says that it is there."""
        answer = self._until(lambda: self._client.get("/v1/health"), lambda answer: answer.status_code == 200, _HEALTHY_WITHIN)
        if answer.status_code != 200:
            raise DeployingFailed(f"/v1/health answers {answer.status_code}: {answer.text[:300]}")
        self._say("  healthy")

    def _report(self) -> None:
        account = self._call("POST", "/v1/ad-accounts", _ACCOUNT)
        self._made.append(f"/v1/ad-accounts/{account['id']}")
        self._call("PUT", f"/v1/ad-accounts/{account['id']}/metrics", {"rows": self._rows()})
        period = {"period_start": str(self._today - timedelta(days=_DAYS)), "period_end": str(self._today - timedelta(days=1))}
        asked = self._call("POST", "/v1/reports", {"template_key": "weekly_check_in", "ad_account_ids": [account["id"]], **period})
        path = f"/v1/reports/{asked['id']}"
        self._made.append(path)
        report = self._until(lambda: self._call("GET", path), lambda report: bool(report["is_final"]), _READY_WITHIN)
        if report["status"] != "ready":
            raise DeployingFailed(f"A report of seven rows is {report['status']} after {_READY_WITHIN:.0f} seconds: {report.get('error')}")
        file = httpx.get(report["pdf_url"], timeout=30)
        if file.status_code != 200 or not file.content.startswith(b"%PDF-") or len(file.content) != report["file_size"]:
            raise DeployingFailed(f"The report's link answers {file.status_code} with {len(file.content)} bytes, which is not its file")
        self._say(f"  a report of {report['page_count']} pages, sha256 {sha256(file.content).hexdigest()[:16]}…")

    def _clean_up(self) -> None:
        """What can't be deleted, as where the service is down, is left: a few items of an organization that nobody else has."""
        for path in reversed(self._made):
            with suppress(httpx.HTTPError):
                if "/reports/" in path:
                    self._client.post(f"{path}/cancellation")
                self._client.delete(path)
        with suppress(httpx.HTTPError, DeployingFailed):
            self._client.delete(f"/v1/api-keys/{self._call('GET', '/v1/me')['key_id']}")

    def _call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        answer = self._client.request(method, path, json=body)
        if answer.status_code >= 300:
            raise DeployingFailed(f"{method} {path} answers {answer.status_code}: {answer.text[:300]}")
        answered: dict[str, Any] = answer.json()
        return answered

    def _until[Answer](self, ask: Callable[[], Answer], done: Callable[[Answer], bool], within: float) -> Answer:
        deadline = time.monotonic() + within
        while not done(answer := ask()) and time.monotonic() < deadline:
            time.sleep(self._poll_seconds)
        return answer

    def _rows(self) -> list[dict[str, Any]]:
        days = [self._today - timedelta(days=back) for back in range(_DAYS, 0, -1)]
        return [_ROW | {"date": day.isoformat(), "clicks": 100 + number} for number, day in enumerate(days)]


_ACCOUNT = {
    "account_name": "Smoke test",
    "platform": "other",
    "external_account_id": "smoke-test",
    "currency": "EUR",
    "timezone": "UTC",
}
_ROW = {
    "campaign_id": "1",
    "campaign_name": "Smoke test",
    "spend": "25.00",
    "impressions": 4000,
    "conversions": "5",
    "conversion_value": "90.00",
}
