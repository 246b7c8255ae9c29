"""From nothing to the PDFs of two markets, through a tick at a chosen time; the platforms are asked in their vendors' own protocols."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from infra.local.stack import LocalStack
from tests.e2e.conftest import Client
from tests.fakes.providers.server import KEY, ProviderServer, Received, Reply, Vendor

PLATFORMS = {
    "chatgpt": Vendor.OPENAI,
    "claude_search": Vendor.ANTHROPIC,
    "perplexity": Vendor.PERPLEXITY,
    "gemini": Vendor.GEMINI,
    "grok": Vendor.XAI,
    "ai_overviews": Vendor.SERPAPI,
}
NAMED = "1. **Acme Coffee** – roasted to order.\n2. **Blue Anchor** – dark roasts."
NOT_NAMED = "1. **Blue Anchor** – dark roasts.\n2. **Casa Lumen** – for filter."
SOURCES = [("https://acme.example/beans?utm_source=openai", "Beans"), ("https://reviews.example/best", "The best")]
PROMPTS = [
    {"prompt_text": "Which coffee roaster is best for an office?", "category": "Recommendation"},
    {"prompt_text": "Where do I get the cheapest espresso beans?", "category": "Price"},
]
_PATIENCE = 120
_TICK_SECONDS = 10
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def providers() -> Iterator[ProviderServer]:
    with ProviderServer() as server:
        for vendor in PLATFORMS.values():
            server.will_answer(vendor, NAMED, SOURCES)
        yield server


@pytest.fixture(scope="module")
def service(providers: ProviderServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    engines = {platform: {"endpoint": providers.endpoint(vendor), "secret": "vendor"} for platform, vendor in PLATFORMS.items()}
    with LocalStack(
        tmp_path_factory.mktemp("visibility"), ticks=False, engines=json.dumps({"platforms": engines}), secrets={"vendor": KEY}
    ) as stack:
        client = Client(stack)
        yield client
        client.http.close()


def _post(service: Client, path: str, body: dict[str, Any], status: int = 201) -> dict[str, Any]:
    answer = service.http.post(path, json=body)
    assert answer.status_code == status, answer.text
    made: dict[str, Any] = answer.json()
    return made


def _get(service: Client, path: str) -> dict[str, Any]:
    answer = service.http.get(path)
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()
    return read


def _brand(service: Client) -> str:
    body = {"name": "Acme Coffee", "website": "https://acme.example", "competitors": [{"name": "Blue Anchor"}, {"name": "Casa Lumen"}]}
    return str(_post(service, "/v1/brands", body)["id"])


def _schedule(service: Client, brand: str, **fields: Any) -> dict[str, Any]:
    return _post(service, "/v1/scheduled-reports", {"brand_id": brand, "name": "Acme weekly", "frequency": "weekly", **fields})


def _config(service: Client, brand: str, schedule: str | None, **fields: Any) -> str:
    body = {"brand_id": brand, "name": "Germany", "country": "Germany", "language": "German", "scheduled_report_id": schedule}
    config = _post(service, "/v1/region-configs", body | fields)["id"]
    _post(service, f"/v1/region-configs/{config}/prompts", {"prompts": PROMPTS})
    return str(config)


def _until(service: Client, read: Callable[[], dict[str, Any]], done: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is read, once it is as wanted. Meanwhile the clock's rule fires, at a time at which nothing is due: it sweeps."""
    began = time.monotonic()
    ticks = 1
    while not done(seen := read()):
        waited = time.monotonic() - began
        assert waited < _PATIENCE, seen
        if waited > ticks * _TICK_SECONDS:
            service.stack.tick(LONG_AGO)
            ticks += 1
        time.sleep(0.1)
    return seen


def _ended(service: Client, schedule: str, execution: str) -> dict[str, Any]:
    path = f"/v1/scheduled-reports/{schedule}/executions/{execution}"
    return _until(service, lambda: _get(service, path), lambda seen: seen["status"] in ("completed", "partial", "failed"))


def _answers_by_prompt(text_of: dict[str, str]) -> Callable[[Received], str]:
    def text(received: Received) -> str:
        asked = json.dumps([received.body, received.query])
        return next(answer for words, answer in text_of.items() if words in asked)

    return text


