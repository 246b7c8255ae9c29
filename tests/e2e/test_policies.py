"""The service asks AWS for no more than its functions' policies allow; of what every other test here asks, conftest.py says the same.

That they allow no more than it asks, tests/architecture/test_policies.py derives from the code.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.stack import LocalStack
from tests.e2e.conftest import Client
from tests.e2e.policies import FUNCTIONS, asked, beyond_policies

PROMPT = {"prompt_text": "Which coffee roaster is best for an office?", "category": "Recommendation"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service of its own: the tick below would run whatever schedules other tests have left."""
    with LocalStack(tmp_path_factory.mktemp("policies"), ticks=False) as stack:
        client = Client(stack)
        yield client
        client.http.close()


def test_a_schedule_a_report_and_its_deletion_ask_for_what_is_allowed(service: Client) -> None:
    http = service.http
    assert http.get("/v1/health").status_code == 200
    brand = http.post("/v1/brands", json={"name": "Acme", "website": "https://acme.example"}).json()["id"]
    schedule = http.post("/v1/scheduled-reports", json={"brand_id": brand, "name": "Weekly", "frequency": "weekly"}).json()
    config = {"brand_id": brand, "name": "Germany", "country": "Germany", "language": "German", "scheduled_report_id": schedule["id"]}
    made = http.post("/v1/region-configs", json=config).json()["id"]
    assert http.post(f"/v1/region-configs/{made}/prompts", json={"prompts": [PROMPT]}).status_code == 201
    service.stack.tick(datetime.now(UTC) + timedelta(days=8))
    service.stack.wait_until_idle(120)
    assert http.get(f"/v1/scheduled-reports/{schedule['id']}/executions").json()["data"], "the tick ran it"
    account = service.create_account(brand_id=brand)
    row = {"campaign_id": "1", "campaign_name": "One", "spend": "5", "impressions": 100, "clicks": 10, "conversions": "1"}
    service.load(account, [row | {"date": "2026-03-02", "conversion_value": "9"}])
    report = service.wait_for(service.request(account, start="2026-03-02", end="2026-03-08")["id"])
    assert http.delete(f"/v1/reports/{report['id']}").status_code == 204

    assert beyond_policies(service.stack) == []
    asking = {function: {action for who, action, _ in asked(service.stack) if who == function} for function in FUNCTIONS}
    assert {function: len(actions) >= 4 for function, actions in asking.items()} == dict.fromkeys(FUNCTIONS, True), asking
