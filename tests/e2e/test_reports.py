"""From an empty table to a PDF, over real HTTP, through queue, worker and bucket. Figures are worked out here, from the rows."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.e2e.conftest import Client

MICROSOFT = "microsoft_ads_campaign_performance_daily_report_data.csv"
WEEK = [date(2026, 4, 15) + timedelta(days=n) for n in range(7)]
WEEK_BEFORE = [day - timedelta(days=7) for day in WEEK]

type Rows = list[dict[str, Any]]


def sample_rows(days: int = 90, until: date = WEEK[-1]) -> Rows:
    """Three campaigns over 90 days, every figure from a small formula; the last week costs more and converts better."""
    rows = []
    for back in range(days):
        day = until - timedelta(days=back)
        for number, name in enumerate(["Brand | DE", "Generic | DE", "Retargeting"], start=1):
            step = (day.toordinal() * 7 + number * 13) % 11
            lift = Decimal("1.21") if back < 7 else Decimal(1)
            rows.append(
                {
                    "date": day.isoformat(),
                    "campaign_id": f"c{number}",
                    "campaign_name": name,
                    "cost": str((Decimal(100 * number + step) * lift).quantize(Decimal("0.01"))),
                    "impressions": 10_000 * number + 37 * step,
                    "clicks": 200 * number + step,
                    "conversions": str(Decimal(10 * number) + (Decimal(5) if back < 7 else Decimal(0))),
                    "conversion_value": f"{(400 * number + step)}.50",
                }
            )
    return rows


def total(rows: Rows, field: str, days: list[date]) -> Decimal:
    wanted = {day.isoformat() for day in days}
    return sum((Decimal(str(row[field])) for row in rows if row["date"] in wanted), Decimal(0))


def money(amount: Decimal, sign: str = "€") -> str:
    return f"{sign}{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def change(now: Decimal, before: Decimal) -> str:
    percent = ((now - before) / before * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{'+' if percent > 0 else '−'}{abs(percent)} %"


def test_a_weekly_prints_the_figures_of_its_rows_to_the_cent(service: Client) -> None:
    rows = sample_rows()
    account = service.create_account()
    assert service.load(account, rows)["rows_stored"] == 270
    requested = service.request(account, start="2026-04-15", end="2026-04-21")
    assert requested["status"] == "pending"
    assert requested["title"] == "Weekly Check-In (2026-04-15 – 2026-04-21)"
    report = service.wait_for(requested["id"])
    assert (report["status"], report["data_coverage_pct"], report["error_code"]) == ("ready", 100.0, None)
    assert report["transitions"][0]["status"] == "pending"
    assert [step["status"] for step in report["transitions"]][-2:] == ["rendering", "ready"]

    spend, spend_before = total(rows, "cost", WEEK), total(rows, "cost", WEEK_BEFORE)
    conversions, conversions_before = total(rows, "conversions", WEEK), total(rows, "conversions", WEEK_BEFORE)
    value, value_before = total(rows, "conversion_value", WEEK), total(rows, "conversion_value", WEEK_BEFORE)
    text = service.text(report)
    for figure in (
        money(spend),
        money(spend_before),
        change(spend, spend_before),
        money(spend / conversions),
        money(spend_before / conversions_before),
        change(spend / conversions, spend_before / conversions_before),
        str((value / spend).quantize(Decimal("0.01"), ROUND_HALF_UP)),
        change(value / spend, value_before / spend_before),
        change(conversions, conversions_before),
        "15 – 21 April 2026",
        "8 – 14 April 2026",
        "Acme Coffee Roasters",
        report["id"],
    ):
        assert figure in text, figure


@pytest.fixture
def microsoft_rows(connector_seeds: Path) -> Rows:
    """Real rows, several a day and campaign, summed to one: `spend` is cost, `revenue` is conversion value, an empty cell is none."""
    sums: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    with (connector_seeds / MICROSOFT).open(newline="") as file:
        for row in csv.DictReader(file):
            for column in ("spend", "impressions", "clicks", "conversions", "revenue"):
                sums[row["date"], row["campaign_id"]][column] += Decimal(row[column] or 0)
    return [
        {
            "date": day,
            "campaign_id": campaign,
            "campaign_name": f"Campaign {campaign}",
            "cost": str(figures["spend"]),
            "impressions": int(figures["impressions"]),
            "clicks": int(figures["clicks"]),
            "conversions": str(figures["conversions"]),
            "conversion_value": str(figures["revenue"]),
        }
        for (day, campaign), figures in sums.items()
    ]


def test_a_weekly_of_real_rows_prints_their_figures(service: Client, microsoft_rows: Rows) -> None:
    spend_by_day: dict[date, Decimal] = defaultdict(Decimal)
    for row in microsoft_rows:
        spend_by_day[date.fromisoformat(row["date"])] += Decimal(row["cost"])
    covered = [day for day in spend_by_day if all(day - timedelta(days=n) in spend_by_day for n in range(14))]
    end = max(covered, key=lambda day: sum(spend_by_day[day - timedelta(days=n)] for n in range(14)))
    week = [end - timedelta(days=n) for n in range(7)]
    before = [day - timedelta(days=7) for day in week]

    account = service.create_account(platform="microsoft_ads", currency="USD", timezone="America/Los_Angeles")
    imported = service.load(account, microsoft_rows)
    assert (imported["rows_stored"], imported["rows_refused"]) == (len(microsoft_rows), 0)
    requested = service.request(account, start=week[-1].isoformat(), end=end.isoformat())
    report = service.wait_for(requested["id"])
    assert (report["status"], report["data_coverage_pct"]) == ("ready", 100.0)

    text = service.text(report)
    spend, spend_before = total(microsoft_rows, "cost", week), total(microsoft_rows, "cost", before)
    assert spend > 0
    clicks, clicks_before = total(microsoft_rows, "clicks", week), total(microsoft_rows, "clicks", before)
    assert money(spend, "US$") in text
    assert money(spend_before, "US$") in text
    assert change(spend, spend_before) in text
    assert money(spend / clicks, "US$") in text
    assert change(spend / clicks, spend_before / clicks_before) in text


def test_equal_requests_at_once_make_one_report(service: Client) -> None:
    account = service.create_account()
    service.load(account, sample_rows(14))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: service.request(account, start="2026-04-15", end="2026-04-21"), range(8)))
    assert len({answer["id"] for answer in answers}) == 1
    assert [answer["deduplicated"] for answer in answers].count(False) == 1
    listed = service.http.get("/v1/reports", params={"ad_account_id": account}).json()["data"]
    assert [report["id"] for report in listed] == [answers[0]["id"]]
    assert service.wait_for(answers[0]["id"])["status"] == "ready"


def test_a_worker_killed_in_the_middle_leaves_one_ready_report(service: Client) -> None:
    account = service.create_account()
    service.load(account, sample_rows(14))
    service.stack.wait_until_idle()
    requested = service.request(account, start="2026-04-15", end="2026-04-21")
    service.wait_for(requested["id"], lambda report: report["status"] == "rendering")
    service.stack.kill_worker("render")
    report = service.wait_for(requested["id"])
    assert report["status"] == "ready"
    assert [step["status"] for step in report["transitions"]].count("rendering") == 2
    assert [step["status"] for step in report["transitions"]].count("ready") == 1
    assert money(total(sample_rows(14), "cost", WEEK)) in service.text(report)


def test_a_report_that_no_queue_heard_of_is_found_by_a_tick(service: Client) -> None:
    account = service.create_account()
    service.load(account, sample_rows(14))
    requested = service.request(account, start="2026-04-15", end="2026-04-21")
    assert service.stack.tick(datetime.now(UTC)) == []
    assert service.wait_for(requested["id"])["status"] == "ready"


def test_an_account_without_a_row_gets_a_report_that_says_so(service: Client) -> None:
    account = service.create_account(account_name="Silent Account")
    report = service.wait_for(service.request(account, start="2026-04-15", end="2026-04-21")["id"])
    assert (report["status"], report["data_coverage_pct"]) == ("ready", 0.0)
    text = service.text(report)
    assert "0 of 7" in text
    assert "€0.00" not in text


def test_a_week_with_missing_days_says_how_many_and_compares_like_with_like(service: Client) -> None:
    rows = [row for row in sample_rows(28) if row["date"] not in ("2026-04-17", "2026-04-18")]
    account = service.create_account()
    service.load(account, rows)
    report = service.wait_for(service.request(account, start="2026-04-15", end="2026-04-21")["id"])
    assert report["data_coverage_pct"] == pytest.approx(500 / 7, abs=0.1)
    compared = [day for day in WEEK if day.day not in (17, 18)]
    spend, before = total(rows, "cost", compared), total(rows, "cost", [day - timedelta(days=7) for day in compared])
    text = service.text(report)
    assert "5 of 7" in text
    assert money(spend) in text
    assert change(spend, before) in text


def test_the_link_is_fresh_and_the_document_is_what_it_says(service: Client) -> None:
    account = service.create_account()
    service.load(account, sample_rows(14))
    requested = service.request(account, start="2026-04-15", end="2026-04-21", title="Kaffee / Café “Ümläut” 週報")
    early = service.http.get(f"/v1/reports/{requested['id']}/document")
    if early.status_code != 302:
        assert (early.status_code, early.json()["error"]["details"]["status"] in {"pending", "queued", "rendering"}) == (409, True)
    report = service.wait_for(requested["id"])
    assert 0 < report["pdf_url_expires_in_seconds"] <= 900
    redirect = service.http.get(f"/v1/reports/{report['id']}/document", headers={"Accept": "*/*"})
    assert (redirect.status_code, redirect.content) == (302, b"")
    described = service.http.get(f"/v1/reports/{report['id']}/document", headers={"Accept": "application/json"}).json()
    assert (described["sha256"], described["bytes"], described["pages"]) == (report["sha256"], report["file_size"], report["page_count"])
    for url in (redirect.headers["Location"], described["url"], report["pdf_url"]):
        downloaded = httpx.get(url)
        assert downloaded.content.startswith(b"%PDF-")
        assert "filename*=UTF-8''" in downloaded.headers["content-disposition"]
        assert int(parse_qs(urlsplit(url).query)["X-Amz-Expires"][0]) <= 900


def test_html_json_and_csv_have_the_figures_of_the_pdf(service: Client) -> None:
    rows = [row | {"campaign_name": "=Brand | DE"} if row["campaign_id"] == "c1" else row for row in sample_rows()]
    account = service.create_account()
    service.load(account, rows)
    report = service.wait_for(service.request(account, start="2026-04-15", end="2026-04-21", title="In every format")["id"])
    spend, conversions = total(rows, "cost", WEEK), total(rows, "conversions", WEEK)
    text = service.text(report)
    assert money(spend) in text
    assert money(spend / conversions) in text
    page = service.document(report, "html").decode()
    for figure in (money(spend), money(spend / conversions), change(spend, total(rows, "cost", WEEK_BEFORE)), report["id"]):
        assert figure in page.replace("\u202f", " ").replace("\xa0", " "), figure

    document = json.loads(service.document(report, "json"))
    assert (document["report_id"], document["template"]["version"]) == (report["id"], report["template"]["version"])
    figures = document["currencies"][0]["figures"]
    assert (figures["spend"], money(Decimal(figures["cpa"]))) == (str(spend), money(spend / conversions))
    assert document["currencies"][0]["comparison"]["figures"]["spend"]["before"] == f"{total(rows, 'cost', WEEK_BEFORE):.2f}"

    tables = service.tables(report)
    assert [row["spend"] for row in tables["accounts.csv"]] == [str(spend)]
    by_campaign = {number: total([row for row in rows if row["campaign_id"] == number], "cost", WEEK) for number in ("c1", "c2", "c3")}
    assert {row["campaign_id"]: Decimal(row["spend"]) for row in tables["campaigns.csv"]} == by_campaign
    assert "'=Brand | DE" in {row["campaign_name"] for row in tables["campaigns.csv"]}
    assert {row["day"]: Decimal(row["spend"]) for row in tables["days.csv"]} == {str(day): total(rows, "cost", [day]) for day in WEEK}


@pytest.mark.parametrize(("wanted", "suffix"), [("html", "html"), ("json", "json"), ("csv", "zip")])
def test_a_format_is_a_download_of_its_kind_and_goes_with_its_report(service: Client, wanted: str, suffix: str) -> None:
    account = service.create_account()
    service.load(account, sample_rows(14))
    report = service.wait_for(service.request(account, start="2026-04-15", end="2026-04-21", title="Café")["id"])
    redirect = service.http.get(f"/v1/reports/{report['id']}/document?format={wanted}", headers={"Accept": "*/*"})
    assert redirect.status_code == 302
    downloaded = httpx.get(redirect.headers["Location"])
    assert f"filename*=UTF-8''Caf%C3%A9.{suffix}" in downloaded.headers["content-disposition"]
    assert service.http.get(f"/v1/reports/{report['id']}/document?format=docx").status_code == 400
    assert service.http.delete(f"/v1/reports/{report['id']}").status_code == 204
    assert httpx.get(redirect.headers["Location"]).status_code in (403, 404)


def test_ten_accounts_and_chosen_sections_make_one_report(service: Client) -> None:
    accounts = [service.create_account(account_name=f"Account {n}", currency="EUR" if n % 2 else "USD") for n in range(10)]
    for account in accounts:
        service.load(account, sample_rows(14))
    report = service.wait_for(
        service.request(*accounts, start="2026-04-15", end="2026-04-21", sections=["cover", "headline_metrics", "footer"])["id"]
    )
    assert (report["status"], report["sections"]) == ("ready", ["cover", "headline_metrics", "footer"])
    five = 5 * total(sample_rows(14), "cost", WEEK)
    text = service.text(report)
    assert money(five) in text
    assert money(five, "US$") in text
    assert money(2 * five) not in text


@pytest.fixture
def other_organization(service: Client) -> Iterator[httpx.Client]:
    """A key of another organization, that may do everything there."""
    with httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {service.issue_key('beta')}"}, timeout=60) as client:
        yield client


def test_another_organization_finds_no_trace(service: Client, other_organization: httpx.Client) -> None:
    account = service.create_account()
    service.load(account, sample_rows(14))
    report = service.wait_for(service.request(account, start="2026-04-15", end="2026-04-21")["id"])
    body = {"template_key": "weekly_check_in", "ad_account_ids": [account], "period_start": "2026-04-15", "period_end": "2026-04-21"}
    for method, path, sent in (
        ("GET", f"/v1/reports/{report['id']}", None),
        ("GET", f"/v1/reports/{report['id']}/document", None),
        ("GET", f"/v1/ad-accounts/{account}", None),
        ("PATCH", f"/v1/ad-accounts/{account}", {"account_name": "Mine"}),
        ("DELETE", f"/v1/ad-accounts/{account}", None),
        ("GET", f"/v1/ad-accounts/{account}/metrics?from=2026-04-15&to=2026-04-21", None),
        ("PUT", f"/v1/ad-accounts/{account}/metrics", {"rows": []}),
        ("POST", "/v1/reports", body),
    ):
        answer = other_organization.request(method, path, json=sent) if sent is not None else other_organization.request(method, path)
        assert answer.status_code == 404, (method, path, answer.text)
        assert "Acme" not in answer.text
    assert other_organization.get("/v1/reports").json()["data"] == []
    assert other_organization.get("/v1/ad-accounts").json()["data"] == []