def test_a_tick_makes_one_report_a_market_from_answers_in_every_protocol(service: Client, providers: ProviderServer) -> None:
    brand = _brand(service)
    schedule = _schedule(service, brand, timezone="Europe/Berlin")["id"]
    germany = _config(service, brand, schedule, ai_platforms=list(PLATFORMS), location="Berlin")
    usa = _config(service, brand, schedule, name="USA", country="United States", language="en", ai_platforms=["chatgpt", "perplexity"])
    slot = "2026-03-01T10:00:00.000Z"
    patched = service.http.patch(f"/v1/scheduled-reports/{schedule}", json={"next_run_at": slot})
    assert patched.json()["next_run_at"] == slot

    providers.requests.clear()
    assert service.stack.tick(datetime(2026, 3, 1, 10, 0, 0, 250_000, tzinfo=UTC)) == []
    (run,) = _get(service, f"/v1/scheduled-reports/{schedule}/executions")["data"]
    assert (run["trigger"], run["scheduled_for"], run["missed_runs"]) == ("tick", slot, 0)
    ended = _ended(service, schedule, run["id"])
    assert (ended["status"], ended["completed_regions_count"], ended["total_regions_count"]) == ("completed", 2, 2)

    after = _get(service, f"/v1/scheduled-reports/{schedule}")
    assert (after["next_run_at"], after["last_run_status"], after["last_error_message"]) == ("2026-03-08T10:00:00.000Z", "completed", None)
    assert len(providers.requests) >= 2 * 6 + 2 * 2

    reports = {_get(service, f"/v1/reports/{made['report_id']}")["region_config_id"]: made["report_id"] for made in ended["reports"]}
    assert set(reports) == {germany, usa}
    report = _get(service, f"/v1/reports/{reports[germany]}")
    assert (report["status"], report["kind"], report["created_via"]) == ("ready", "visibility", "scheduled")
    assert (report["period_start"], report["period_end"], report["execution_id"]) == ("2026-03-01", "2026-03-01", run["id"])
    assert (report["visibility_score"], report["ranked_prompts"], report["total_results"], report["failed_results"]) == (100.0, 12, 12, 0)
    assert (report["country"], report["language"], report["location"]) == ("Germany", "German", "Berlin")

    results = _get(service, f"/v1/reports/{reports[germany]}/results?platform=chatgpt")["data"]
    assert len(results) == 2
    for result in results:
        assert (result["status"], result["brand_appears"], result["rank"]) == ("answered", True, 1)
        assert result["businesses"][0]["tag"] == "my_brand"
        assert {citation["domain"] for citation in result["citations"]} == {"acme.example", "reviews.example"}
        assert all("utm_source" not in citation["url"] for citation in result["citations"])

    text = service.text(report)
    assert "Acme Coffee" in text
    assert "12 of 12" in text
    assert "Germany" in text
    assert KEY not in text

    page = service.document(report, "html").decode()
    assert "12 of 12" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "Germany" in page
    document = json.loads(service.document(report, "json"))
    assert (document["report_id"], document["region_config"]["id"], document["recorded_samples"]) == (report["id"], germany, 0)
    appearances = document["figures"]["appearances"]
    assert (document["figures"]["visibility_score"], appearances["count"], appearances["n"]) == ("100.0", 12, 12)
    tables = service.tables(report)
    assert len(tables["results.csv"]) == 12
    assert {(row["status"], row["brand_appears"], row["rank"]) for row in tables["results.csv"]} == {("answered", "true", "1")}
    assert {row["domain"] for row in tables["citations.csv"]} == {"acme.example", "reviews.example"}
    assert {row["business"] for row in tables["businesses.csv"]} == {"Acme Coffee", "Blue Anchor"}


def test_the_market_reaches_the_platforms(service: Client, providers: ProviderServer) -> None:
    asked = json.dumps([received.body for received in providers.of(Vendor.OPENAI)])
    assert '"country": "DE"' in asked
    assert '"country": "US"' in asked
    assert "Berlin" in asked
    assert any("gl" in received.query for received in providers.of(Vendor.SERPAPI))


def test_the_same_tick_again_makes_nothing(service: Client) -> None:
    brand = _brand(service)
    schedule = _schedule(service, brand)["id"]
    _config(service, brand, schedule, ai_platforms=["chatgpt"])
    service.http.patch(f"/v1/scheduled-reports/{schedule}", json={"next_run_at": "2026-03-01T10:00:00Z"})
    at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    for _ in range(3):
        assert service.stack.tick(at) == []
    assert len(_get(service, f"/v1/scheduled-reports/{schedule}/executions")["data"]) == 1


def test_one_platforms_outage_fails_its_cells_and_not_the_report(service: Client, providers: ProviderServer) -> None:
    brand = _brand(service)
    schedule = _schedule(service, brand)["id"]
    _config(service, brand, schedule, ai_platforms=["chatgpt", "perplexity"])
    refused = {"error": {"message": f"Incorrect API key provided: {KEY}", "type": "invalid_request_error", "code": "invalid_api_key"}}
    providers.rule(Vendor.OPENAI, lambda _: Reply(401, refused))
    try:
        execution = _post(service, f"/v1/scheduled-reports/{schedule}/executions", {}, 202)
        ended = _ended(service, schedule, execution["id"])
    finally:
        providers.will_answer(Vendor.OPENAI, NAMED, SOURCES)
    assert ended["status"] == "partial"
    report = _get(service, f"/v1/reports/{ended['reports'][0]['report_id']}")
    assert (report["status"], report["total_results"], report["failed_results"]) == ("ready", 2, 2)
    failed = _get(service, f"/v1/reports/{report['id']}/results?status=failed")["data"]
    assert {(result["platform"], result["error_code"]) for result in failed} == {("chatgpt", "key_refused")}
    assert KEY not in json.dumps(failed)
    for function in ("app", "ask", "render", "dispatch"):
        log = service.stack.log(function)
        assert not log.exists() or KEY not in log.read_text()


