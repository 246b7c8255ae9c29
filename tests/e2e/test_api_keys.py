"""Keys, over real HTTP: made, used, listed, revoked; what each may do."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from infra.local.application import CHECKOUT
from tests.e2e.conftest import Client


@pytest.fixture
def with_key(service: Client) -> Iterator[Callable[[str], httpx.Client]]:
    """A client with a key."""
    opened: list[httpx.Client] = []

    def client(key: str) -> httpx.Client:
        opened.append(httpx.Client(base_url=service.stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=60))
        return opened[-1]

    yield client
    for each in opened:
        each.close()


@pytest.fixture
def root(service: Client, with_key: Callable[[str], httpx.Client]) -> httpx.Client:
    """A client that may do everything in an organization of these tests' own."""
    return with_key(service.issue_key("keys"))


def _made(answer: httpx.Response, status: int = 201) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def _refused(answer: httpx.Response) -> tuple[int, str, Any]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error.get("details")


def _brand(client: httpx.Client, name: str) -> str:
    return str(_made(client.post("/v1/brands", json={"name": name, "website": "https://acme.example"}))["id"])


def test_a_key_is_made_used_listed_and_revoked_at_once(root: httpx.Client, with_key: Callable[[str], httpx.Client]) -> None:
    made_at = root.post("/v1/api-keys", json={"name": "  ci  ", "scopes": ["write:brands", "read:reports"]})
    made = _made(made_at)
    secret = made.pop("key")
    assert made == {
        "object": "api_key",
        "id": made["id"],
        "name": "ci",
        "key_prefix": secret[:12],
        "scopes": ["read:reports", "write:brands"],
        "allowed_brand_id": None,
        "created_at": made["created_at"],
        "last_used_at": None,
    }
    assert root.get(made_at.headers["Location"]).json() == made
    with_it = with_key(secret)
    me = with_it.get("/v1/me").json()
    assert me == {
        "object": "me",
        "auth_type": "api_key",
        "organization_id": "keys",
        "key_id": made["id"],
        "key_prefix": secret[:12],
        "scopes": ["read:reports", "write:brands"],
        "allowed_brand_id": None,
    }
    (listed,) = [key for key in root.get("/v1/api-keys?limit=100").json()["data"] if key["id"] == made["id"]]
    assert listed["last_used_at"] >= made["created_at"]
    assert listed | {"last_used_at": None} == made
    assert secret not in root.get("/v1/api-keys?limit=100").text
    assert root.delete(f"/v1/api-keys/{made['id']}").status_code == 204
    assert _refused(with_it.get("/v1/me"))[:2] == (401, "unauthorized")
    assert root.delete(f"/v1/api-keys/{made['id']}").status_code == root.get(f"/v1/api-keys/{made['id']}").status_code == 404


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"name": "x" * 101, "scopes": ["*"]}, ["body", "name"]),
        ({"name": "", "scopes": ["*"]}, ["body", "name"]),
        ({"name": "x", "scopes": []}, ["body", "scopes"]),
        ({"name": "x", "scopes": ["read:brands", "read:everything"]}, ["body", "scopes", 1]),
        ({"name": "x", "scopes": ["*", "*"]}, ["body", "scopes"]),
        ({"name": "x", "scopes": ["*"], "expires_at": None}, ["body", "expires_at"]),
        ({"name": "x"}, ["body", "scopes"]),
    ],
    ids=str,
)
def test_a_bad_key_names_its_field(root: httpx.Client, body: dict[str, Any], loc: list[str | int]) -> None:
    answer = root.post("/v1/api-keys", json=body)
    assert _refused(answer)[:2] == (422, "body_validation_error")
    assert [fault["loc"] for fault in answer.json()["error"]["details"]["errors"]] == [loc]


def test_no_scope_is_given_that_one_lacks(root: httpx.Client, with_key: Callable[[str], httpx.Client]) -> None:
    clerk = with_key(_made(root.post("/v1/api-keys", json={"name": "clerk", "scopes": ["write:keys", "read:brands"]}))["key"])
    assert _made(clerk.post("/v1/api-keys", json={"name": "reader", "scopes": ["read:brands"]}))["scopes"] == ["read:brands"]
    held = {"required_scope": "write:brands", "key_scopes": ["read:brands", "write:keys"]}
    refused = clerk.post("/v1/api-keys", json={"name": "more", "scopes": ["read:brands", "write:brands"]})
    assert _refused(refused) == (403, "insufficient_scope", held)
    assert _refused(clerk.post("/v1/brands", json={}))[:2] == (403, "insufficient_scope")


