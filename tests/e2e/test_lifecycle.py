"""What is done about a report that is there, over real HTTP: approval, cancellation, retry, deletion; and what reports are made of."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.e2e.conftest import Client

WEEK = {"start": "2026-04-15", "end": "2026-04-21"}
DAYS = [f"2026-04-{day:02}" for day in range(1, 22)]


def _rows(cost: str = "10.00") -> list[dict[str, Any]]:
    figures = {"campaign_id": "c1", "campaign_name": "Brand", "impressions": 1000, "clicks": 20, "conversions": 2, "conversion_value": 50}
    return [{"date": day, "cost": cost, **figures} for day in DAYS]


@pytest.fixture(scope="module")
def account(service: Client) -> str:
    account_id = service.create_account()
    service.load(account_id, _rows())
    return account_id


@pytest.fixture(scope="module")
def reviewed(service: Client) -> str:
    """The key of a weekly that is reviewed before it is ready."""
    body = {"from_key": "weekly_check_in", "name": f"Reviewed {uuid4().hex[:8]}", "requires_review": True}
    answer = service.http.post("/v1/report-templates", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["key"])


@pytest.fixture(scope="module")
def as_key(service: Client) -> Callable[..., httpx.Client]:
    """A client with a key of its own in the same organization."""

    def make(*scopes: str) -> httpx.Client:
        answer = service.http.post("/v1/api-keys", json={"name": "Another", "scopes": list(scopes)})
        assert answer.status_code == 201, answer.text
        headers = {"Authorization": f"Bearer {answer.json()['key']}"}
        return httpx.Client(base_url=service.stack.url, headers=headers, timeout=60)

    return make


@pytest.fixture(scope="module")
def reviewer(as_key: Callable[..., httpx.Client]) -> httpx.Client:
    return as_key("read:reports", "write:approvals")


def _under_review(service: Client, account: str, template: str) -> str:
    requested = service.request(account, **WEEK, template_key=template, title=f"Weekly {uuid4().hex[:8]}")
    report = service.wait_for(requested["id"], lambda one: one["status"] == "pending_review" or bool(one["is_final"]))
    assert (report["status"], report["is_final"], report["review_status"]) == ("pending_review", False, "pending")
    return str(report["id"])


def _error(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    error: dict[str, Any] = answer.json()["error"]
    return error


def test_an_approved_report_is_ready_and_can_be_fetched(
    service: Client, account: str, reviewed: str, reviewer: httpx.Client, as_key: Callable[..., httpx.Client]
) -> None:
    report_id = _under_review(service, account, reviewed)
    reader = as_key("read:reports")
    assert reader.get(f"/v1/reports/{report_id}").json()["pdf_url"] is None
    for made in ("pdf", "html", "json", "csv"):
        assert _error(reader.get(f"/v1/reports/{report_id}/document?format={made}"), 409)["details"] == {"status": "pending_review"}
        assert reviewer.get(f"/v1/reports/{report_id}/document?format={made}").status_code == 302
    assert _error(reader.post(f"/v1/reports/{report_id}/approval", json={"verdict": "approved"}), 403)["code"] == "insufficient_scope"
    answer = reviewer.post(f"/v1/reports/{report_id}/approval", json={"verdict": "approved", "comment": "Clear."})
    assert answer.status_code == 200, answer.text
    approved = answer.json()
    assert (approved["status"], approved["is_final"], approved["review_status"], approved["review_comment"]) == (
        "ready",
        True,
        "approved",
        "Clear.",
    )
    me = reviewer.get("/v1/me").json()["key_id"]
    assert [(step["status"], step["by"]) for step in approved["transitions"]][-2:] == [("approved", me), ("ready", me)]
    assert "Acme Coffee Roasters" in service.text(service.report(report_id))
    assert reader.get(f"/v1/reports/{report_id}/document").status_code == 302


def test_a_rejected_report_is_final_without_a_document(service: Client, account: str, reviewed: str, reviewer: httpx.Client) -> None:
    report_id = _under_review(service, account, reviewed)
    answer = reviewer.post(f"/v1/reports/{report_id}/approval", json={"verdict": "rejected"})
    assert (answer.status_code, answer.json()["status"], answer.json()["is_final"]) == (200, "rejected", True)
    for who in (service.http, reviewer):
        assert _error(who.get(f"/v1/reports/{report_id}/document"), 409)["details"] == {"status": "rejected"}
        assert who.get(f"/v1/reports/{report_id}").json()["pdf_url"] is None


def test_a_verdict_on_ones_own_report_is_forbidden(service: Client, account: str, reviewed: str) -> None:
    report_id = _under_review(service, account, reviewed)
    answer = service.http.post(f"/v1/reports/{report_id}/approval", json={"verdict": "approved"})
    assert _error(answer, 403)["code"] == "forbidden"
    assert service.report(report_id)["status"] == "pending_review"


def test_of_two_verdicts_at_once_one_is_answered_and_the_other_refused(
    service: Client, account: str, reviewed: str, reviewer: httpx.Client, as_key: Callable[..., httpx.Client]
) -> None:
    report_id = _under_review(service, account, reviewed)
    verdicts = [(reviewer, "approved"), (as_key("write:approvals"), "rejected")]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: one[0].post(f"/v1/reports/{report_id}/approval", json={"verdict": one[1]}), verdicts))
    assert sorted(answer.status_code for answer in answers) == [200, 409], [answer.text for answer in answers]
    won = next(answer for answer in answers if answer.status_code == 200).json()["status"]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert _error(lost, 409)["details"] == {"status": won} == {"status": service.report(report_id)["status"]}


def test_a_verdict_on_a_cancelled_report_is_refused(service: Client, account: str, reviewed: str, reviewer: httpx.Client) -> None:
    report_id = _under_review(service, account, reviewed)
    cancelled = service.http.post(f"/v1/reports/{report_id}/cancellation")
    assert (cancelled.status_code, cancelled.json()["status"], cancelled.json()["review_status"]) == (200, "cancelled", None)
    answer = reviewer.post(f"/v1/reports/{report_id}/approval", json={"verdict": "approved"})
    assert _error(answer, 409)["details"] == {"status": "cancelled"}
    assert _error(service.http.post(f"/v1/reports/{report_id}/cancellation"), 409)["details"] == {"status": "cancelled"}
    assert _error(service.http.get(f"/v1/reports/{report_id}/document"), 409)["details"] == {"status": "cancelled"}


def test_a_ready_report_is_superseded_once_its_rows_changed(service: Client) -> None:
    account = service.create_account()
    service.load(account, _rows())
    first = service.wait_for(service.request(account, **WEEK)["id"])
    assert _error(service.http.post(f"/v1/reports/{first['id']}/retry"), 409)["details"] == {"status": "ready", "reason": "data_unchanged"}
    service.load(account, _rows("12.34"))
    answer = service.http.post(f"/v1/reports/{first['id']}/retry")
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"].endswith(f"/v1/reports/{answer.json()['id']}")
    second = service.wait_for(answer.json()["id"])
    assert (second["status"], second["supersedes"], second["title"]) == ("ready", first["id"], first["title"])
    assert "€86.38" in service.text(second), "7 × 12.34"
    assert "€70.00" in service.text(service.report(first["id"]))


def test_a_deleted_report_is_gone_with_its_file(service: Client, account: str, reviewed: str) -> None:
    report = service.wait_for(service.request(account, **WEEK, title="To be deleted")["id"])
    assert httpx.get(report["pdf_url"]).status_code == 200
    assert service.http.delete(f"/v1/reports/{report['id']}").status_code == 204
    assert httpx.get(report["pdf_url"]).status_code in (403, 404)
    for path in ("", "/document", "/results"):
        assert _error(service.http.get(f"/v1/reports/{report['id']}{path}"), 404)["code"] == "not_found"
    assert service.http.delete(f"/v1/reports/{report['id']}").status_code == 404
    again = service.request(account, **WEEK, title="To be deleted")
    assert (again["deduplicated"], again["id"] == report["id"]) == (False, False)
    under_review = _under_review(service, account, reviewed)
    assert _error(service.http.delete(f"/v1/reports/{under_review}"), 409)["details"] == {"status": "pending_review"}


@pytest.mark.parametrize("action", ["approval", "cancellation", "retry"])
def test_what_is_not_there_is_not_found(service: Client, action: str) -> None:
    for report_id in ("ad_rpt_00000000000000000000000000", "x"):
        answer = service.http.post(f"/v1/reports/{report_id}/{action}", json={"verdict": "approved"} if action == "approval" else None)
        assert _error(answer, 404)["code"] == "not_found"


@pytest.mark.parametrize(
    "body", [{}, {"verdict": "maybe"}, {"verdict": "approved", "comment": "x" * 2001}, {"verdict": "approved", "x": 1}]
)
def test_a_verdict_has_a_form(service: Client, body: dict[str, Any]) -> None:
    answer = service.http.post("/v1/reports/ad_rpt_00000000000000000000000000/approval", json=body)
    assert _error(answer, 422)["code"] == "body_validation_error"


def test_a_template_is_cloned_edited_and_pinned_by_its_reports(service: Client, account: str) -> None:
    name = f"Client {uuid4().hex[:8]}"
    made = service.http.post("/v1/report-templates", json={"from_key": "weekly_check_in", "name": name, "sections": ["cover", "footer"]})
    assert made.status_code == 201, made.text
    first = made.json()
    path = f"/v1/report-templates/{first['key']}"
    assert (first["key"], first["version"], first["is_system"], first["default_period_days"]) == (
        name.lower().replace(" ", "_"),
        1,
        False,
        7,
    )
    assert made.headers["Location"].endswith(path)
    assert _error(service.http.post("/v1/report-templates", json={"from_key": "weekly_check_in", "name": name}), 409)["code"] == "conflict"
    assert service.http.patch(path, json={}).json() == first
    second = service.http.patch(path, json={"sections": ["cover", "headline_metrics", "footer"], "description": ""}).json()
    assert (second["version"], second["sections"], second["name"], second["description"]) == (
        2,
        ["cover", "headline_metrics", "footer"],
        name,
        "",
    )
    assert service.http.get(path).json() == second
    assert service.http.get(path, params={"version": 1}).json() == first
    assert service.http.get(path, params={"version": 3}).status_code == 404
    assert service.http.get(f"{path}/versions").json()["data"] == [second, first]
    assert service.http.get("/v1/report-templates", params={"limit": 1}).json()["data"] == [second]
    for version in (None, 1):
        requested = service.request(account, **WEEK, template_key=first["key"], template_version=version)
        report = service.wait_for(requested["id"])
        assert (report["status"], report["template"]["version"]) == ("ready", version or 2)
        assert report["sections"] == (first if version else second)["sections"]


def test_a_system_template_is_changed_by_cloning_it_alone(service: Client) -> None:
    assert _error(service.http.patch("/v1/report-templates/weekly_check_in", json={"name": "Mine"}), 403)["code"] == "forbidden"
    assert service.http.patch("/v1/report-templates/unheard_of", json={"name": "Mine"}).status_code == 404
    taken = {"from_key": "weekly_check_in", "name": "Mine", "key": "weekly_check_in"}
    assert service.http.post("/v1/report-templates", json=taken).status_code == 409
    unknown = service.http.post("/v1/report-templates", json={"from_key": "unheard_of", "name": "Mine"})
    assert _error(unknown, 404)["details"] == {"field": "from_key"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "No"},
        {"key": "1st_one"},
        {"name": ""},
        {"name": "週報"},
        {"name": "x" * 101},
        {"sections": []},
        {"sections": ["cover", "cover"]},
        {"sections": ["unheard_of"]},
        {"sections": ["cover", "visibility_cover"]},
        {"sections": ["visibility_cover"]},
        {"default_period_days": 32},
        {"description": "x" * 501},
        {"requires_review": "yes"},
        {"version": 2},
    ],
    ids=str,
)
def test_a_clone_has_a_form(service: Client, wrong: dict[str, Any]) -> None:
    answer = service.http.post("/v1/report-templates", json={"from_key": "weekly_check_in", "name": "Mine"} | wrong)
    (fault,) = _error(answer, 422)["details"]["errors"]
    assert fault["loc"][:2] == ["body", next(iter(wrong)) if wrong != {"name": "週報"} else "key"]


def test_targets_are_made_changed_listed_and_never_overlap(service: Client, account: str) -> None:
    body = {"metric": "spend", "period_type": "monthly", "target_value": 5000, "target_currency": "EUR", "valid_from": "2026-01-01"}
    own = body | {"ad_account_id": account, "campaign_external_id": uuid4().hex}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: service.http.post("/v1/report-targets", json=own), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    made = next(answer for answer in answers if answer.status_code == 201)
    target = made.json()
    path = f"/v1/report-targets/{target['id']}"
    assert made.headers["Location"].endswith(path)
    assert (target["object"], target["target_value"], target["valid_to"]) == ("report_target", 5000, None)
    changed = service.http.patch(path, json={"target_value": "6000.50", "valid_to": "2026-06-30"})
    assert (changed.status_code, changed.json()["target_value"], changed.json()["valid_to"]) == (200, 6000.5, "2026-06-30")
    assert service.http.post("/v1/report-targets", json=own | {"valid_from": "2026-07-01"}).status_code == 201
    assert service.http.patch(path, json={"valid_to": None}).status_code == 409
    assert service.http.patch(path, json={}).json() == changed.json() == service.http.get(path).json()
    listed = service.http.get("/v1/report-targets", params={"ad_account_id": account}).json()["data"]
    assert [one["valid_from"] for one in listed] == ["2026-07-01", "2026-01-01"]
    assert service.http.delete(path).status_code == 204
    assert service.http.delete(path).status_code == 404
    assert service.http.post("/v1/report-targets", json=own | {"valid_to": "2026-06-30"}).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"target_currency": None}, "target_currency"),
        ({"metric": "roas"}, "target_currency"),
        ({"metric": "ctr", "target_currency": None, "target_value": 2.5}, "target_value"),
        ({"target_value": 0}, "target_value"),
        ({"target_value": True}, "target_value"),
        ({"valid_to": "2025-12-31"}, "valid_to"),
        ({"campaign_external_id": "c1"}, "campaign_external_id"),
        ({"period_type": "yearly"}, "period_type"),
        ({"target_currency": "EURO"}, "target_currency"),
    ],
    ids=str,
)
def test_a_target_has_a_form(service: Client, wrong: dict[str, Any], field: str) -> None:
    body = {"metric": "spend", "period_type": "monthly", "target_value": 5000, "target_currency": "EUR", "valid_from": "2026-01-01"}
    answer = service.http.post("/v1/report-targets", json=body | wrong)
    (fault,) = _error(answer, 422)["details"]["errors"]
    assert fault["loc"] == ["body", field]


def test_a_target_is_in_its_accounts_currency(service: Client, account: str) -> None:
    body = {"metric": "cpa", "period_type": "weekly", "target_value": 20, "target_currency": "USD", "valid_from": "2026-01-01"}
    (fault,) = _error(service.http.post("/v1/report-targets", json=body | {"ad_account_id": account}), 422)["details"]["errors"]
    assert fault["loc"] == ["body", "target_currency"]
    missing = service.http.post("/v1/report-targets", json=body | {"ad_account_id": "ad_acct_00000000000000000000000000"})
    assert _error(missing, 404)["details"] == {"field": "ad_account_id"}


def test_an_accounts_log_is_kept_by_day_and_goes_with_it(service: Client) -> None:
    account = service.create_account()
    path = f"/v1/ad-accounts/{account}/decisions"
    outcome = {"metric": "cpa", "before": 21.4, "after": "17.90", "window": "14 days"}
    for day in ("2026-03-05", "2026-03-07", "2026-03-06"):
        body = {"decided_on": day, "entry_type": "outcome", "text": "Moved budget\nto brand", "tags": ["budget"], "outcome": outcome}
        made = service.http.post(path, json=body)
        assert made.status_code == 201, made.text
        assert made.json()["outcome"] == outcome | {"after": 17.9}
    page = service.http.get(path, params={"limit": 2}).json()
    assert ([one["decided_on"] for one in page["data"]], page["has_more"]) == (["2026-03-07", "2026-03-06"], True)
    rest = service.http.get(path, params={"limit": 2, "cursor": page["next_cursor"]}).json()
    assert ([one["decided_on"] for one in rest["data"]], rest["has_more"]) == (["2026-03-05"], False)
    for wrong in ({"text": ""}, {"text": "x" * 2001}, {"entry_type": "note"}, {"tags": ["a", "a"]}, {"outcome": {"metric": "cpa"}}):
        assert service.http.post(path, json={"decided_on": "2026-03-05", "entry_type": "edit", "text": "x"} | wrong).status_code == 422
    assert service.http.delete(f"/v1/ad-accounts/{account}").status_code == 204
    assert service.http.get(path).status_code == 404
