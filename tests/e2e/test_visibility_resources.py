"""Brands, scheduled reports, region configs and prompts over HTTP: every field, limit and error of the specification."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.e2e.conftest import Client

NOBODYS = "018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d"
BRAND = {"name": "Acme Coffee", "website": "https://acme.example"}
QUESTION = {"prompt_text": "Which coffee is best?", "category": "coffee"}


def _made(answer: httpx.Response) -> Any:
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert answer.headers["Location"].startswith("http")
    return body


def _brand(service: Client, **fields: Any) -> str:
    return str(_made(service.http.post("/v1/brands", json=BRAND | fields))["id"])


def _schedule(service: Client, brand: str, **fields: Any) -> str:
    body = {"brand_id": brand, "name": "Acme weekly visibility", "frequency": "weekly"}
    return str(_made(service.http.post("/v1/scheduled-reports", json=body | fields))["id"])


def _config(service: Client, brand: str, **fields: Any) -> str:
    body = {"brand_id": brand, "name": "Germany", "country": "Germany"}
    return str(_made(service.http.post("/v1/region-configs", json=body | fields))["id"])


def _faults(answer: httpx.Response) -> dict[str, str]:
    """Where each fault of a refused body is, and of what type."""
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "body_validation_error"), answer.text
    return {".".join(map(str, fault["loc"][1:])): fault["type"] for fault in answer.json()["error"]["details"]["errors"]}


def _refused(answer: httpx.Response) -> tuple[int, dict[str, Any] | None]:
    return answer.status_code, answer.json()["error"].get("details")


def _data(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    assert answer.json()["object"] == "list"
    data: list[dict[str, Any]] = answer.json()["data"]
    return data


def test_a_brand_is_made_read_changed_listed_and_deleted(service: Client) -> None:
    rivals = [{"name": "Bean There", "website": "https://bean.example", "aliases": ["Bean"]}, {"name": "Third"}]
    body = BRAND | {"brand_aliases": ["Acme"], "competitors": rivals, "categories": ["coffee"], "country": "DE", "language": "de"}
    answer = service.http.post("/v1/brands", json=body)
    brand = _made(answer)
    assert answer.headers["Location"].endswith(f"/v1/brands/{brand['id']}")
    assert UUID(brand["id"]).version == 7
    assert brand == body | {
        "object": "brand",
        "id": brand["id"],
        "language": "German",
        "competitors": [rivals[0], {"name": "Third", "website": None, "aliases": []}],
        "created_at": brand["created_at"],
        "updated_at": brand["created_at"],
    }
    url = f"/v1/brands/{brand['id']}"
    assert service.http.get(url).json() == brand
    assert service.http.patch(url, json={}).json() == brand
    changed = service.http.patch(url, json={"name": "Acme Roasters", "country": None, "competitors": []}).json()
    assert (changed["name"], changed["country"], changed["competitors"], changed["website"]) == (
        "Acme Roasters",
        None,
        [],
        brand["website"],
    )
    assert _data(service.http.get("/v1/brands", params={"search": "roast"}))[0]["id"] == brand["id"]
    deleted = service.http.delete(url)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert service.http.delete(url).status_code == service.http.get(url).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "x" * 81}, "name"),
        ({"name": " "}, "name"),
        ({"name": None}, "name"),
        ({"website": "acme.example"}, "website"),
        ({"website": "ftp://acme.example"}, "website"),
        ({"website": "https://"}, "website"),
        ({"website": "https://acme.example/" + "x" * 500}, "website"),
        ({"brand_aliases": ["a"] * 51}, "brand_aliases"),
        ({"brand_aliases": [""]}, "brand_aliases.0"),
        ({"competitors": [{"name": "x"}] * 21}, "competitors"),
        ({"competitors": [{"name": "x", "url": "y"}]}, "competitors.0.url"),
        ({"categories": ["x"] * 31}, "categories"),
        ({"categories": ["x" * 101]}, "categories.0"),
        ({"language": "Klingonish"}, "language"),
        ({"surprise": 1}, "surprise"),
    ],
    ids=str,
)
def test_a_bad_brand_names_its_field(service: Client, changed: dict[str, Any], field: str) -> None:
    assert set(_faults(service.http.post("/v1/brands", json=BRAND | changed))) == {field}
    url = f"/v1/brands/{_brand(service)}"
    assert set(_faults(service.http.patch(url, json=changed))) == {field}
    assert service.http.get(url).json()["name"] == BRAND["name"]


def test_every_fault_of_a_brand_is_listed(service: Client) -> None:
    faults = _faults(service.http.post("/v1/brands", json={"competitors": [{}], "language": "??", "nope": 1}))
    assert set(faults) == {"name", "website", "competitors.0.name", "language", "nope"}
    assert faults["nope"] == "extra_forbidden"


def test_an_optional_field_sent_as_null_is_as_if_left_out(service: Client) -> None:
    nulls = dict.fromkeys(("brand_aliases", "competitors", "categories", "country", "language"))
    brand = _made(service.http.post("/v1/brands", json=BRAND | nulls))
    assert (brand["brand_aliases"], brand["competitors"], brand["country"]) == ([], [], None)
    nulls = dict.fromkeys(("timezone", "template_key", "requires_review"))
    schedule = {"brand_id": brand["id"], "name": "n", "frequency": "daily"}
    schedule = _made(service.http.post("/v1/scheduled-reports", json=schedule | nulls))
    assert (schedule["timezone"], schedule["template_key"]) == ("UTC", "ai_visibility")
    nulls = dict.fromkeys(("scheduled_report_id", "ai_platforms", "language", "location", "is_active"))
    config = {"brand_id": brand["id"], "name": "n", "country": "Wakanda ☕"}
    config = _made(service.http.post("/v1/region-configs", json=config | nulls))
    assert (config["ai_platforms"], config["language"], config["is_active"]) == (["chatgpt", "perplexity"], "English", True)


def test_a_schedule_is_made_active_and_runs_first_a_period_from_now(service: Client) -> None:
    brand = _brand(service)
    body = {"brand_id": brand, "name": "Acme weekly", "frequency": "weekly", "timezone": "Asia/Tokyo", "requires_review": True}
    answer = service.http.post("/v1/scheduled-reports", json=body)
    schedule = _made(answer)
    created = datetime.fromisoformat(schedule["created_at"])
    assert datetime.fromisoformat(schedule["next_run_at"]) == created.replace(second=0, microsecond=0) + timedelta(days=7)
    assert schedule == body | {
        "object": "scheduled_report",
        "id": schedule["id"],
        "template_key": "ai_visibility",
        "is_active": True,
        "next_run_at": schedule["next_run_at"],
        "last_run_at": None,
        "last_run_status": None,
        "last_error_message": None,
        "created_at": schedule["created_at"],
        "updated_at": schedule["created_at"],
    }
    assert service.http.get(answer.headers["Location"]).json() == schedule


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "x" * 201}, "name"),
        ({"name": ""}, "name"),
        ({"frequency": "hourly"}, "frequency"),
        ({"timezone": "Europe/Berlijn"}, "timezone"),
        ({"requires_review": "yes"}, "requires_review"),
    ],
    ids=str,
)
def test_a_bad_schedule_names_its_field_whether_made_or_changed(service: Client, changed: dict[str, Any], field: str) -> None:
    brand = _brand(service)
    body = {"brand_id": brand, "name": "n", "frequency": "weekly"}
    assert set(_faults(service.http.post("/v1/scheduled-reports", json=body | changed))) == {field}
    assert _data(service.http.get("/v1/scheduled-reports", params={"brand_id": brand})) == []
    assert set(_faults(service.http.patch(f"/v1/scheduled-reports/{_schedule(service, brand)}", json=changed))) == {field}


def test_an_unknown_zone_is_told_its_neighbours(service: Client) -> None:
    body = {"brand_id": _brand(service), "name": "n", "frequency": "weekly", "timezone": "Europe/Berlijn"}
    (fault,) = service.http.post("/v1/scheduled-reports", json=body).json()["error"]["details"]["errors"]
    assert "Europe/Berlin" in fault["msg"]


@pytest.mark.parametrize("brand_id", [NOBODYS, "x", ""])
def test_a_brand_that_is_not_there_is_a_404_that_names_the_field(service: Client, brand_id: str) -> None:
    schedule = {"brand_id": brand_id, "name": "n", "frequency": "weekly"}
    config = {"brand_id": brand_id, "name": "n", "country": "Germany"}
    account = {"account_name": "A", "platform": "other", "external_account_id": "b", "currency": "EUR", "timezone": "UTC"}
    for path, body in (("scheduled-reports", schedule), ("region-configs", config), ("ad-accounts", account | {"brand_id": brand_id})):
        assert _refused(service.http.post(f"/v1/{path}", json=body)) == (404, {"field": "brand_id"})


@pytest.mark.parametrize("key", ["unheard_of", "weekly_check_in"])
def test_a_template_of_no_visibility_report_is_a_404_that_names_the_field(service: Client, key: str) -> None:
    body = {"brand_id": _brand(service), "name": "n", "frequency": "weekly", "template_key": key}
    assert _refused(service.http.post("/v1/scheduled-reports", json=body)) == (404, {"field": "template_key"})


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"next_run_at": "2030-01-01T09:00:00"}, "timestamp"),
        ({"next_run_at": "2030-01-01"}, "timestamp"),
        ({"next_run_at": 1893488400}, "timestamp"),
        ({"next_run_at": "9999-12-31T23:59:59-23:59"}, "timestamp"),
        ({"next_run_at": "9500-01-01T00:00:00Z"}, "timestamp_range"),
        ({"next_run_at": None}, "value_error"),
        ({"is_active": None}, "value_error"),
        ({"brand_id": NOBODYS}, "extra_forbidden"),
        ({"template_key": "ai_visibility"}, "extra_forbidden"),
        ({"last_run_at": None}, "extra_forbidden"),
    ],
    ids=str,
)
def test_what_a_schedule_can_not_be_changed_to(service: Client, changed: dict[str, Any], kind: str) -> None:
    url = f"/v1/scheduled-reports/{_schedule(service, _brand(service))}"
    before = service.http.get(url).json()
    assert _faults(service.http.patch(url, json={"name": "Renamed"} | changed)) == {next(iter(changed)): kind}
    assert service.http.get(url).json() == before


def test_a_schedule_is_paused_moved_and_resumed(service: Client) -> None:
    url = f"/v1/scheduled-reports/{_schedule(service, _brand(service), timezone='Europe/Berlin')}"
    before = service.http.get(url).json()
    assert service.http.patch(url, json={}).json() == before
    moved = service.http.patch(url, json={"next_run_at": "2030-03-29T09:30:59+02:00", "frequency": "daily"}).json()
    assert (moved["next_run_at"], moved["frequency"]) == ("2030-03-29T07:30:00.000Z", "daily")
    runs = _data(service.http.get(f"{url}/next-runs", params={"count": 3}))
    assert runs == [
        {"scheduled_for": "2030-03-29T07:30:00.000Z", "local_time": "2030-03-29T08:30:00+01:00"},
        {"scheduled_for": "2030-03-30T07:30:00.000Z", "local_time": "2030-03-30T08:30:00+01:00"},
        {"scheduled_for": "2030-03-31T06:30:00.000Z", "local_time": "2030-03-31T08:30:00+02:00"},
    ]
    assert len(_data(service.http.get(f"{url}/next-runs"))) == 10
    paused = service.http.patch(url, json={"is_active": False}).json()
    assert (paused["is_active"], paused["next_run_at"]) == (False, moved["next_run_at"])
    assert _data(service.http.get(f"{url}/next-runs")) == []
    assert service.http.patch(url, json={"is_active": True}).json()["next_run_at"] == moved["next_run_at"]


@pytest.mark.parametrize("query", ["count=0", "count=51", "count=x", "limit=3"])
def test_a_bad_query_for_next_runs_is_a_400(service: Client, query: str) -> None:
    answer = service.http.get(f"/v1/scheduled-reports/{_schedule(service, _brand(service))}/next-runs?{query}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "validation_error")


def test_schedules_are_listed_newest_first_by_brand_state_frequency_and_name(service: Client) -> None:
    brand, another = _brand(service), _brand(service)
    daily, weekly = _schedule(service, brand, frequency="daily", name="Tägliche Übersicht"), _schedule(service, brand)
    _schedule(service, another)
    service.http.patch(f"/v1/scheduled-reports/{weekly}", json={"is_active": False})

    def listed(**query: Any) -> list[str]:
        return [schedule["id"] for schedule in _data(service.http.get("/v1/scheduled-reports", params={"brand_id": brand} | query))]

    assert listed() == [weekly, daily]
    assert listed(is_active=True) == listed(frequency="daily") == listed(search="ÜBERSICHT") == [daily]
    assert listed(is_active=False) == [weekly]
    first = service.http.get("/v1/scheduled-reports", params={"brand_id": brand, "limit": 1}).json()
    assert ([first["data"][0]["id"]], first["has_more"]) == ([weekly], True)
    assert listed(limit=1, cursor=first["next_cursor"]) == [daily]
    other_filter = service.http.get("/v1/scheduled-reports", params={"brand_id": another, "cursor": first["next_cursor"]})
    assert other_filter.status_code == 400


def test_a_config_is_made_read_changed_listed_and_deleted(service: Client) -> None:
    brand = _brand(service)
    body = {
        "brand_id": brand,
        "scheduled_report_id": _schedule(service, brand),
        "name": "Deutschland",
        "country": "Germany",
        "language": "DE",
        "location": "Köln",
        "ai_platforms": ["grok", "ai_overviews"],
        "is_active": False,
    }
    config = _made(service.http.post("/v1/region-configs", json=body))
    assert config == body | {
        "object": "region_config",
        "id": config["id"],
        "language": "German",
        "prompts_count": 0,
        "last_run_at": None,
        "last_run_status": None,
        "last_error_message": None,
        "created_at": config["created_at"],
        "updated_at": config["created_at"],
    }
    url = f"/v1/region-configs/{config['id']}"
    assert service.http.get(url).json() == config == service.http.patch(url, json={}).json()
    changed = service.http.patch(url, json={"location": None, "is_active": True, "ai_platforms": ["claude"]}).json()
    assert (changed["location"], changed["is_active"], changed["ai_platforms"], changed["name"]) == (None, True, ["claude"], "Deutschland")
    schedule = config["scheduled_report_id"]
    by = {"brand_id": brand, "scheduled_report_id": schedule, "is_active": "true", "search": "deutsch"}
    assert _data(service.http.get("/v1/region-configs", params=by)) == [changed]
    assert service.http.delete(url).status_code == 204
    assert service.http.delete(url).status_code == 404
    assert _data(service.http.get(f"/v1/scheduled-reports/{schedule}/region-configs")) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "x" * 201}, "name"),
        ({"country": ""}, "country"),
        ({"country": "x" * 101}, "country"),
        ({"ai_platforms": []}, "ai_platforms"),
        ({"ai_platforms": ["chatgpt", "chatgpt"]}, "ai_platforms"),
        ({"ai_platforms": ["bing"]}, "ai_platforms.0"),
        ({"language": "Germanish"}, "language"),
        ({"is_active": 1}, "is_active"),
        ({"surprise": 1}, "surprise"),
    ],
    ids=str,
)
def test_a_bad_config_names_its_field_whether_made_or_changed(service: Client, changed: dict[str, Any], field: str) -> None:
    brand = _brand(service)
    body = {"brand_id": brand, "name": "n", "country": "Germany"}
    assert set(_faults(service.http.post("/v1/region-configs", json=body | changed))) == {field}
    assert set(_faults(service.http.patch(f"/v1/region-configs/{_config(service, brand)}", json=changed))) == {field}


def test_a_config_moves_between_schedules_of_its_brand_and_is_detached(service: Client) -> None:
    brand = _brand(service)
    first, second = _schedule(service, brand), _schedule(service, brand)
    config = _config(service, brand, scheduled_report_id=first)
    moved = service.http.post(f"/v1/scheduled-reports/{second}/region-configs/{config}")
    assert (moved.status_code, moved.json()["scheduled_report_id"]) == (200, second)
    assert service.http.post(f"/v1/scheduled-reports/{second}/region-configs/{config}").json() == moved.json()
    assert _data(service.http.get(f"/v1/scheduled-reports/{first}/region-configs")) == []
    assert _data(service.http.get(f"/v1/scheduled-reports/{second}/region-configs")) == [moved.json()]
    assert service.http.delete(f"/v1/scheduled-reports/{first}/region-configs/{config}").status_code == 404
    assert service.http.delete(f"/v1/scheduled-reports/{second}/region-configs/{config}").status_code == 204
    assert service.http.delete(f"/v1/scheduled-reports/{second}/region-configs/{config}").status_code == 404
    assert service.http.get(f"/v1/region-configs/{config}").json()["scheduled_report_id"] is None


def test_a_config_and_a_schedule_of_two_brands_never_meet(service: Client) -> None:
    brand, another = _brand(service), _brand(service)
    schedule, config = _schedule(service, brand), _config(service, another)
    assert _refused(service.http.post(f"/v1/scheduled-reports/{schedule}/region-configs/{config}")) == (404, None)
    for schedule_id in (schedule, NOBODYS, "x"):
        body = {"brand_id": another, "name": "n", "country": "Germany", "scheduled_report_id": schedule_id}
        assert _refused(service.http.post("/v1/region-configs", json=body)) == (404, {"field": "scheduled_report_id"})
    assert [known["id"] for known in _data(service.http.get("/v1/region-configs", params={"brand_id": another}))] == [config]


def test_of_those_who_race_for_the_last_place_one_gets_it(service: Client) -> None:
    brand = _brand(service)
    schedule = _schedule(service, brand)
    for number in range(19):
        _config(service, brand, scheduled_report_id=schedule, is_active=number % 2 == 0)
    loose = [_config(service, brand) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda config: service.http.post(f"/v1/scheduled-reports/{schedule}/region-configs/{config}"), loose))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert all(_refused(answer) == (409, {"limit": 20}) for answer in answers if answer.status_code == 409)
    body = {"brand_id": brand, "name": "n", "country": "Germany", "scheduled_report_id": schedule}
    assert _refused(service.http.post("/v1/region-configs", json=body)) == (409, {"limit": 20})
    assert len(_data(service.http.get(f"/v1/scheduled-reports/{schedule}/region-configs"))) == 20


def test_prompts_are_added_read_changed_and_deleted(service: Client) -> None:
    config = _config(service, _brand(service))
    url = f"/v1/region-configs/{config}/prompts"
    asked = [QUESTION, {"prompt_text": "Which tea?\nIn Köln.", "category": "tea"}]
    made = _made(service.http.post(url, json={"prompts": asked}))
    assert (made["object"], made["has_more"]) == ("list", False)
    first = made["data"][0]
    assert first == QUESTION | {
        "object": "region_config_prompt",
        "id": first["id"],
        "region_config_id": config,
        "disabled": False,
        "created_at": first["created_at"],
        "updated_at": first["created_at"],
    }
    assert _data(service.http.get(url)) == made["data"]

    def count() -> int:
        return int(service.http.get(f"/v1/region-configs/{config}").json()["prompts_count"])

    assert count() == 2
    assert service.http.patch(f"{url}/{first['id']}", json={}).json() == first
    changed = service.http.patch(f"{url}/{first['id']}", json={"disabled": True, "category": "beans"}).json()
    assert (changed["disabled"], changed["category"], changed["prompt_text"], count()) == (True, "beans", QUESTION["prompt_text"], 1)
    assert service.http.delete(f"{url}/{made['data'][1]['id']}").status_code == 204
    assert service.http.delete(f"{url}/{made['data'][1]['id']}").status_code == 404
    assert count() == 0


@pytest.mark.parametrize(
    ("prompts", "field"),
    [
        ([], "prompts"),
        ([QUESTION] * 51, "prompts"),
        ([QUESTION | {"prompt_text": "x" * 2001}], "prompts.0.prompt_text"),
        ([QUESTION | {"prompt_text": " "}], "prompts.0.prompt_text"),
        ([QUESTION | {"prompt_text": "a\x00b"}], "prompts.0.prompt_text"),
        ([QUESTION, QUESTION | {"category": "x" * 101}], "prompts.1.category"),
        ([QUESTION | {"disabled": True}], "prompts.0.disabled"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_prompts_name_their_field_and_none_is_stored(service: Client, prompts: list[Any], field: str) -> None:
    url = f"/v1/region-configs/{_config(service, _brand(service))}/prompts"
    assert set(_faults(service.http.post(url, json={"prompts": prompts}))) == {field}
    assert _data(service.http.get(url)) == []


def test_a_total_over_fifty_prompts_is_a_409_and_none_of_them_is_stored(service: Client) -> None:
    url = f"/v1/region-configs/{_config(service, _brand(service))}/prompts"
    _made(service.http.post(url, json={"prompts": [QUESTION] * 40}))
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: service.http.post(url, json={"prompts": [QUESTION] * 6}), range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert all(_refused(answer) == (409, {"limit": 50}) for answer in answers if answer.status_code == 409)
    assert len(_data(service.http.get(url))) == 46


def test_a_brand_takes_what_hangs_from_it_and_unlinks_its_ad_accounts(service: Client) -> None:
    brand = _brand(service)
    account = service.create_account(brand_id=brand)
    schedule = _schedule(service, brand)
    config, loose = _config(service, brand, scheduled_report_id=schedule), _config(service, brand)
    _made(service.http.post(f"/v1/region-configs/{config}/prompts", json={"prompts": [QUESTION]}))
    assert service.http.delete(f"/v1/brands/{brand}").status_code == 204
    gone = [f"brands/{brand}", f"scheduled-reports/{schedule}", f"region-configs/{config}", f"region-configs/{loose}"]
    assert {service.http.get(f"/v1/{path}").status_code for path in [*gone, f"region-configs/{config}/prompts"]} == {404}
    assert service.http.get(f"/v1/ad-accounts/{account}").json()["brand_id"] is None


def test_another_organization_sees_none_of_it(service: Client) -> None:
    brand = _brand(service)
    schedule = _schedule(service, brand)
    config = _config(service, brand, scheduled_report_id=schedule)
    others = httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {service.issue_key('visibility-others')}"})
    with others:
        for path in (f"brands/{brand}", f"scheduled-reports/{schedule}", f"region-configs/{config}"):
            assert others.get(f"/v1/{path}").status_code == others.delete(f"/v1/{path}").status_code == 404
            assert others.patch(f"/v1/{path}", json={"name": "Mine"}).status_code == 404
        assert others.get(f"/v1/region-configs/{config}/prompts").status_code == 404
        for path in ("brands", "scheduled-reports", "region-configs"):
            assert _data(others.get(f"/v1/{path}")) == []
        body = {"brand_id": brand, "name": "n", "country": "Germany"}
        assert _refused(others.post("/v1/region-configs", json=body)) == (404, {"field": "brand_id"})
