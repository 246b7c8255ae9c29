"""Requests with an Idempotency-Key, over HTTP."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx

from tests.e2e.conftest import Client

BRAND = {"name": "Acme Coffee", "website": "https://acme.example"}


def _post(service: Client, key: str, body: Any = None, path: str = "/v1/brands") -> httpx.Response:
    return service.http.post(path, json=BRAND if body is None else body, headers={"Idempotency-Key": key})


def test_a_repeat_is_answered_as_the_first_was(service: Client) -> None:
    key = uuid4().hex
    first, again = _post(service, key), _post(service, key)
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert again.headers["Location"] == first.headers["Location"] == f"{service.stack.url}/v1/brands/{first.json()['id']}"
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (None, "true")
    assert first.headers["X-Correlation-ID"] != again.headers["X-Correlation-ID"]


def test_another_request_with_the_same_key_is_a_conflict(service: Client) -> None:
    key = uuid4().hex
    brand_id = _post(service, key).json()["id"]
    headers = {"Idempotency-Key": key}
    others = (
        _post(service, key, BRAND | {"name": "Another"}),
        service.http.patch(f"/v1/brands/{brand_id}", json=BRAND, headers=headers),
        service.http.delete(f"/v1/brands/{brand_id}", headers=headers),
    )
    for other in others:
        assert (other.status_code, other.json()["error"]["details"]) == (409, {"reason": "idempotency_key_reused"})
    assert service.http.get(f"/v1/brands/{brand_id}").status_code == 200


def test_another_principal_of_the_organization_meets_the_same_key_and_another_organization_does_not(service: Client) -> None:
    key = uuid4().hex
    first = _post(service, key)
    for organization, status in (("local", 409), (uuid4().hex, 201)):
        headers = {"Authorization": f"Bearer {service.issue_key(organization)}", "Idempotency-Key": key}
        other = httpx.post(f"{service.stack.url}/v1/brands", json=BRAND | {"name": "Other"}, headers=headers)
        assert other.status_code == status, other.text
        assert first.json()["id"] not in other.text


def test_fifty_equal_requests_at_once_make_one_thing(service: Client) -> None:
    key, name = uuid4().hex, uuid4().hex
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: _post(service, key, BRAND | {"name": name}), range(50)))
    outcomes = Counter((answer.status_code, answer.headers.get("Idempotency-Replayed")) for answer in answers)
    assert outcomes[201, None] == 1
    assert outcomes[201, None] + outcomes[201, "true"] + outcomes[409, None] == 50, outcomes
    (only,) = service.http.get(f"/v1/brands?search={name}").json()["data"]
    assert {answer.json()["id"] for answer in answers if answer.status_code == 201} == {only["id"]}
    waiting = [answer for answer in answers if answer.status_code == 409]
    assert {answer.json()["error"]["details"]["reason"] for answer in waiting} <= {"idempotency_key_in_flight"}
    assert all(answer.headers["Retry-After"] == "1" for answer in waiting)


def test_a_fault_leaves_the_key_free_and_a_decision_does_not(service: Client) -> None:
    key = uuid4().hex
    assert _post(service, key, {"name": "Acme"}).status_code == 422
    assert _post(service, key).status_code == 201
    key, schedule = uuid4().hex, {"brand_id": str(uuid4()), "name": "Weekly", "frequency": "weekly"}
    first, again = (_post(service, key, schedule, "/v1/scheduled-reports") for _ in range(2))
    assert (first.status_code, again.status_code, again.json()["error"]) == (404, 404, first.json()["error"])
    assert again.json()["request_id"] == again.headers["X-Correlation-ID"] != first.headers["X-Correlation-ID"]
    assert again.headers["Idempotency-Replayed"] == "true"


def test_removing_twice_with_one_key_is_removing_once(service: Client) -> None:
    brand_id, headers = _post(service, uuid4().hex).json()["id"], {"Idempotency-Key": uuid4().hex}
    answers = [service.http.delete(f"/v1/brands/{brand_id}", headers=headers) for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    assert service.http.delete(f"/v1/brands/{brand_id}").status_code == 404


def test_fifty_long_prompts_are_replayed_whole(service: Client) -> None:
    brand = _post(service, uuid4().hex).json()["id"]
    config = service.http.post("/v1/region-configs", json={"brand_id": brand, "name": "Germany", "country": "Germany"}).json()["id"]
    prompts = [{"prompt_text": "".join(uuid4().hex for _ in range(62)), "category": "coffee"} for _ in range(50)]
    first, again = (_post(service, "k" * 255, {"prompts": prompts}, f"/v1/region-configs/{config}/prompts") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert len(first.json()["data"]) == 50


def test_put_and_get_do_not_look_at_the_header(service: Client) -> None:
    account = service.create_account()
    headers = {"Idempotency-Key": "not a key"}
    assert service.http.get("/v1/brands", headers=headers).status_code == 200
    assert service.http.put(f"/v1/ad-accounts/{account}/metrics", json={"rows": []}, headers=headers).status_code in (200, 422)