def test_what_may_pass_is_asked_again_within_the_cells_time(service: Client, providers: ProviderServer) -> None:
    brand = _brand(service)
    schedule = _schedule(service, brand)["id"]
    _config(service, brand, schedule, ai_platforms=["chatgpt"])
    busy = {"error": {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}}
    providers.will(Vendor.OPENAI, Reply(429, busy, {"Retry-After": "1"}), Reply(503, {"error": {"message": "overloaded"}}))
    execution = _post(service, f"/v1/scheduled-reports/{schedule}/executions", {}, 202)
    ended = _ended(service, schedule, execution["id"])
    assert ended["status"] == "completed"
    job = _get(service, f"/v1/jobs/{execution['job_id']}")
    assert (job["status"], job["completed"], job["total"]) == ("completed", 2, 2)


def test_prompts_are_won_and_lost_by_what_the_answers_say(service: Client, providers: ProviderServer) -> None:
    from tests.fakes.providers import bodies

    brand = _brand(service)
    config = _config(service, brand, None, ai_platforms=["chatgpt"])
    text = _answers_by_prompt({"for an office": NAMED, "cheapest": NOT_NAMED})
    providers.rule(Vendor.OPENAI, lambda received: Reply(body=bodies.openai(text(received), SOURCES)))
    try:
        requested = _post(service, "/v1/reports", {"region_config_id": config, "title": "One-off"}, 202)
        report = service.wait_for(requested["id"])
    finally:
        providers.will_answer(Vendor.OPENAI, NAMED, SOURCES)
    assert (report["status"], report["visibility_score"], report["title"]) == ("ready", 50.0, "One-off")
    assert (report["execution_id"], report["scheduled_report_id"]) == (None, None)
    won = _get(service, f"/v1/reports/{report['id']}/results?brand_appears=true")["data"]
    assert [result["category"] for result in won] == ["Recommendation"]
    assert "1 of 2" in service.text(report)


def test_a_run_with_nothing_to_ask_makes_nothing(service: Client) -> None:
    schedule = _schedule(service, _brand(service))["id"]
    answer = service.http.post(f"/v1/scheduled-reports/{schedule}/executions")
    assert (answer.status_code, answer.json()["error"]["details"]) == (409, {"reason": "no_active_region_configs"})
    assert _get(service, f"/v1/scheduled-reports/{schedule}/executions")["data"] == []


def test_a_tick_of_a_schedule_without_configs_fails_its_run_and_moves_on(service: Client) -> None:
    schedule = _schedule(service, _brand(service), frequency="daily")["id"]
    service.http.patch(f"/v1/scheduled-reports/{schedule}", json={"next_run_at": "2026-03-01T10:00:00Z"})
    assert service.stack.tick(datetime(2026, 3, 1, 10, tzinfo=UTC)) == []
    after = _until(service, lambda: _get(service, f"/v1/scheduled-reports/{schedule}"), lambda seen: seen["last_run_status"] is not None)
    assert (after["last_run_status"], after["next_run_at"]) == ("failed", "2026-03-02T10:00:00.000Z")
    assert after["last_error_message"]


def test_another_organization_sees_nothing_of_it(service: Client) -> None:
    brand = _brand(service)
    schedule = _schedule(service, brand)["id"]
    config = _config(service, brand, schedule, ai_platforms=["chatgpt"])
    execution = _post(service, f"/v1/scheduled-reports/{schedule}/executions", {}, 202)["id"]
    key = service.issue_key("beta-visibility")
    with httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as other:
        for path in (
            f"/v1/brands/{brand}",
            f"/v1/scheduled-reports/{schedule}",
            f"/v1/scheduled-reports/{schedule}/executions/{execution}",
            f"/v1/jobs/{execution}",
            f"/v1/region-configs/{config}",
            f"/v1/region-configs/{config}/prompts",
        ):
            assert other.get(path).status_code == 404, path
    _ended(service, schedule, execution)


def test_a_report_without_answers_is_retried_under_its_id(service: Client) -> None:
    config = _config(service, _brand(service), None, ai_platforms=["claude"])
    _post(service, f"/v1/region-configs/{config}/prompts", {"prompts": PROMPTS})
    failed = service.wait_for(_post(service, "/v1/reports", {"region_config_id": config}, 202)["id"])
    assert (failed["status"], failed["error_code"], failed["retriable"]) == ("failed", "no_answers", True)
    again = _post(service, f"/v1/reports/{failed['id']}/retry", {}, 202)
    assert (again["id"], again["error_code"], again["is_final"]) == (failed["id"], None, False)
    ended = service.wait_for(failed["id"])
    steps = [step["status"] for step in ended["transitions"]]
    assert (ended["status"], steps.count("pending"), steps.count("failed")) == ("failed", 2, 2)
    assert service.http.delete(f"/v1/reports/{failed['id']}").status_code == 204
    assert service.http.get(f"/v1/reports/{failed['id']}/results").status_code == 404
