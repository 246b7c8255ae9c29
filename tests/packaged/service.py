"""The deployed service from outside: its API through the packaged `app`, its queues, and the events that AWS would make of them."""

import hashlib
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from infra.local import sample_ads
from infra.local.environment import Environment

_EVENTS = Path(__file__).parent / "events"


def recorded(name: str) -> dict[str, Any]:
    """One of AWS's own samples: `rest`, `scheduled`, `sqs`."""
    event: dict[str, Any] = json.loads((_EVENTS / f"{name}.json").read_text())
    return event


def answer(environment: Environment, event: Mapping[str, Any]) -> Any:
    """What a function answers, in JSON. Its failure fails the test."""
    outcome = environment.invoke(json.dumps(event).encode())
    assert outcome.failure is None, outcome.failure
    return json.loads(outcome.payload)


def rest_event(method: str, resource: str, key: str | None = None, body: Any = None, **parameters: str) -> dict[str, Any]:
    """AWS's sample of a proxy event with another request in it; `parameters` are those of the path."""
    event = recorded("rest")
    path = re.sub(r"\{(\w+)\}", lambda found: parameters[found[1]], resource)
    more = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    event["headers"] |= more
    event["multiValueHeaders"] |= {name: [value] for name, value in more.items()}
    event["requestContext"] |= {"resourcePath": resource, "httpMethod": method, "path": f"/api{path}"}
    given = {"pathParameters": parameters or None, "body": None if body is None else json.dumps(body)}
    return event | {"resource": resource, "path": path, "httpMethod": method} | given


def with_headers(event: dict[str, Any], **headers: str) -> dict[str, Any]:
    """The event with more headers, or with others of their names; `_` stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return event | {
        "headers": event["headers"] | named,
        "multiValueHeaders": event["multiValueHeaders"] | {name: [value] for name, value in named.items()},
    }


def scheduled_event(at: str) -> dict[str, Any]:
    """AWS's sample of a scheduled event, at another time."""
    return recorded("scheduled") | {"time": at}


class Service:
    """What a client and the queues do. `run` starts a function by its name."""

    def __init__(self, app: Environment, key: str, sqs: Any, outputs: Mapping[str, str]) -> None:
        self.app = app
        self.key = key
        self._sqs = sqs
        self._outputs = outputs

    def call(self, method: str, resource: str, body: Any = None, status: int = 200, **parameters: str) -> dict[str, Any]:
        """What the API answers."""
        said = answer(self.app, rest_event(method, resource, self.key, body, **parameters))
        assert said["statusCode"] == status, said
        told: dict[str, Any] = json.loads(said["body"])
        return told

    def message(self, queue: str) -> dict[str, Any]:
        """The event that Lambda makes of the next message of a queue (`renders`): AWS's sample with that message in it."""
        (message,) = self._sqs.receive_message(QueueUrl=self._url(queue), MaxNumberOfMessages=1, WaitTimeSeconds=5)["Messages"]
        self._sqs.delete_message(QueueUrl=self._url(queue), ReceiptHandle=message["ReceiptHandle"])
        event = deepcopy(recorded("sqs"))
        event["Records"][0] |= {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "md5OfBody": hashlib.md5(message["Body"].encode(), usedforsecurity=False).hexdigest(),
        }
        return event

    def count(self, queue: str) -> int:
        """How many messages wait."""
        counted = self._sqs.get_queue_attributes(QueueUrl=self._url(queue), AttributeNames=["ApproximateNumberOfMessages"])
        return int(counted["Attributes"]["ApproximateNumberOfMessages"])

    def empty(self) -> None:
        """Throws away what waits in any queue."""
        for queue in ("executions", "questions", "renders"):
            self._sqs.purge_queue(QueueUrl=self._url(queue))

    def _url(self, queue: str) -> str:
        return self._outputs[f"{queue.title()}QueueUrl"]

    def load(self, rows: list[dict[str, Any]]) -> str:
        """Loads rows into an account of their own; its id."""
        account = self.call("POST", "/v1/ad-accounts", sample_ads.ACCOUNT, 201)["id"]
        loaded = self.call("PUT", "/v1/ad-accounts/{account_id}/metrics", {"rows": rows}, account_id=account)
        assert (loaded["rows_stored"], loaded["rows_refused"]) == (len(rows), 0)
        return str(account)

    def request_weekly(self, account: str, start: str, end: str, title: str = "Weekly") -> str:
        """Asks for a report; its id."""
        body = {"template_key": "weekly_check_in", "ad_account_ids": [account], "period_start": start, "period_end": end, "title": title}
        return str(self.call("POST", "/v1/reports", body, 202)["id"])

    def schedule(self, prompts: list[dict[str, str]]) -> str:
        """A schedule of one market on one platform; its id."""
        acme = {"name": "Acme Coffee", "website": "https://acme.example", "competitors": [{"name": "Blue Anchor"}]}
        brand = self.call("POST", "/v1/brands", acme, 201)["id"]
        schedule = self.call("POST", "/v1/scheduled-reports", {"brand_id": brand, "name": "Weekly", "frequency": "weekly"}, 201)["id"]
        market = {"brand_id": brand, "name": "Germany", "country": "Germany", "language": "German", "scheduled_report_id": schedule}
        config = self.call("POST", "/v1/region-configs", market | {"ai_platforms": ["chatgpt"]}, 201)["id"]
        self.call("POST", "/v1/region-configs/{region_config_id}/prompts", {"prompts": prompts}, 201, region_config_id=config)
        return str(schedule)