@pytest.mark.parametrize(
    ("held", "read_brands", "write_brands", "read_keys"),
    [
        ("*", 200, 422, 200),
        ("read:all", 200, 403, 200),
        ("write:all", 200, 422, 200),
        ("write:brands", 200, 422, 403),
        ("read:brands", 200, 403, 403),
        ("write:prompts", 403, 403, 403),
    ],
)
def test_a_scope_opens_what_it_implies(
    root: httpx.Client, with_key: Callable[[str], httpx.Client], held: str, read_brands: int, write_brands: int, read_keys: int
) -> None:
    client = with_key(_made(root.post("/v1/api-keys", json={"name": held, "scopes": [held]}))["key"])
    answers = [client.get("/v1/brands"), client.post("/v1/brands", json={}), client.get("/v1/api-keys"), client.get("/v1/me")]
    assert [answer.status_code for answer in answers] == [read_brands, write_brands, read_keys, 200]


def test_a_key_that_is_restricted_to_a_brand_sees_it_and_nothing_else(root: httpx.Client, with_key: Callable[[str], httpx.Client]) -> None:
    mine, theirs = _brand(root, "Mine"), _brand(root, "Theirs")
    body = {"name": "agency", "scopes": ["*"], "allowed_brand_id": mine}
    restricted = with_key(_made(root.post("/v1/api-keys", json=body))["key"])
    assert [brand["id"] for brand in restricted.get("/v1/brands").json()["data"]] == [mine]
    assert restricted.get(f"/v1/brands/{mine}").status_code == 200
    schedule = {"brand_id": theirs, "name": "weekly", "frequency": "weekly"}
    made = _made(root.post("/v1/scheduled-reports", json=schedule))["id"]
    account = {"account_name": "A", "platform": "other", "external_account_id": "restricted", "currency": "EUR", "timezone": "UTC"}
    for answer in (
        restricted.get(f"/v1/brands/{theirs}"),
        restricted.post("/v1/brands", json={"name": "New", "website": "https://new.example"}),
        restricted.post("/v1/scheduled-reports", json=schedule),
        restricted.get(f"/v1/scheduled-reports/{made}"),
        restricted.delete(f"/v1/scheduled-reports/{made}"),
        restricted.post("/v1/ad-accounts", json=account | {"brand_id": theirs}),
        restricted.post("/v1/api-keys", json=body | {"allowed_brand_id": theirs}),
    ):
        assert _refused(answer) == (403, "brand_not_authorized", None)
    assert restricted.get("/v1/scheduled-reports").json()["data"] == []
    assert _made(restricted.post("/v1/ad-accounts", json=account))["brand_id"] == mine
    assert _made(restricted.post("/v1/api-keys", json={"name": "own", "scopes": ["read:all"]}))["allowed_brand_id"] == mine
    assert {key["allowed_brand_id"] for key in restricted.get("/v1/api-keys").json()["data"]} == {mine}
    unseen = root.post("/v1/api-keys", json=body | {"allowed_brand_id": "0190a6e0-0000-7000-8000-000000000000"})
    assert _refused(unseen) == (404, "not_found", {"field": "allowed_brand_id"})


def test_no_log_holds_a_key(service: Client, root: httpx.Client) -> None:
    secret = _made(root.post("/v1/api-keys", json={"name": "logged", "scopes": ["*"]}))["key"]
    assert httpx.get(f"{service.stack.url}/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    for log in service.stack.log("app").parent.glob("*.log"):
        assert secret not in log.read_text(), log.name


def test_a_repeated_request_is_answered_without_the_secret(root: httpx.Client) -> None:
    body, headers = {"name": "once", "scopes": ["read:brands"]}, {"Idempotency-Key": "once"}
    first, again = (root.post("/v1/api-keys", json=body, headers=headers) for _ in range(2))
    assert _made(again) == _made(first) | {"key": None}
    assert again.headers["Idempotency-Replayed"] == "true"
    assert [key["name"] for key in root.get("/v1/api-keys?limit=100").json()["data"]].count("once") == 1


def _key_command(service: Client, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "infra.local", "key", f"--dir={service.stack.directory}", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_a_command_prints_a_key_of_the_running_stack_and_nothing_else(service: Client, with_key: Callable[[str], httpx.Client]) -> None:
    run = _key_command(service, "--organization=beta", "--scopes=read:brands,write:reports")
    assert (run.returncode, run.stderr, run.stdout.count("\n")) == (0, "", 1)
    me = with_key(run.stdout.strip()).get("/v1/me").json()
    assert (me["organization_id"], me["scopes"]) == ("beta", ["read:brands", "write:reports"])


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--organization=Beta"], 2, "ORG='Beta'"),
        (["--organization=beta", "--scopes=read:everything"], 2, "SCOPES='read:everything'"),
        (["--organization=beta", "--dir=/nowhere", "--port=9"], 1, "No local stack runs on port 9"),
    ],
)
def test_a_key_that_can_not_be_had_is_one_line(service: Client, arguments: list[str], code: int, told: str) -> None:
    run = _key_command(service, *arguments)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (code, "", 1)
    assert run.stderr.startswith(told)
