"""The demo: the whole service on this machine, from daily rows to a PDF in `out/`, through the API as anyone would use it."""

import re
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from chalicelib.domain.period import FIRST_YEAR
from infra.local import own_rows, sample_ads, sample_brand
from infra.local.stack import LOGS, LocalStack, Report

TEMPLATE = "weekly_check_in"
REPORT_DAYS = 7
REPORT_SECONDS = 180.0
POLL_SECONDS = 1.0  # a key has 120 requests a minute
REFUSALS_SHOWN = 20


class DemoFailed(Exception):
    """The demo can't go on; the message is one line for a person."""


class ServiceFailed(DemoFailed):
    """It can't, and not for what the person gave it: the service's logs may say why."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the demo was asked for. Without `csv` it loads the sample; `start` and `end` default to the last 7 days there are."""

    csv: Path | None
    start: date | None
    end: date | None
    currency: str | None
    out: Path
    today: date


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows to load: the account they belong to, the request that loads them, and their days."""

    account: dict[str, str]
    path: str
    body: bytes | None
    json: Any
    content_type: str
    days: frozenset[date]


def run(request: Request, directory: Path, console: Console, report: Report) -> list[Path]:
    """Makes the reports; the PDFs' paths: a weekly and, where no own rows are given, a visibility report of recorded answers.

    Everything it started has ended when it returns; where the service failed, its logs stay in `directory`.
    """
    rows = rows_of(request)
    with _state(directory), ExitStack() as held:
        progress = held.enter_context(
            Progress(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn(), console=console)
        )
        starting = progress.add_task("Starting the service", total=1)
        stack = held.enter_context(LocalStack(directory, ticks=True, report=report))
        progress.update(starting, completed=1)
        client = httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {stack.key}"}, timeout=60)
        steps = Steps(held.enter_context(client), progress, _download)
        pdfs = [steps.report(rows, request)]
        if request.csv is None:
            pdfs.append(steps.visibility(request))
    for pdf in pdfs:
        console.print(f"[bold green]{escape(pdf.stem)}[/]: {escape(str(pdf))}", soft_wrap=True)
    return pdfs


@contextmanager
def _state(directory: Path) -> Iterator[None]:
    try:
        yield
    except ServiceFailed as failure:
        raise ServiceFailed(f"{failure} (logs: {directory / LOGS})") from failure
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    shutil.rmtree(directory, ignore_errors=True)


def rows_of(request: Request) -> Rows:
    """The sample, or the person's own file; DemoFailed where that can't be read."""
    if request.csv is None:
        sample = sample_ads.rows(request.today)
        days = frozenset(date.fromisoformat(row["date"]) for row in sample)
        return Rows(sample_ads.ACCOUNT, "metrics", None, {"rows": sample}, "application/json", days)
    try:
        own = own_rows.read(request.csv, request.currency)
    except OSError as error:
        raise DemoFailed(f"{request.csv} can't be read: {error.strerror}") from error
    except own_rows.NoRows as error:
        raise DemoFailed(f"{request.csv}: {error}") from error
    account = {
        "account_name": request.csv.stem[:200] or "Own data",
        "platform": "other",
        "external_account_id": request.csv.name[:100],
        "currency": own.currency,
        "timezone": "UTC",
    }
    return Rows(account, "metrics/csv", own.content, None, "text/csv", own.days)


def _window(days: frozenset[date], request: Request) -> tuple[date, date]:
    end = request.end or (request.start + timedelta(days=REPORT_DAYS - 1) if request.start else max(days, default=None))
    if end is None:
        raise DemoFailed("No row has a day that can be read: nothing to report on")
    return request.start or max(end - timedelta(days=REPORT_DAYS - 1), date(FIRST_YEAR, 1, 1)), end


class Steps:
    """The steps, each a call of the API."""

    def __init__(self, client: httpx.Client, progress: Progress, download: Callable[[str], bytes]) -> None:
        self._client = client
        self._progress = progress
        self._download = download

    def report(self, rows: Rows, request: Request) -> Path:
        """Loads the rows, asks for the report, waits for it, downloads it."""
        account = self._call("POST", "/v1/ad-accounts", json=rows.account)
        self._load(account["id"], rows)
        start, end = _window(rows.days, request)
        body = {
            "template_key": TEMPLATE,
            "ad_account_ids": [account["id"]],
            "period_start": start.isoformat(),
            "period_end": end.isoformat(),
        }
        asked = self._call("POST", "/v1/reports", json=body)
        finished = self._finished(asked["id"], "weekly")
        return self._save(finished, request.out / f"{_slug(account['account_name'])}-{TEMPLATE}-{end}.pdf")

    def visibility(self, request: Request) -> Path:
        """Makes the sample brand's schedule, region config and prompts, runs it, waits for its report, downloads it."""
        brand = self._call("POST", "/v1/brands", json=sample_brand.BRAND)
        schedule = self._call("POST", "/v1/scheduled-reports", json={**sample_brand.SCHEDULE, "brand_id": brand["id"]})
        config = {**sample_brand.REGION_CONFIG, "brand_id": brand["id"], "scheduled_report_id": schedule["id"]}
        config_id = self._call("POST", "/v1/region-configs", json=config)["id"]
        self._call("POST", f"/v1/region-configs/{config_id}/prompts", json=sample_brand.PROMPTS)
        runs = f"/v1/scheduled-reports/{schedule['id']}/executions"
        report_id = self._dispatched(f"{runs}/{self._call('POST', runs)['id']}")
        finished = self._finished(report_id, "visibility report")
        return self._save(finished, request.out / f"{_slug(brand['name'])}-ai_visibility-{finished['period_end']}.pdf")

    def _dispatched(self, path: str) -> str:
        """The id of the run's one report, once it is made."""
        deadline = time.monotonic() + REPORT_SECONDS
        while time.monotonic() < deadline:
            run = self._call("GET", path)
            if run["reports"]:
                return str(run["reports"][0]["report_id"])
            if run["status"] == "failed":
                raise ServiceFailed(f"The run failed: {run['error_message']}")
            time.sleep(POLL_SECONDS)
        raise ServiceFailed(f"The run had no report within {REPORT_SECONDS:.0f} seconds")

    def _save(self, report: Mapping[str, Any], path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._download(report["pdf_url"]))
        return path

    def _load(self, account_id: str, rows: Rows) -> None:
        task = self._progress.add_task("Loading the daily rows", total=1)
        path = f"/v1/ad-accounts/{account_id}/{rows.path}"
        body = {"content": rows.body, "headers": {"Content-Type": rows.content_type}} if rows.body is not None else {"json": rows.json}
        loaded = self._call("PUT", path, **body)
        stored, read = loaded["rows_stored"] + loaded["rows_unchanged"], loaded["rows_read"]
        self._progress.update(task, completed=1, description=f"{stored} of {read} daily rows loaded")
        for refusal in loaded["refused"][:REFUSALS_SHOWN]:
            line = f"line {refusal['line']}: {refusal['field']}: {refusal['reason']}"
            self._progress.console.print(f"  [yellow]refused[/] {escape(line)}", soft_wrap=True)
        if (more := loaded["rows_refused"] - REFUSALS_SHOWN) > 0:
            self._progress.console.print(f"  [yellow]refused[/] and {more} more")
        if not stored:
            raise DemoFailed("No row was stored: nothing to report on")

    def _finished(self, report_id: str, name: str) -> Mapping[str, Any]:
        task = self._progress.add_task(f"Asking for the {name}", total=None)
        deadline = time.monotonic() + REPORT_SECONDS
        while time.monotonic() < deadline:
            report = self._call("GET", f"/v1/reports/{report_id}")
            self._show(task, report, name)
            if report["status"] == "ready":
                return report
            if report["is_final"]:
                raise ServiceFailed(
                    f"The report is {report['status']}: {report['error_message'] or 'no reason given'} ({report['error_code']})"
                )
            time.sleep(POLL_SECONDS)
        raise ServiceFailed(f"The report was not ready within {REPORT_SECONDS:.0f} seconds")

    def _show(self, task: Any, report: Mapping[str, Any], name: str) -> None:
        step = report.get("progress") or {}
        done = report["status"] == "ready"
        total = step.get("total") or (1 if done else None)
        label = f"The {name} is {report['status']}" + (f" ({step['step']})" if step.get("step") and not done else "")
        self._progress.update(task, description=escape(label), total=total, completed=total if done else step.get("completed", 0))

    def _call(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        try:
            answer = self._client.request(method, path, **body)
            data: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ServiceFailed(f"{method} {path} went wrong: {error}") from error
        if answer.is_success:
            return data
        failure = ServiceFailed if answer.is_server_error else DemoFailed
        raise failure(f"{method} {path} answered {answer.status_code}: {_explained(data)}")


def _download(url: str) -> bytes:
    """The PDF behind a presigned link, which wants no key."""
    answer = httpx.get(url, timeout=60)
    if not answer.is_success:
        raise ServiceFailed(f"The PDF's link answered {answer.status_code}")
    return answer.content


def _explained(answer: Mapping[str, Any]) -> str:
    error = answer.get("error", {})
    faults = error.get("details", {}).get("errors", [])
    told = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults)
    return f"{error.get('message', answer)}{' – ' + told if told else ''}"


def _slug(name: str) -> str:
    """A file's name that any system can hold: `kaffeerosterei-nordlicht`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "report"
