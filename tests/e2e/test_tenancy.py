"""Every declared route, asked by one organization with another's ids: it answers as if there were nothing, and nothing is changed.

A route is walked by being declared. What it needs besides ids is said in `BODIES` and `NEEDED`, and a test fails where that is missing.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from chalicelib.api.endpoint import Endpoint
from chalicelib.api.routes import ROUTES
from chalicelib.doors.parsing import OneOf
from tests.e2e.conftest import Client, FreshKeys
from tests.e2e.test_faults import FILES
from tests.e2e.test_white_labels import logo

ENDPOINTS = [endpoint for resource in ROUTES for endpoint in resource.endpoints if endpoint.scope is not None]
PARAMETER = re.compile(r"\{(\w+)\}")
ID_FIELD = re.compile(r"\w+_ids?$")
NAMES = ("Xylophon Kaffee", "Xylophon Ads", "Xylophon weekly", "Xylophon market", "Where is the best xylophon coffee?", "Xylophon key")
"""What the first organization calls its things: words that nobody else uses."""
NO_ID = {
    "key": "a report template's, given by its organization or the service",
    "external_account_id": "the platform's own, given by the caller",
    "campaign_external_id": "the platform's own, given by the caller",
    "campaign_id": "the platform's own, given by the caller",
}
"""Parameters and fields that look like ids of ours and are none."""

type Ids = Mapping[str, str]


def _period(ids: Ids) -> dict[str, Any]:
    return {
        "template_key": "weekly_check_in",
        "ad_account_ids": [ids["account_id"]],
        "period_start": "2026-04-15",
        "period_end": "2026-04-21",
    }


def _account(ids: Ids) -> dict[str, Any]:
    return {
        "account_name": "A",
        "platform": "other",
        "external_account_id": f"x-{ids['account_id']}",
        "currency": "EUR",
        "timezone": "UTC",
        "brand_id": ids["brand_id"],
    }


def _target(ids: Ids) -> dict[str, Any]:
    return {
        "metric": "conversions",
        "period_type": "weekly",
        "target_value": 200,
        "valid_from": "2026-04-01",
        "ad_account_id": ids["account_id"],
    }


def bodies(ids: Ids) -> dict[str, list[dict[str, Any]]]:
    """For each route whose body has ids in it, bodies that are good: all their ids are those of one organization."""
    return {
        "create_api_key": [{"name": "k", "scopes": ["read:all"], "allowed_brand_id": ids["brand_id"]}],
        "create_ad_account": [_account(ids)],
        "update_ad_account": [{"brand_id": ids["brand_id"]}],
        "request_report": [_period(ids), {"region_config_id": ids["region_config_id"]}],
        "create_scheduled_report": [{"brand_id": ids["brand_id"], "name": "s", "frequency": "weekly"}],
        "create_region_config": [
            {"brand_id": ids["brand_id"], "name": "r", "country": "Peru", "scheduled_report_id": ids["scheduled_report_id"]}
        ],
        "start_execution": [{"region_config_id": ids["region_config_id"]}],
        "create_target": [_target(ids)],
    }


NEEDED: dict[str, dict[str, Any]] = {
    "import_rows": {"json": {"rows": [{"date": "2026-04-15", "campaign_id": "1", "spend": 1}]}},
    "import_file": {"content": FILES["text/csv"], "headers": {"Content-Type": "text/csv"}},
    "read_metrics": {"params": {"from": "2026-04-15", "to": "2026-04-15"}},
    "set_brand_logo": {"content": FILES["image/png"], "headers": {"Content-Type": "image/png"}},
    "add_prompts": {"json": {"prompts": [{"prompt_text": "Which coffee?", "category": "coffee"}]}},
    "create_brand": {"json": {"name": "B", "website": "https://b.example"}},
    "log_decision": {"json": {"decided_on": "2026-04-15", "entry_type": "decision", "text": "Less for brand search"}},
    "clone_template": {"json": {"from_key": "weekly_check_in", "name": "Own weekly"}},
    "decide_approval": {"json": {"verdict": "approved"}},
    "set_own_logo": {"content": logo(), "headers": {"Content-Type": "image/png"}},
}
"""What else a route needs to look at its ids, where that is more than `{}`."""


@dataclass(frozen=True)
class Tenant:
    """An organization with one thing of each kind. `names` are its words, if any; `ids` are by the name of a path's parameter."""

    http: httpx.Client
    ids: dict[str, str]

    def ask(self, endpoint: Endpoint, path_ids: Ids, sent: Mapping[str, Any]) -> httpx.Response:
        path = PARAMETER.sub(lambda found: path_ids[found[1]], endpoint.path)
        return self.http.request(endpoint.method, path, **sent)


