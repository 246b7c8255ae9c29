"""Ad accounts and their rows, over real HTTP."""

from typing import Any

import pytest

from tests.e2e.conftest import Client

ROW = {
    "date": "2026-04-15",
    "campaign_id": "c1",
    "campaign_name": "Brand",
    "cost": "12.34",
    "impressions": 1000,
    "clicks": 40,
    "conversions": "2.5",
    "conversion_value": "99.90",
}
HEADER = ",".join(ROW)
LINE = ",".join(map(str, ROW.values()))


def test_an_account_is_made_read_changed_listed_and_deleted(service: Client) -> None:
    account_id = service.create_account(account_name="  Café Ümläut  ", external_account_id="life-cycle")
    read = service.http.get(f"/v1/ad-accounts/{account_id}")
    assert (read.status_code, read.json()["object"], read.json()["account_name"]) == (200, "ad_account", "Café Ümläut")
    changed = service.http.patch(f"/v1/ad-accounts/{account_id}", json={"account_name": "Renamed", "timezone": "Asia/Tokyo"})
    assert (changed.status_code, changed.json()["account_name"], changed.json()["timezone"]) == (200, "Renamed", "Asia/Tokyo")
    assert service.http.patch(f"/v1/ad-accounts/{account_id}", json={}).json() == changed.json()
    assert account_id in [account["id"] for account in service.http.get("/v1/ad-accounts?limit=100").json()["data"]]
    assert service.http.delete(f"/v1/ad-accounts/{account_id}").status_code == 204
    assert service.http.delete(f"/v1/ad-accounts/{account_id}").status_code == 404
    assert service.http.get(f"/v1/ad-accounts/{account_id}").status_code == 404


def test_the_created_account_is_where_its_location_says(service: Client) -> None:
    body = {"account_name": "A", "platform": "other", "external_account_id": "located", "currency": "JPY", "timezone": "Asia/Tokyo"}
    made = service.http.post("/v1/ad-accounts", json=body)
    assert made.status_code == 201
    assert service.http.get(made.headers["Location"]).json() == made.json()
    again = service.http.post("/v1/ad-accounts", json=body)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "conflict")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"account_name": ""}, "account_name"),
        ({"account_name": "x" * 201}, "account_name"),
        ({"account_name": "a\nb"}, "account_name"),
        ({"platform": "bing"}, "platform"),
        ({"external_account_id": "x" * 101}, "external_account_id"),
        ({"currency": "eur"}, "currency"),
        ({"timezone": "Europe/Berlijn"}, "timezone"),
        ({"surprise": 1}, "surprise"),
    ],
    ids=str,
)
def test_a_bad_account_names_its_field(service: Client, changed: dict[str, Any], field: str) -> None:
    body = {"account_name": "A", "platform": "other", "external_account_id": "bad", "currency": "EUR", "timezone": "Europe/Berlin"}
    answer = service.http.post("/v1/ad-accounts", json=body | changed)
    assert answer.status_code == 422
    assert {fault["loc"][1] for fault in answer.json()["error"]["details"]["errors"]} == {field}


def test_an_unknown_zone_is_told_its_neighbours(service: Client) -> None:
    body = {"account_name": "A", "platform": "other", "external_account_id": "zone", "currency": "EUR", "timezone": "Europe/Berlijn"}
    (fault,) = service.http.post("/v1/ad-accounts", json=body).json()["error"]["details"]["errors"]
    assert "Europe/Berlin" in fault["msg"]


def test_a_brand_that_can_not_be_seen_is_a_404(service: Client) -> None:
    body = {"account_name": "A", "platform": "other", "external_account_id": "b", "currency": "EUR", "timezone": "UTC", "brand_id": "x"}
    answer = service.http.post("/v1/ad-accounts", json=body)
    assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"field": "brand_id"})


def test_bad_rows_are_refused_one_by_one_and_the_rest_is_stored(service: Client) -> None:
    account = service.create_account()
    rows = [
        ROW,
        ROW | {"campaign_id": "c2", "cost": -1},
        ROW | {"campaign_id": "c3", "currency": "USD"},
        ROW | {"campaign_id": "c4", "date": "2026-02-30"},
        ROW | {"campaign_id": "c5", "clicks": 1.5},
        "nonsense",
    ]
    imported = service.load(account, rows)  # type: ignore[arg-type] # one of them is no row
    assert (imported["rows_read"], imported["rows_stored"], imported["rows_refused"]) == (6, 1, 5)
    assert [(refusal["line"], refusal["field"]) for refusal in imported["refused"]] == [
        (2, "cost"),
        (3, "currency"),
        (4, "date"),
        (5, "clicks"),
        (6, None),
    ]
    assert all(refusal["reason"] for refusal in imported["refused"])
    again = service.load(account, rows)  # type: ignore[arg-type] # the same
    assert (again["rows_stored"], again["rows_unchanged"]) == (0, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_is_read_whatever_its_encoding_and_delimiter(service: Client, encoding: str, delimiter: str) -> None:
    account = service.create_account()
    text = "\r\n".join([HEADER, LINE.replace("Brand", "Café"), LINE.replace("c1", "c2").replace("12.34", "-5")]).replace(",", delimiter)
    media_type = "text/tab-separated-values" if delimiter == "\t" else "text/csv"
    answer = service.http.put(f"/v1/ad-accounts/{account}/metrics/csv", content=text.encode(encoding), headers={"Content-Type": media_type})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["rows_stored"], answer.json()["rows_refused"]) == (1, 1)
    assert (answer.json()["refused"][0]["line"], answer.json()["refused"][0]["field"]) == (3, "cost")
    (group,) = service.http.get(
        f"/v1/ad-accounts/{account}/metrics", params={"from": "2026-04-01", "to": "2026-04-30", "group_by": "campaign"}
    ).json()["data"]
    assert (group["campaign_name"], group["cost"], group["conversions"]) == ("Café", "12.34", "2.5")


