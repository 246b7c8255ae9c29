"""One request is followed by its correlation id through every hop, into the metadata of each file that came of it."""

import json
import time
from typing import Any

import boto3
import pytest

from infra.local import aws
from tests.e2e.conftest import Client

_PATIENCE = 90
PROMPT = {"prompt_text": "Which coffee roaster is best for an office?", "category": "Recommendation"}


def lines(service: Client, function: str, correlation_id: str) -> list[dict[str, Any]]:
    """What a function logged of one correlation id."""
    log = service.stack.log(function)
    found = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")] if log.is_file() else []
    return [line for line in found if line.get("correlation_id") == correlation_id]


def measured(logged: list[dict[str, Any]], metric: str) -> list[dict[str, Any]]:
    """The lines that count this metric."""
    return [line for line in logged if metric in line]


def files(service: Client, report_id: str) -> dict[str, str]:
    """Each file of a report, and the correlation id that it carries."""
    session = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
    s3, bucket = session.client("s3", endpoint_url=service.stack.endpoint_url), service.stack.outputs["BucketName"]
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket=bucket).get("Contents", []) if report_id in each["Key"]]
    return {key: s3.head_object(Bucket=bucket, Key=key)["Metadata"]["correlation-id"] for key in keys}


@pytest.fixture
def schedule(service: Client) -> str:
    brand = service.http.post("/v1/brands", json={"name": "Acme Coffee", "website": "https://acme.example"}).json()["id"]
    body = {"brand_id": brand, "name": "Followed", "frequency": "weekly"}
    made: str = service.http.post("/v1/scheduled-reports", json=body).json()["id"]
    config = {"brand_id": brand, "name": "Germany", "country": "Germany", "language": "German", "scheduled_report_id": made}
    config_id = service.http.post("/v1/region-configs", json=config).json()["id"]
    assert service.http.post(f"/v1/region-configs/{config_id}/prompts", json={"prompts": [PROMPT]}).status_code == 201
    return made


def test_a_run_is_followed_from_its_request_over_three_queues_to_its_files(service: Client, schedule: str) -> None:
    answer = service.http.post(f"/v1/scheduled-reports/{schedule}/executions")
    correlation_id, execution_id = answer.headers["x-correlation-id"], answer.json()["id"]
    path = f"/v1/scheduled-reports/{schedule}/executions/{execution_id}"
    deadline = time.monotonic() + _PATIENCE
    while (run := service.http.get(path).json())["status"] not in ("completed", "partial", "failed"):
        assert time.monotonic() < deadline, run
        time.sleep(0.1)
    service.stack.wait_until_idle()
    (report_id,) = [each["report_id"] for each in run["reports"]]

    (request,) = lines(service, "app", correlation_id)
    assert (request["status"], request["execution_id"], request["http_2xx"]) == (202, execution_id, [1.0])
    dispatched = lines(service, "dispatch", correlation_id)
    assert {line["execution_id"] for line in dispatched} == {execution_id}
    assert measured(lines(service, "render", correlation_id), f"execution_{run['status']}")
    assert measured(dispatched, "dispatch_dispatched")
    for function, metric in {"ask": "cell_answered", "render": "render_finished"}.items():
        logged = lines(service, function, correlation_id)
        assert {(line["execution_id"], line["report_id"]) for line in logged} == {(execution_id, report_id)}, function
        assert measured(logged, metric), function
    kept = files(service, report_id)
    assert len(kept) >= 3, "the sheet, the facts, the document"
    assert set(kept.values()) == {correlation_id}


def test_a_report_is_followed_to_its_files_and_its_twin_is_counted(service: Client) -> None:
    account = service.create_account()
    row = {"campaign_id": "1", "campaign_name": "One", "spend": "5", "impressions": 100, "clicks": 10, "conversions": "1"}
    service.load(account, [row | {"date": "2026-03-02", "conversion_value": "9"}])
    body = {"template_key": "weekly_check_in", "ad_account_ids": [account], "period_start": "2026-03-02", "period_end": "2026-03-08"}
    first, twin = (service.http.post("/v1/reports", json=body) for _ in range(2))
    report_id = first.json()["id"]
    service.wait_for(report_id)
    (request,) = lines(service, "app", first.headers["x-correlation-id"])
    assert (request["report_requested"], request["report_id"], request["resource"]) == ([1.0], report_id, "/v1/reports")
    (repeated,) = lines(service, "app", twin.headers["x-correlation-id"])
    assert (repeated["report_deduplicated"], repeated["report_id"]) == ([1.0], report_id)
    assert measured(lines(service, "render", first.headers["x-correlation-id"]), "render_finished")
    assert [line["report_failed"] for line in lines(service, "render", first.headers["x-correlation-id"]) if "report_failed" in line] == [
        [0.0]
    ]
    assert set(files(service, report_id).values()) == {first.headers["x-correlation-id"]}


def test_no_line_holds_a_secret(service: Client) -> None:
    secret = service.keys._key.removeprefix("folio_")
    assert service.http.get("/v1/me").status_code == 200
    for function in ("app", "tick", "dispatch", "ask", "render"):
        log = service.stack.log(function)
        assert not log.is_file() or secret not in log.read_text()
    refused = service.http.get("/v1/me?api_key=do-not-log", headers={"Authorization": "Bearer folio_do-not-log"})
    assert refused.status_code in (400, 401)
    assert "do-not-log" not in service.stack.log("app").read_text()