def _made(answer: httpx.Response) -> str:
    assert answer.status_code in {200, 201, 202}, answer.text
    body = answer.json()
    return str((body["data"][0] if body["object"] == "list" else body)["id"])


def tenant(http: httpx.Client, names: tuple[str, ...]) -> Tenant:
    """Makes an organization's things through the API."""
    brand_name, account_name, schedule_name, config_name, prompt_text, key_name = names
    post = http.post
    brand = _made(post("/v1/brands", json={"name": brand_name, "website": "https://x.example"}))
    account = _made(post("/v1/ad-accounts", json=_account({"account_id": brand, "brand_id": brand}) | {"account_name": account_name}))
    schedule = _made(post("/v1/scheduled-reports", json={"brand_id": brand, "name": schedule_name, "frequency": "weekly"}))
    config_body = {"brand_id": brand, "name": config_name, "country": "Peru", "scheduled_report_id": schedule, "ai_platforms": ["chatgpt"]}
    config = _made(post("/v1/region-configs", json=config_body))
    prompts = f"/v1/region-configs/{config}/prompts"
    ids = {
        "brand_id": brand,
        "account_id": account,
        "scheduled_report_id": schedule,
        "region_config_id": config,
        "prompt_id": _made(post(prompts, json={"prompts": [{"prompt_text": prompt_text, "category": "coffee"}]})),
        "execution_id": _made(post(f"/v1/scheduled-reports/{schedule}/executions")),
        "key_id": _made(post("/v1/api-keys", json={"name": key_name, "scopes": ["read:all"]})),
    }
    ids["report_id"] = _made(post("/v1/reports", json=_period(ids)))
    ids["target_id"] = _made(post("/v1/report-targets", json=_target(ids)))
    return Tenant(
        http, ids | {"job_id": ids["execution_id"], "ad_account_id": account, "allowed_brand_id": brand, "key": "weekly_check_in"}
    )


def client_of(service: Client, organization: str) -> httpx.Client:
    return httpx.Client(base_url=service.stack.url, auth=FreshKeys(lambda: service.issue_key(organization)), timeout=60)


@pytest.fixture(scope="module")
def tenants(service: Client) -> Iterator[tuple[Tenant, Tenant]]:
    """Two organizations; at the end the first has all that it had."""
    clients = [client_of(service, organization) for organization in ("tenancy-first", "tenancy-second")]
    first, second = tenant(clients[0], NAMES), tenant(clients[1], ("B", "A", "S", "R", "Which coffee?", "K"))
    for owner, name in ((first, NAMES[0]), (second, "T")):  # of one key, which is theirs to choose
        _made(owner.http.post("/v1/report-templates", json={"from_key": "weekly_check_in", "key": "own_weekly", "name": name}))
        owner.ids["key"] = "own_weekly"
    service.stack.wait_until_idle()
    before = snapshot(first, ENDPOINTS)
    yield first, second
    service.stack.wait_until_idle()
    assert snapshot(first, ENDPOINTS) == before
    for client in clients:
        client.close()


@contextmanager
def two_brands(service: Client, organization: str, others: tuple[str, ...]) -> Iterator[tuple[Tenant, Tenant]]:
    """Two brands of one organization; the second one's client is restricted to it. At the end the first has all that it had."""
    root = client_of(service, organization)
    first, second = tenant(root, NAMES), tenant(root, others)
    body = {"name": "agency", "scopes": ["*"], "allowed_brand_id": second.ids["brand_id"]}
    restricted = FreshKeys(lambda: str(root.post("/v1/api-keys", json=body).json()["key"]))
    service.stack.wait_until_idle()
    before = snapshot(first, WITH_IDS)
    with httpx.Client(base_url=service.stack.url, auth=restricted, timeout=60) as client:
        yield first, replace(second, http=client)
    service.stack.wait_until_idle()
    assert snapshot(first, WITH_IDS) == before
    root.close()