@pytest.mark.parametrize("content", [b"", b"campaign_id,cost\nc1,1\n", b"\x00\x01\x02", HEADER.replace("date,", "").encode()])
def test_a_file_without_our_columns_is_refused_whole(service: Client, content: bytes) -> None:
    account = service.create_account()
    answer = service.http.put(f"/v1/ad-accounts/{account}/metrics/csv", content=content, headers={"Content-Type": "text/csv"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "body_validation_error")
    assert service.http.get(f"/v1/ad-accounts/{account}/metrics?from=2026-01-01&to=2026-12-31").json()["data"] == []


def test_a_file_without_a_day_column_names_what_is_there_and_what_is_wanted(service: Client) -> None:
    account = service.create_account()
    answer = service.http.put(
        f"/v1/ad-accounts/{account}/metrics/csv", content=b"Kampagne,Kosten\na,1\n", headers={"Content-Type": "text/csv"}
    )
    told = " ".join(fault["msg"] for fault in answer.json()["error"]["details"]["errors"])
    assert all(word in told for word in ("kampagne", "kosten", "date", "campaign_id"))


def test_another_media_type_is_no_file(service: Client) -> None:
    account = service.create_account()
    answer = service.http.put(f"/v1/ad-accounts/{account}/metrics/csv", content=b"{}", headers={"Content-Type": "application/json"})
    assert answer.status_code == 415


def test_rows_are_added_up_by_day_week_and_campaign(service: Client) -> None:
    account = service.create_account()
    days = ["2026-04-12", "2026-04-13", "2026-04-14"]
    service.load(account, [ROW | {"date": day, "campaign_id": campaign} for day in days for campaign in ("c1", "c2")])
    url = f"/v1/ad-accounts/{account}/metrics?from=2026-04-01&to=2026-04-30&group_by="
    by_day = service.http.get(url + "day").json()["data"]
    assert [(group["group"], group["cost"], group["cpa"]) for group in by_day] == [(day, "24.68", "4.936") for day in days]
    assert [(group["group"], group["clicks"]) for group in service.http.get(url + "week").json()["data"]] == [
        ("2026-04-06", 80),
        ("2026-04-13", 160),
    ]
    assert [group["group"] for group in service.http.get(url + "campaign").json()["data"]] == ["c1", "c2"]


def test_groups_come_in_pages_like_every_list(service: Client) -> None:
    account = service.create_account()
    service.load(account, [ROW | {"campaign_id": f"c{n}", "cost": n} for n in range(5)])
    query = {"from": "2026-04-01", "to": "2026-04-30", "group_by": "campaign", "limit": "2"}
    pages: list[list[str]] = []
    more = True
    while more:
        answer = service.http.get(f"/v1/ad-accounts/{account}/metrics", params=query).json()
        pages.append([group["group"] for group in answer["data"]])
        more, query["cursor"] = answer["has_more"], answer["next_cursor"]
    assert pages == [["c4", "c3"], ["c2", "c1"], ["c0"]]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=2026-04-01",
        "from=2026-04-02&to=2026-04-01",
        "from=2025-01-01&to=2026-04-01",
        "from=x&to=y",
        "from=2026-04-01&to=2026-04-02&group_by=hour",
        "from=2026-04-01&to=2026-04-02&limit=101",
        "from=2026-04-01&to=2026-04-02&cursor=x",
    ],
)
def test_a_bad_window_is_a_400(service: Client, query: str) -> None:
    account = service.create_account()
    answer = service.http.get(f"/v1/ad-accounts/{account}/metrics?{query}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "validation_error")


def test_the_currency_of_an_account_with_rows_stays(service: Client) -> None:
    account = service.create_account()
    assert service.http.patch(f"/v1/ad-accounts/{account}", json={"currency": "USD"}).status_code == 200
    service.load(account, [ROW])
    answer = service.http.patch(f"/v1/ad-accounts/{account}", json={"currency": "EUR"})
    assert (answer.status_code, answer.json()["error"]["details"]) == (409, {"reason": "has_rows"})


def test_deleting_an_account_takes_its_rows(service: Client) -> None:
    account = service.create_account(external_account_id="comes-back")
    service.load(account, [ROW])
    assert service.http.delete(f"/v1/ad-accounts/{account}").status_code == 204
    again = service.create_account(external_account_id="comes-back")
    assert service.http.get(f"/v1/ad-accounts/{again}/metrics?from=2026-01-01&to=2026-12-31").json()["data"] == []


def test_more_rows_than_a_request_may_have_store_nothing(service: Client) -> None:
    account = service.create_account()
    answer = service.http.put(f"/v1/ad-accounts/{account}/metrics", json={"rows": [{}] * 10_001})
    assert answer.status_code == 422
    big = service.http.put(f"/v1/ad-accounts/{account}/metrics", json={"rows": ["x" * 4_000_000]})
    assert (big.status_code, big.json()["error"]["code"]) == (413, "payload_too_large")
