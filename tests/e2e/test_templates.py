"""Every performance template over real HTTP: listed, asked for, made; targets, the log and the quarter before reach the page."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.e2e.conftest import Client
from tests.e2e.test_reports import money, sample_rows

PERFORMANCE = ("executive_kpi_summary", "monthly_performance", "optimization_activity_log", "qbr_quarterly")
APRIL = [date(2026, 4, day) for day in range(1, 31)]
TARGET = Decimal(15000)


@pytest.fixture(scope="module")
def account(service: Client) -> str:
    """An account with five months of rows, a monthly budget and a decision in its log."""
    account = service.create_account()
    service.load(account, sample_rows(150, until=APRIL[-1]))
    budget = {
        "metric": "spend",
        "period_type": "monthly",
        "target_value": str(TARGET),
        "target_currency": "EUR",
        "valid_from": "2026-01-01",
        "ad_account_id": account,
    }
    assert service.http.post("/v1/report-targets", json=budget).status_code == 201
    entry = {"decided_on": "2026-04-08", "entry_type": "decision", "text": "Moved budget from Generic to Brand"}
    assert service.http.post(f"/v1/ad-accounts/{account}/decisions", json=entry).status_code == 201
    return account


def test_all_of_them_are_listed(service: Client) -> None:
    keys = {template["key"] for template in service.http.get("/v1/report-templates").json()["data"] if template["is_system"]}
    assert keys == {*PERFORMANCE, "weekly_check_in", "ai_visibility"}


@pytest.mark.parametrize("key", PERFORMANCE)
def test_a_report_of_it_says_spend_target_and_decision(service: Client, account: str, key: str) -> None:
    requested = service.request(account, start="2026-04-01", end="2026-04-30", template_key=key)
    report = service.wait_for(requested["id"])
    assert (report["status"], report["template"]["key"]) == ("ready", key)
    text = service.text(report)
    sections = service.http.get(f"/v1/report-templates/{key}").json()["sections"]
    wanted = {day.isoformat() for day in APRIL}
    spend = sum((Decimal(row["cost"]) for row in sample_rows(150, until=APRIL[-1]) if row["date"] in wanted), Decimal(0))
    assert money(spend) in text
    if "pacing" in sections:
        off = ((spend - TARGET) / TARGET * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert "monthly €15,000.00" in text
        assert f"{abs(off)} %" in text
    if "activity_log" in sections:
        assert "Moved budget from Generic to Brand" in text
    if "trend" in sections:
        assert "the 13 weeks before" in text