def snapshot(owner: Tenant, endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """All that these routes read of one's own, but for the links, which are fresh each time, and when keys were last used."""
    read: dict[str, Any] = {}
    for endpoint in endpoints:
        if endpoint.method == "GET" and endpoint.name not in {"read_me", "list_api_keys"}:
            answer = owner.ask(endpoint, owner.ids, NEEDED.get(endpoint.name, {}))
            assert answer.status_code in {200, 302, 409}, (endpoint.name, answer.text)
            read[endpoint.name] = re.sub(r'"pdf_url":"[^"]*"', "", answer.text)
    return read


def sent_to(endpoint: Endpoint) -> dict[str, Any]:
    return NEEDED.get(endpoint.name, {"json": {}} if endpoint.body is not None else {})


def without_a_trace(answer: httpx.Response, of: Tenant) -> None:
    told = answer.text + str(answer.headers)
    for word in (*NAMES, *(own for name, own in of.ids.items() if name not in NO_ID)):
        assert word not in told, word


def _not_there(answer: httpx.Response, first: Tenant) -> None:
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found"), answer.text
    without_a_trace(answer, first)


WITH_IDS = [endpoint for endpoint in ENDPOINTS if set(PARAMETER.findall(endpoint.path)) - set(NO_ID)]
WITHOUT = [endpoint for endpoint in ENDPOINTS if endpoint not in WITH_IDS]
_BODIES_WITHOUT_IDS = bodies(dict.fromkeys(["brand_id", "account_id", "region_config_id", "scheduled_report_id"], "x"))
BODIED = [endpoint for endpoint in ENDPOINTS if endpoint.name in _BODIES_WITHOUT_IDS]


@pytest.mark.parametrize("endpoint", WITH_IDS, ids=lambda endpoint: endpoint.name)
def test_an_id_of_another_organization_is_nobodys(tenants: tuple[Tenant, Tenant], endpoint: Endpoint) -> None:
    """Each of a path's ids may be the other's, or all of them: the rest is one's own."""
    first, second = tenants
    parameters = PARAMETER.findall(endpoint.path)
    for whose in itertools.product((first, second), repeat=len(parameters)):
        if first not in whose:
            continue
        path_ids = {parameter: owner.ids[parameter] for parameter, owner in zip(parameters, whose, strict=True)}
        for sent in [{"json": body} for body in bodies(second.ids).get(endpoint.name, [])] or [sent_to(endpoint)]:
            _not_there(second.ask(endpoint, path_ids, sent), first)


@pytest.mark.parametrize("endpoint", BODIED, ids=lambda endpoint: endpoint.name)
def test_an_id_of_another_organization_in_a_body_is_nobodys(tenants: tuple[Tenant, Tenant], endpoint: Endpoint) -> None:
    first, second = tenants
    walked = 0
    for own, others in zip(bodies(second.ids)[endpoint.name], bodies(first.ids)[endpoint.name], strict=True):
        for name in [name for name in own if ID_FIELD.match(name) and name not in NO_ID]:
            answer = second.ask(endpoint, second.ids, {"json": own | {name: others[name]}})
            _not_there(answer, first)
            assert answer.json()["error"]["details"] == {"field": name}
            walked += 1
    assert walked


@pytest.mark.parametrize("endpoint", WITHOUT, ids=lambda endpoint: endpoint.name)
def test_what_needs_no_id_shows_nothing_of_another_organization(tenants: tuple[Tenant, Tenant], endpoint: Endpoint) -> None:
    first, second = tenants
    filters = [name for name in endpoint.query.model_fields if ID_FIELD.match(name)]
    for query in ({}, *({name: first.ids[name]} for name in filters)):
        for body in bodies(second.ids).get(endpoint.name, [None]):
            sent = {"json": body} if body is not None else sent_to(endpoint)
            answer = second.ask(endpoint, second.ids, sent | ({"params": query} if query else {}))
            assert answer.status_code in {200, 201, 202, 204, 409}, answer.text
            without_a_trace(answer, first)
            if query:
                assert answer.json()["data"] == []


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_no_id_in_a_body_goes_unwalked(endpoint: Endpoint) -> None:
    models = endpoint.body.models if isinstance(endpoint.body, OneOf) else (endpoint.body,)
    fields = {name for model in models for name in getattr(model, "model_fields", {}) if ID_FIELD.match(name)}
    assert fields - set(NO_ID) <= {name for body in _BODIES_WITHOUT_IDS.get(endpoint.name, []) for name in body}
