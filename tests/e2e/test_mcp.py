"""The agents' door over real HTTP: the official SDK's client, and every error."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import httpx
import httpx2
import pytest
from mcp.client import Client as SdkClient
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult, ResourceLink, TextContent
from pypdf import PdfReader

from infra.local import first_key
from tests.e2e.agent import HANDSHAKE, NEWEST, PATH, VERSIONS, Agent, error_of
from tests.e2e.conftest import Client, FreshKeys

_PATIENCE = 90
_DAYS = ("2026-04-15", "2026-04-21")
_WANTED = {"template_key": "weekly_check_in", "period_start": _DAYS[0], "period_end": _DAYS[1]}
INITIALIZE = {"protocolVersion": HANDSHAKE[-1], "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}


@pytest.fixture
def agent(service: Client) -> Agent:
    return Agent(service.http)


@pytest.fixture(scope="module")
def account(service: Client) -> str:
    """An ad account with a week of rows and the week before."""
    service.keys.begin_test()
    account_id = service.create_account(account_name="Agent Coffee")
    first = date(2026, 4, 8)
    rows = [
        {
            "date": str(first + timedelta(days=day)),
            "campaign_id": "1",
            "campaign_name": "Brand",
            "cost": "10.00",
            "impressions": 1000,
            "clicks": 50,
            "conversions": 2,
            "conversion_value": "80.00",
        }
        for day in range(14)
    ]
    service.load(account_id, rows)
    return account_id


class _Offering(httpx2.AsyncHTTPTransport):
    """A client's way out that offers an older version of the protocol than the SDK's newest."""

    def __init__(self, version: str) -> None:
        super().__init__()
        self._version = version

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        if b'"initialize"' in body:
            message = json.loads(body)
            message["params"]["protocolVersion"] = self._version
            headers = {name: value for name, value in request.headers.items() if name.lower() != "content-length"}
            request = httpx2.Request(request.method, request.url, headers=headers, content=json.dumps(message).encode())
        return await super().handle_async_request(request)


@asynccontextmanager
async def sdk_client(service: Client, version: str) -> AsyncIterator[SdkClient]:
    """The official client, connected, speaking this version."""
    key = service.issue_key(first_key.ORGANIZATION)
    transport = None if version == NEWEST else _Offering(version)
    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=60, transport=transport) as http:
        way = streamable_http_client(service.stack.url + PATH, http_client=http)
        async with SdkClient(way, mode=NEWEST if version == NEWEST else "legacy") as client:
            yield client


def _error(result: Any) -> str:
    assert isinstance(result, CallToolResult)
    assert result.is_error, result
    (text,) = result.content
    assert isinstance(text, TextContent)
    assert json.loads(text.text) == result.structured_content
    return str(json.loads(text.text)["error_type"])


def _ids(told: dict[str, Any], things: str) -> list[str]:
    return [thing["id"] for thing in told[things]]


async def _refusal(client: SdkClient) -> str:
    """What is told once the minute is full: two minutes have no room for as many calls as are made here."""
    for _ in range(2 * 120 + 1):
        result = await client.call_tool("list_brands", {"limit": 1})
        if result.is_error:
            return _error(result)
    raise AssertionError("no call was refused")


def _told(result: Any) -> dict[str, Any]:
    assert isinstance(result, CallToolResult)
    assert not result.is_error, result
    content = result.structured_content
    assert isinstance(content, dict)
    return content


async def _conversation(service: Client, version: str, account: str) -> None:
    async with sdk_client(service, version) as client:
        assert client.session.protocol_version == version
        names = [tool.name for tool in (await client.list_tools()).tools]
        assert {"list_report_templates", "list_reports", "get_report", "generate_report"} <= set(names)

        templates = _told(await client.call_tool("list_report_templates", {}))
        assert "weekly_check_in" in [template["key"] for template in templates["templates"]]
        accounts = _told(await client.call_tool("list_ad_accounts", {}))
        assert account in [one["id"] for one in accounts["ad_accounts"]]
        assert abs(date.fromisoformat(accounts["today"]) - datetime.now(UTC).date()) <= timedelta(days=1)

        wanted = {
            "template_key": "weekly_check_in",
            "ad_account_ids": [account],
            "period_start": _DAYS[0],
            "period_end": _DAYS[1],
            "title": f"For an agent of {version}",
        }
        asked = _told(await client.call_tool("generate_report", wanted))
        assert asked["poll_with"] == "get_report(report_id)"
        result = await _poll(client, asked["report_id"])
        read = _told(result)
        report = read["report"]
        assert (report["status"], report["created_via"], report["title"]) == ("ready", "ai", wanted["title"])
        assert [one["ad_account_id"] for one in read["accounts"]] == [account]
        assert (read["score"], read["counts"], read["results"], read["poll_again_in_seconds"]) == (None, None, None, None)
        await _fetched(result, report)

        listed = _told(await client.call_tool("list_reports", {"ad_account_id": account, "status": "ready", "limit": 1000}))
        assert (listed["limit"], listed["has_more"], listed["next_cursor"]) == (100, False, None)
        assert report["id"] in [one["id"] for one in listed["reports"]]
        assert {one["pdf_url"] for one in listed["reports"]} == {None}


async def _poll(client: SdkClient, report_id: str) -> CallToolResult:
    deadline = time.monotonic() + _PATIENCE
    while True:
        result = await client.call_tool("get_report", {"report_id": report_id})
        read = _told(result)
        if read["report"]["is_final"]:
            assert isinstance(result, CallToolResult)
            return result
        assert 1 <= read["poll_again_in_seconds"] <= 60
        assert "under way" in read["message"]
        assert time.monotonic() < deadline, read["message"]
        await asyncio.sleep(0.05)


async def _fetched(result: CallToolResult, report: dict[str, Any]) -> None:
    """The PDF through its link, which says until when it works."""
    text, link = result.content
    assert isinstance(text, TextContent)
    assert isinstance(link, ResourceLink)
    assert (link.uri, link.mime_type, link.size) == (report["pdf_url"], "application/pdf", report["file_size"])
    assert link.meta == {"expires_in_seconds": report["pdf_url_expires_in_seconds"]}
    assert 0 < report["pdf_url_expires_in_seconds"] <= 900
    assert link.uri in text.text
    async with httpx2.AsyncClient() as anybody:
        answer = await anybody.get(link.uri)
    assert answer.headers["content-type"] == "application/pdf"
    assert len(PdfReader(BytesIO(answer.content)).pages) == report["page_count"]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_agent_has_a_report_made_and_hands_on_its_pdf(service: Client, account: str, version: str) -> None:
    asyncio.run(_conversation(service, version, account))


def test_a_client_that_asks_which_versions_there_are_finds_the_newest(service: Client) -> None:
    async def discover() -> str | None:
        key = service.issue_key(first_key.ORGANIZATION)
        http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=60)
        async with http, SdkClient(streamable_http_client(service.stack.url + PATH, http_client=http), mode="auto") as client:
            return client.session.protocol_version

    assert asyncio.run(discover()) == NEWEST


class TestGenerateReport:
    def test_two_agents_with_one_key_that_ask_at_once_get_one_report(self, service: Client, account: str) -> None:
        key = service.issue_key(first_key.ORGANIZATION)
        wanted = {"template_key": "weekly_check_in", "ad_account_ids": [account], "period_start": _DAYS[0], "period_end": _DAYS[1]}
        with httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as http:
            agents = [Agent(http), Agent(http, NEWEST)]
            with ThreadPoolExecutor(2) as pool:
                told = list(pool.map(lambda agent: agent.told("generate_report", **wanted), agents))
            over_http = http.post("/v1/reports", json=wanted)
        assert told[0]["report_id"] == told[1]["report_id"]
        assert (over_http.json()["report_id"], over_http.json()["deduplicated"]) == (told[0]["report_id"], True)
        assert {one["created_via"] for one in [service.report(told[0]["report_id"])]} == {"ai"}

    def test_the_path_ignores_an_idempotency_key(self, agent: Agent, account: str) -> None:
        wanted = {"template_key": "weekly_check_in", "ad_account_ids": [account], "period_start": _DAYS[0], "period_end": _DAYS[0]}
        made = [
            agent.call("generate_report", wanted | {"title": title}, {"Idempotency-Key": "one and the same"})["structuredContent"]
            for title in ("Monday", "Tuesday")
        ]
        assert [one["title"] for one in made] == ["Monday", "Tuesday"]
        assert made[0]["report_id"] != made[1]["report_id"]

    def test_answers_as_http_does_but_for_three_fields(self, service: Client, agent: Agent, account: str) -> None:
        asked = {"template_key": "weekly_check_in", "ad_account_ids": [account], "period_start": _DAYS[0], "period_end": _DAYS[1]}
        told = agent.told("generate_report", **asked, sections=["cover", "headline_metrics"])
        over_http = service.request(account, start=_DAYS[0], end=_DAYS[1], sections=["cover", "headline_metrics"])
        assert set(over_http) - set(told) == {"object", "id", "deduplicated"}
        assert {name: over_http[name] for name in told if name != "status"} == {name: told[name] for name in told if name != "status"}
        assert told["title"] == "Weekly Check-In (2026-04-15 – 2026-04-21)"


class TestLists:
    def test_reports_are_narrowed_by_status_account_and_time(self, service: Client, agent: Agent, account: str) -> None:
        other = service.create_account(account_name="No reports")
        made = agent.told("generate_report", **_WANTED, ad_account_ids=[account], title="Listed")["report_id"]
        service.wait_for(made)
        assert made in _ids(agent.told("list_reports", ad_account_id=account, status="ready", since="2026-01-01T00:00:00Z"), "reports")
        assert _ids(agent.told("list_reports", ad_account_id=account, status="failed"), "reports") == []
        assert _ids(agent.told("list_reports", ad_account_id=account, since="2999-01-01T00:00:00Z"), "reports") == []
        assert _ids(agent.told("list_reports", ad_account_id=other), "reports") == []

    def test_a_list_goes_on_where_its_cursor_says(self, service: Client, agent: Agent) -> None:
        names = [f"Paged {number}" for number in range(3)]
        for name in names:
            service.http.post("/v1/brands", json={"name": name, "website": "https://paged.example"})
        pages = [agent.told("list_brands", search="paged", limit=1)]
        while pages[-1]["has_more"]:
            pages.append(agent.told("list_brands", search="paged", limit=1, cursor=pages[-1]["next_cursor"]))
        assert [brand["name"] for page in pages for brand in page["brands"]] == names[::-1]
        assert [page["count"] for page in pages] == [1, 1, 1]
        assert pages[-1]["next_cursor"] is None

    def test_a_cursor_is_good_for_its_own_list_and_filters_alone(self, service: Client, agent: Agent) -> None:
        for number in range(2):
            service.http.post("/v1/brands", json={"name": f"Sealed {number}", "website": "https://sealed.example"})
        result = agent.call("list_brands", {"search": "sealed", "limit": 1})
        cursor = result["structuredContent"]["next_cursor"]
        assert f"call again with cursor {cursor}" in result["content"][0]["text"]
        assert agent.told("list_brands", search="sealed", limit=50, cursor=cursor)["count"] == 1
        for tool, arguments in (("list_brands", {"search": "other"}), ("list_reports", {})):
            assert agent.error(tool, arguments | {"cursor": cursor})[0] == "validation_error"
        assert service.http.get(f"/v1/brands?search=sealed&cursor={cursor}").status_code == 400

    def test_templates_that_come_with_the_service_can_be_left_out(self, service: Client, agent: Agent) -> None:
        service.http.post("/v1/report-templates", json={"from_key": "weekly_check_in", "name": "Own for agents"})
        everything, own = agent.told("list_report_templates"), agent.told("list_report_templates", include_system=False)
        assert {template["is_system"] for template in everything["templates"]} == {True, False}
        assert {template["is_system"] for template in own["templates"]} == {False}

    def test_targets_are_narrowed_by_account_and_told_in_words(self, service: Client, agent: Agent, account: str) -> None:
        target = {"metric": "cpa", "period_type": "weekly", "target_value": 12.5, "target_currency": "EUR", "valid_from": "2026-01-01"}
        made = [service.http.post("/v1/report-targets", json=target | scope).json()["id"] for scope in ({"ad_account_id": account}, {})]
        assert set(made) <= set(_ids(agent.told("list_report_targets"), "targets"))
        result = agent.call("list_report_targets", {"ad_account_id": account})
        assert _ids(result["structuredContent"], "targets") == made[:1]
        words = f"- {made[0]}: cpa 12.5 EUR, weekly, from 2026-01-01 on, of ad account {account}"
        assert words in result["content"][0]["text"]

    def test_schedules_are_narrowed_by_brand_state_cadence_and_name(self, service: Client, agent: Agent) -> None:
        brand = service.http.post("/v1/brands", json={"name": "Scheduled", "website": "https://s.example"}).json()["id"]
        made = {
            name: agent.told("create_scheduled_report", brand_id=brand, name=name, frequency=frequency)["scheduled_report"]["id"]
            for name, frequency in (("Every day", "daily"), ("Every week", "weekly"))
        }
        service.http.patch(f"/v1/scheduled-reports/{made['Every day']}", json={"is_active": False})
        for narrowed, expected in (
            ({}, {"Every day", "Every week"}),
            ({"is_active": True}, {"Every week"}),
            ({"is_active": False}, {"Every day"}),
            ({"frequency": "daily"}, {"Every day"}),
            ({"search": "WEEK"}, {"Every week"}),
        ):
            told = agent.told("list_scheduled_reports", brand_id=brand, **narrowed)
            assert {schedule["name"] for schedule in told["scheduled_reports"]} == expected, narrowed


class TestReview:
    def test_the_pdf_of_a_report_under_review_is_the_reviewers_alone(self, service: Client, agent: Agent, account: str) -> None:
        clone = {"from_key": "weekly_check_in", "name": "Agents reviewed", "requires_review": True}
        template = service.http.post("/v1/report-templates", json=clone).json()["key"]
        period = {"ad_account_ids": [account], "period_start": _DAYS[0], "period_end": _DAYS[1]}
        report_id = agent.told("generate_report", template_key=template, **period)["report_id"]
        service.wait_for(report_id, lambda report: report["status"] == "pending_review")
        read = agent.call("get_report", {"report_id": report_id})
        assert [block["type"] for block in read["content"]] == ["text", "resource_link"]
        assert "waits for a person" in read["structuredContent"]["message"]
        body = {"name": "asks", "scopes": ["read:reports", "write:approvals"]}
        narrow = service.http.post("/v1/api-keys", json=body | {"scopes": ["read:reports"]}).json()["key"]
        with httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {narrow}"}, timeout=60) as http:
            read = Agent(http).call("get_report", {"report_id": report_id})
            assert [block["type"] for block in read["content"]] == ["text"]
            assert read["structuredContent"]["report"]["pdf_url"] is None
            assert "http" not in read["content"][0]["text"]
        reviewer = service.http.post("/v1/api-keys", json=body).json()["key"]
        verdict = {"verdict": "rejected", "comment": "Wrong week"}
        headers = {"Authorization": f"Bearer {reviewer}"}
        answer = httpx.post(f"{service.stack.url}/v1/reports/{report_id}/approval", json=verdict, headers=headers, timeout=60)
        assert answer.status_code == 200, answer.text
        read = agent.told("get_report", report_id=report_id)
        assert (read["poll_again_in_seconds"], read["report"]["pdf_url"]) == (None, None)
        assert "Wrong week" in read["message"]


def _within_a_minute[T](service: Client, ask: Callable[[httpx.Client], T]) -> T:
    """What is told where all is asked within one of the minutes that limits count by; again, with a new key, where one ended meanwhile."""
    while True:
        began, key = time.time(), service.issue_key("rate-limits-of-agents")
        with httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as http:
            told = ask(http)
        if began // 60 == time.time() // 60:
            return told


class TestErrors:
    def test_the_official_client_is_told_each_kind(self, service: Client, account: str) -> None:
        """All that a caller can bring about; a bug's is in the unit tests."""
        body = {"name": "narrow", "scopes": ["read:reports", "write:scheduled", "read:brands"]}
        key = service.http.post("/v1/api-keys", json=body).json()["key"]
        brand = service.http.post("/v1/brands", json={"name": "Acme", "website": "https://acme.example"}).json()["id"]
        empty = {"brand_id": brand, "name": "Nothing to ask", "frequency": "weekly"}
        expected: dict[str, tuple[str, dict[str, Any]]] = {
            "permission_denied": ("generate_report", _WANTED | {"ad_account_ids": [account]}),
            "not_found": ("get_report", {"report_id": "ad_rpt_01hsy2tcxbfpc7cdw5kw5a8m5x"}),
            "validation_error": ("list_reports", {"since": "yesterday"}),
        }

        async def ask() -> None:
            http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=60)
            async with http, SdkClient(streamable_http_client(service.stack.url + PATH, http_client=http), mode="auto") as client:
                for kind, (tool, arguments) in expected.items():
                    assert _error(await client.call_tool(tool, arguments)) == kind
                schedule = _told(await client.call_tool("create_scheduled_report", empty))["scheduled_report"]["id"]
                assert _error(await client.call_tool("run_scheduled_report", {"scheduled_report_id": schedule})) == "conflict"
                with pytest.raises(MCPError, match="Unknown tool"):
                    await client.call_tool("drop_tables", {})
                assert await _refusal(client) == "rate_limited"

        asyncio.run(ask())

    def test_the_official_client_does_not_come_in_without_a_key(self, service: Client) -> None:
        async def connect() -> None:
            async with SdkClient(service.stack.url + PATH, mode="legacy"):
                pass

        with pytest.RaisesGroup(pytest.RaisesExc(MCPError, match="error response"), flatten_subgroups=True):
            asyncio.run(connect())

    def test_no_or_a_bad_key_is_an_http_401(self, service: Client) -> None:
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        for headers in ({}, {"Authorization": "Bearer folio_" + "x" * 40}, {"Authorization": "Basic eDp5"}):
            answer = httpx.post(service.stack.url + PATH, json=message, headers=headers)
            assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
            assert answer.json()["error_type"] == "auth_error"
            assert answer.json()["error"]["code"] == "unauthorized"
            assert answer.json()["request_id"] == answer.headers["X-Correlation-ID"]

    @pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "PATCH", "HEAD"])
    def test_another_method_is_a_405(self, service: Client, method: str) -> None:
        answer = service.http.request(method, PATH, headers={"Accept": "text/event-stream"}, timeout=10)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")

    def test_what_is_not_there_is_not_found(self, agent: Agent, account: str) -> None:
        nobodys = {"report_id": "ad_rpt_01hsy2tcxbfpc7cdw5kw5a8m5x"}
        wanted = {"ad_account_ids": [account], "period_start": _DAYS[0], "period_end": _DAYS[1]}
        no_report = "No such report: call list_reports for what there is"
        assert agent.error("get_report", nobodys) == ("not_found", no_report)
        assert agent.error("get_report", {"report_id": "no id at all"}) == ("not_found", no_report)
        no_template = "No such report template (template_key): call list_report_templates for what there is"
        assert agent.error("generate_report", wanted | {"template_key": "nope"}) == ("not_found", no_template)
        other = wanted | {"template_key": "weekly_check_in", "ad_account_ids": ["ad_acct_01hsy2tcxbfpc7cdw5kw5a8m5x"]}
        no_account = "No such ad account (ad_account_ids): call list_ad_accounts for what there is"
        assert agent.error("generate_report", other) == ("not_found", no_account)

    def test_arguments_that_the_schema_excludes_are_told_one_by_one(self, agent: Agent) -> None:
        kind, message = agent.error("list_reports", {"limit": 0, "status": "done", "since": "yesterday", "colour": "red"})
        assert kind == "validation_error"
        for name in ("limit", "status", "since", "colour"):
            assert f"{name}: " in message
        assert agent.error("get_report") == ("validation_error", "Invalid arguments: report_id: Field required")

    def test_a_rule_across_arguments_is_a_validation_error_too(self, agent: Agent, account: str) -> None:
        wanted = {"template_key": "weekly_check_in", "ad_account_ids": [account], "period_start": _DAYS[1], "period_end": _DAYS[0]}
        expected = "Invalid arguments: period_end: Input should not be before period_start"
        assert agent.error("generate_report", wanted) == ("validation_error", expected)

    def test_a_cursor_of_another_list_is_a_validation_error(self, agent: Agent) -> None:
        kind, message = agent.error("list_reports", {"cursor": "abc"})
        assert (kind, message.startswith("Invalid arguments: cursor: ")) == ("validation_error", True)

    def test_a_key_without_the_scope_is_told_which_one(self, service: Client) -> None:
        body = {"name": "narrow", "scopes": ["read:brands"]}
        key = service.http.post("/v1/api-keys", json=body).json()["key"]
        with httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as http:
            assert Agent(http).told("list_brands")["source"] == "folio.brands@v1"
            expected = "You do not have permission to access this resource: this key lacks the scope read:reports"
            assert Agent(http).error("list_reports") == ("permission_denied", expected)

    def test_a_schedule_with_nothing_to_ask_is_a_conflict(self, service: Client, agent: Agent) -> None:
        brand = service.http.post("/v1/brands", json={"name": "Acme", "website": "https://acme.example"}).json()["id"]
        made = agent.told("create_scheduled_report", brand_id=brand, name="Weekly", frequency="weekly")
        kind, message = agent.error("run_scheduled_report", {"scheduled_report_id": made["scheduled_report"]["id"]})
        assert kind == "conflict"
        assert "reason" in message

    def test_a_full_minute_is_told_by_the_tool_and_by_http_to_what_calls_none(self, service: Client) -> None:
        def fill_up(http: httpx.Client) -> list[httpx.Response]:
            with ThreadPoolExecutor(16) as pool:
                list(pool.map(lambda _number: http.get("/v1/report-sections"), range(120)))
            agent = Agent(http)
            return [agent.ask("tools/call", {"name": "list_brands", "arguments": {}}), agent.ask("tools/list"), http.get("/v1/brands")]

        called, listed, over_http = _within_a_minute(service, fill_up)
        assert error_of(called.json()["result"])[0] == "rate_limited"
        assert "seconds" in error_of(called.json()["result"])[1]
        assert called.headers["RateLimit-Remaining"] == "0"
        assert (listed.status_code, listed.json()["error_type"]) == (429, "rate_limited")
        assert listed.headers["Retry-After"] == str(listed.json()["error"]["details"]["retry_after"])
        assert over_http.status_code == 429

    def test_paid_work_counts_in_its_own_tier_by_either_door(self, service: Client) -> None:
        nobodys = {"scheduled_report_id": "0190a6e0-0000-7000-8000-000000000000"}

        def pay(http: httpx.Client) -> tuple[list[tuple[str, str]], int, dict[str, Any]]:
            told = [Agent(http).error("run_scheduled_report", nobodys) for _ in range(11)]
            over_http = http.post(f"/v1/scheduled-reports/{nobodys['scheduled_report_id']}/executions")
            return told, over_http.status_code, Agent(http).told("list_brands")

        told, over_http, unpaid = _within_a_minute(service, pay)
        assert {kind for kind, _ in told[:10]} == {"not_found"}
        assert (told[10][0], "paid work" in told[10][1]) == ("rate_limited", True)
        assert over_http == 429
        assert unpaid["count"] == 0

    def test_a_body_that_is_too_large_or_no_json_is_refused_as_everywhere(self, service: Client) -> None:
        too_large = service.http.post(PATH, content=b" " * 1_000_001, headers={"Content-Type": "application/json"})
        assert (too_large.status_code, too_large.json()["error_type"]) == (413, "validation_error")
        form = service.http.post(PATH, content=b"a=b", headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert (form.status_code, form.json()["error"]["code"]) == (415, "unsupported_media_type")
        queried = service.http.post(PATH + "?session=1", json={})
        assert (queried.status_code, queried.json()["error_type"]) == (400, "validation_error")


class TestProtocol:
    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"{", -32700),
            (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"x": "\\ud800"}}', -32700),
            (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', -32600),
            (b'{"id": 1, "method": "ping"}', -32600),
            (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', -32600),
            (b'{"jsonrpc": "2.0", "id": 1, "result": {}}', -32600),
            (b"17", -32600),
            (b"", -32700),
        ],
    )
    def test_what_is_no_message_is_a_protocol_error(self, service: Client, body: bytes, code: int) -> None:
        answer = service.http.post(PATH, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == code
        assert answer.json()["id"] is None

    @pytest.mark.parametrize("version", VERSIONS)
    def test_what_is_not_there_is_a_protocol_error(self, service: Client, version: str) -> None:
        agent = Agent(service.http, version)
        assert agent.ask("tools/call", {"name": "drop_tables", "arguments": {}}).json()["error"] == {
            "code": -32602,
            "message": "Unknown tool: drop_tables",
        }
        assert agent.ask("resources/list").json()["error"]["code"] == -32601

    @pytest.mark.parametrize("version", VERSIONS)
    def test_a_notification_is_accepted_without_an_answer(self, service: Client, version: str) -> None:
        message = {"jsonrpc": "2.0", "method": "notifications/initialized"}
        headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": version}
        answer = service.http.post(PATH, json=message, headers=headers)
        assert (answer.status_code, answer.content) == (202, b"")

    @pytest.mark.parametrize("version", HANDSHAKE)
    def test_an_older_client_is_spoken_to_in_its_version(self, service: Client, version: str) -> None:
        answer = Agent(service.http).ask("initialize", INITIALIZE | {"protocolVersion": version}).json()["result"]
        assert (answer["protocolVersion"], answer["serverInfo"]["name"]) == (version, "folio")
        assert answer["capabilities"] == {"tools": {"listChanged": False}}
        assert "generate_report" in answer["instructions"]

    def test_a_version_from_before_links_has_the_link_in_its_text(self, service: Client, account: str) -> None:
        asked = service.request(account, start=_DAYS[0], end=_DAYS[1], title="Old client")
        service.wait_for(asked["id"])
        result = Agent(service.http, "2025-03-26").call("get_report", {"report_id": asked["id"]})
        (text,) = result["content"]
        assert result["structuredContent"]["report"]["pdf_url"] in text["text"]

    def test_a_version_that_nobody_speaks_is_refused(self, service: Client) -> None:
        agent = Agent(service.http, "2019-01-01")
        assert agent.ask("tools/list").status_code == 400

    def test_only_pages_of_the_services_own_origin_may_ask(self, service: Client) -> None:
        agent = Agent(service.http)
        assert agent.ask("ping", headers={"Origin": service.stack.url}).status_code == 200
        for origin in ("https://elsewhere.example", "null", service.stack.url.replace("http:", "https:")):
            answer = agent.ask("ping", headers={"Origin": origin})
            assert (answer.status_code, answer.json()["error_type"]) == (403, "permission_denied")

    def test_nothing_sends_a_client_into_a_flow_that_can_not_end(self, service: Client) -> None:
        """Keys are static: there is no authorization server to be found."""
        for path in ("oauth-protected-resource", "oauth-protected-resource/mcp/reports", "oauth-authorization-server"):
            assert service.http.get(f"/.well-known/{path}").status_code == 404
        assert "resource_metadata" not in httpx.post(service.stack.url + PATH, json={}).headers["WWW-Authenticate"]

    def test_every_answer_has_a_correlation_id_and_what_is_left_of_the_minute(self, agent: Agent) -> None:
        answers = [agent.ask("ping"), agent.ask("nope"), agent.ask("tools/call", {"name": "get_report", "arguments": {}})]
        for answer in answers:
            assert str(UUID(answer.headers["X-Correlation-ID"])) == answer.headers["X-Correlation-ID"]
            assert answer.headers["RateLimit-Limit"] == "120"
        assert len({answer.headers["X-Correlation-ID"] for answer in answers}) == len(answers)


@pytest.fixture(scope="module")
def schedule(service: Client) -> Iterator[str]:
    """A schedule with one market and sixty questions on recorded answers."""
    keys = FreshKeys(lambda: service.issue_key(first_key.ORGANIZATION))
    with httpx.Client(base_url=service.stack.url, auth=keys, timeout=60) as http:
        brand = http.post("/v1/brands", json={"name": "Acme Coffee", "website": "https://acme.example"}).json()["id"]
        schedule = Agent(http).told("create_scheduled_report", brand_id=brand, name="Agents' weekly", frequency="weekly")
        schedule_id = str(schedule["scheduled_report"]["id"])
        body = {"brand_id": brand, "scheduled_report_id": schedule_id, "name": "Germany", "country": "Germany"}
        config = http.post("/v1/region-configs", json=body | {"ai_platforms": ["chatgpt", "perplexity"]}).json()["id"]
        prompts = [{"prompt_text": f"Which coffee is best for office {number}?", "category": "coffee"} for number in range(30)]
        assert http.post(f"/v1/region-configs/{config}/prompts", json={"prompts": prompts}).status_code == 201
        yield schedule_id


class TestVisibility:
    def test_a_run_from_the_door_to_its_measured_report(self, service: Client, agent: Agent, schedule: str) -> None:
        listed = agent.told("list_scheduled_reports", search="agents' WEEKLY", is_active=True)
        assert schedule in [one["id"] for one in listed["scheduled_reports"]]
        begun = agent.told("run_scheduled_report", scheduled_report_id=schedule)
        assert begun["poll_with"] == "get_execution(scheduled_report_id, execution_id)"
        ended = self._ended(agent, schedule, begun["execution"]["id"])
        assert (ended["execution"]["status"], ended["poll_again_in_seconds"]) == ("completed", None)
        (region,) = ended["execution"]["reports"]
        read = agent.told("get_report", report_id=region["report_id"])
        report = read["report"]
        assert (report["kind"], report["created_via"], report["status"]) == ("visibility", "ai", "ready")
        assert read["score"] == report["visibility_score"]
        assert read["counts"] == {
            "questions": 60,
            "total_results": report["total_results"],
            "ranked_prompts": report["ranked_prompts"],
            "failed_results": report["failed_results"],
        }
        whole = service.http.get(f"/v1/reports/{report['id']}/results").json()["data"]
        assert len(whole) == 60
        assert [one["id"] for one in read["results"]] == [one["id"] for one in whole[:50]]
        assert [one["rank"] for one in read["results"]] == [one["rank"] for one in whole[:50]]
        assert report["pdf_url"]

    def _ended(self, agent: Agent, schedule: str, execution: str) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE
        while True:
            read = agent.told("get_execution", scheduled_report_id=schedule, execution_id=execution)
            if read["poll_again_in_seconds"] is None:
                return read
            assert time.monotonic() < deadline, read["message"]
            time.sleep(0.2)
