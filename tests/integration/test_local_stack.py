"""The drivers of the local stack, proven on an application of their own: tests/integration/local_stack_app."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import boto3
import httpx
import pytest

from infra.local import control
from infra.local.application import CHECKOUT
from infra.local.aws import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.stack import LocalStack

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

DRIVEN = Path(__file__).parent / "local_stack_app"
RENDER_CONCURRENCY = 3
OVERRIDES = {"RendersVisibilitySeconds": "2", "RendersReceiveCount": "2"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The driven application as a Chalice project. (Two app.py in one checkout would be one module to mypy.)"""
    directory = shutil.copytree(DRIVEN, tmp_path_factory.mktemp("project"), dirs_exist_ok=True)
    return (directory / "driven.py").rename(directory / "app.py").parent


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[LocalStack]:
    with LocalStack(
        tmp_path_factory.mktemp("stack"), project=project, ticks=False, overrides=OVERRIDES, integration_seconds=1.5
    ) as running:
        yield running


@pytest.fixture(scope="module")
def api(stack: LocalStack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack.url, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def sqs(stack: LocalStack) -> Iterator["SQSClient"]:
    client = boto3.Session(ACCESS_KEY_ID, SECRET_ACCESS_KEY, region_name=REGION).client("sqs", endpoint_url=stack.endpoint_url)
    yield client
    client.close()


@pytest.fixture
def order(stack: LocalStack, sqs: "SQSClient") -> Callable[..., str]:
    """Sends the `render` of the fixture's application an order, and gives its id back."""

    def send(**what: Any) -> str:
        name = str(uuid4())
        sqs.send_message(QueueUrl=stack.outputs["RendersQueueUrl"], MessageBody=json.dumps({"name": name, **what}))
        return name

    return send


def wait_until(condition: Callable[[], bool], timeout: float = 20) -> None:
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def logged(stack: LocalStack, function: str, name: str = "") -> list[dict[str, Any]]:
    path = stack.log(function)
    lines = path.read_text().splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines if line.startswith("{") and name in line]


def deliveries(stack: LocalStack, name: str) -> list[int]:
    return [line["received"] for line in logged(stack, "render", name) if "received" in line]


def is_done(stack: LocalStack, name: str) -> bool:
    return any("done" in line for line in logged(stack, "render", name))


def test_a_request_reaches_the_function_as_the_gateway_sends_it(api: httpx.Client) -> None:
    echo = api.post("/echo?a=1&a=2&b=%20x", content=b'{"x": 1}', headers={"Content-Type": "application/json"}).json()
    assert echo["method"] == "POST"
    assert echo["body"] == '{"x": 1}'
    assert echo["query_params"] == {"a": "2", "b": " x"}
    assert echo["context"]["resourcePath"] == "/echo"
    assert echo["context"]["stage"] == "api"
    assert str(UUID(echo["context"]["requestId"])) == echo["context"]["requestId"]
    assert echo["context"]["identity"]["sourceIp"] == "127.0.0.1"
    assert echo["context"]["domainName"] == api.base_url.netloc.decode()


def test_a_body_in_chunks_arrives_whole(api: httpx.Client) -> None:
    answer = api.post("/echo", content=iter([b"one, ", b"two"]), headers={"Content-Type": "text/plain"})
    assert answer.json()["body"] == "one, two"


def test_the_function_runs_in_lambdas_own_environment(api: httpx.Client, stack: LocalStack) -> None:
    environment = api.get("/echo").json()["environment"]
    assert environment["AWS_LAMBDA_FUNCTION_NAME"] == "drivers-local"
    assert environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "256"
    assert environment["_HANDLER"] == "app.app"
    assert environment["AWS_ENDPOINT_URL"] == stack.endpoint_url
    assert environment["FOLIO_TABLE"] == stack.outputs["TableName"]
    assert "PYTEST_CURRENT_TEST" not in environment


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/things/a%2Fb/parts/%C3%BC", {"name": "a%2Fb", "part": "%C3%BC"}),
        ("/things/all/parts/7", {"literal": "7"}),
        ("/things//parts/7", {"unknown": "/things//parts/7"}),
        ("/nowhere/at/all", {"unknown": "/nowhere/at/all"}),
    ],
)
def test_a_path_goes_to_the_resource_that_the_gateway_would_pick(api: httpx.Client, path: str, answer: dict[str, str]) -> None:
    assert api.get(path).json() == answer


def test_a_binary_body_goes_and_comes_whole(api: httpx.Client) -> None:
    answer = api.post("/image", content=b"\x00\xff\x80", headers={"Content-Type": "image/png", "Accept": "image/png"})
    assert answer.content == b"\x80\xff\x00"


def test_repeated_headers_of_an_answer_stay_apart(api: httpx.Client) -> None:
    answer = api.get("/headers")
    assert answer.status_code == 204
    assert answer.headers.get_list("Set-Cookie") == ["a=1", "b=2"]
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_method_that_the_path_does_not_have_is_the_applications_to_answer(api: httpx.Client) -> None:
    assert api.delete("/echo").status_code == 405
    assert api.head("/echo").content == b""


def in_envelope(answer: httpx.Response, status: int, code: str) -> bool:
    body = answer.json()
    return (answer.status_code, body["error"]["code"], body["request_id"]) == (status, code, answer.headers["X-Correlation-ID"])


@pytest.mark.parametrize("megabytes", [7, 11])
def test_a_body_over_the_quota_is_refused_in_the_envelope(api: httpx.Client, megabytes: int) -> None:
    answer = api.post("/echo", content=b"x" * megabytes * 1024 * 1024, headers={"Content-Type": "text/plain"})
    assert in_envelope(answer, 413, "payload_too_large")


def test_a_function_that_dies_is_a_500_and_is_replaced(api: httpx.Client) -> None:
    assert in_envelope(api.get("/crash"), 500, "internal_error")
    assert api.get("/echo").status_code == 200


def test_a_function_that_hangs_is_a_503_is_killed_and_is_replaced(api: httpx.Client, stack: LocalStack) -> None:
    assert in_envelope(api.get("/hang"), 503, "service_unavailable")
    stack.wait_until_idle(timeout=5)
    assert api.get("/echo").status_code == 200


def test_a_client_that_hangs_up_harms_nobody(api: httpx.Client, stack: LocalStack) -> None:
    address = (api.base_url.host, api.base_url.port or 0)
    for said in (b"", b"GET /busy/0.2 HTTP/1.1\r\nHost: x\r\n\r\n", b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nhalf"):
        with socket.create_connection(address) as connection:
            connection.sendall(said)
    assert api.get("/echo").status_code == 200
    stack.wait_until_idle(timeout=5)


def test_health_needs_the_key_file(api: httpx.Client, stack: LocalStack) -> None:
    assert api.get("/v1/health").status_code == 200
    key = stack.directory / "key"
    away = key.rename(key.with_name("away"))
    assert in_envelope(api.get("/v1/health"), 503, "service_unavailable")
    away.rename(key)
    assert api.get("/v1/health").status_code == 200


def test_the_key_is_random_its_owners_alone_and_stored_only_as_a_hash(stack: LocalStack) -> None:
    key = stack.directory / "key"
    assert re.fullmatch(r"folio_[0-9A-Za-z]{40}", stack.key)
    assert key.read_text() == stack.key + "\n"
    assert key.stat().st_mode & 0o777 == 0o600
    dynamodb = boto3.Session(ACCESS_KEY_ID, SECRET_ACCESS_KEY, region_name=REGION).client("dynamodb", endpoint_url=stack.endpoint_url)
    items = dynamodb.scan(TableName=stack.outputs["TableName"])["Items"]
    dynamodb.close()
    assert sorted(item["sk"]["S"] for item in items) == ["apikey", "key"], "what it opens, and where it is listed"
    assert stack.key not in str(items)


def test_requests_at_once_have_a_process_each_and_one_after_the_other_share_one(stack: LocalStack) -> None:
    with httpx.Client(base_url=stack.url, timeout=20) as client:
        first, second = client.get("/busy/0").json(), client.get("/busy/0").json()
    assert first["pid"] == second["pid"]
    with contextlib.ExitStack() as held:
        connections = [held.enter_context(socket.create_connection(("127.0.0.1", int(stack.url.rpartition(":")[2])))) for _ in range(3)]
        for connection in connections:
            connection.sendall(b"GET /busy/0.8 HTTP/1.1\r\nHost: x\r\n\r\n")
        answers = [json.loads(connection.makefile("rb").read().partition(b"\r\n\r\n")[2]) for connection in connections]
    assert len({answer["pid"] for answer in answers}) == 3


def test_a_message_reaches_the_function_as_lambda_sends_it(stack: LocalStack, sqs: "SQSClient") -> None:
    body, url = json.dumps({"name": "shape"}), stack.outputs["RendersQueueUrl"]
    sent = sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes={"Colour": {"DataType": "String", "StringValue": "blue"}})
    wait_until(lambda: is_done(stack, "shape"))
    record = logged(stack, "render", "shape")[0]["record"]
    assert record["messageId"] == sent["MessageId"]
    assert record["body"] == body
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == stack.outputs["RendersQueueArn"]
    assert record["awsRegion"] == REGION
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert record["attributes"]["SentTimestamp"].isdecimal()
    assert record["messageAttributes"]["Colour"]["stringValue"] == "blue"


@pytest.mark.parametrize("how", ["fails", "crashes", "hangs"])
def test_a_message_whose_handler_did_not_end_well_comes_again(stack: LocalStack, order: Callable[..., str], how: str) -> None:
    name = order(**{how: 1})
    wait_until(lambda: is_done(stack, name))
    stack.wait_until_idle()
    assert deliveries(stack, name) == [1, 2]


def test_a_message_that_was_received_too_often_ends_in_the_dead_letter_queue(
    stack: LocalStack, order: Callable[..., str], sqs: "SQSClient"
) -> None:
    name = order(fails=99)
    dead = sqs.receive_message(QueueUrl=stack.outputs["RendersDeadLetterQueueUrl"], WaitTimeSeconds=20)["Messages"]
    assert [json.loads(message["Body"])["name"] for message in dead] == [name]
    assert deliveries(stack, name) == [1, 2]
    stack.wait_until_idle()


def test_a_worker_killed_in_the_middle_leaves_its_message_to_the_next(stack: LocalStack, order: Callable[..., str]) -> None:
    name = order(seconds=0.5)
    stack.kill_worker("render")
    wait_until(lambda: is_done(stack, name))
    assert deliveries(stack, name)[-1] == 2
    assert sum("done" in line for line in logged(stack, "render", name)) == 1


def test_no_more_messages_are_handled_at_once_than_the_mapping_allows_and_one_by_a_process(
    stack: LocalStack, order: Callable[..., str], sqs: "SQSClient"
) -> None:
    names = [order(seconds=0.3) for _ in range(9)]
    received: set[int] = set()

    def all_done() -> bool:
        attributes = sqs.get_queue_attributes(QueueUrl=stack.outputs["RendersQueueUrl"], AttributeNames=["All"])["Attributes"]
        received.add(int(attributes["ApproximateNumberOfMessagesNotVisible"]))
        return all(is_done(stack, name) for name in names)

    wait_until(all_done)
    assert max(received) <= RENDER_CONCURRENCY  # none is received that would only wait, while its visibility time-out runs
    lines = [line for name in names for line in logged(stack, "render", name)]
    events = sorted((line["at"], line["pid"], -1 if "done" in line else 1) for line in lines)
    busy: dict[int, int] = {}
    most = 0
    for _, pid, change in events:
        busy[pid] = busy.get(pid, 0) + change
        assert busy[pid] in {0, 1}
        most = max(most, sum(busy.values()))
    assert most == RENDER_CONCURRENCY


def test_a_tick_is_an_event_of_the_rule_at_the_time_asked_for(stack: LocalStack) -> None:
    assert stack.tick(datetime(2026, 3, 1, 10, tzinfo=UTC)) == []
    wait_until(lambda: bool(logged(stack, "tick", "2026-03-01T10:00:00Z")))
    event = logged(stack, "tick", "2026-03-01T10:00:00Z")[0]["event"]
    assert event["source"] == "aws.events"
    assert event["detail-type"] == "Scheduled Event"
    assert event["resources"] == [f"arn:aws:events:{REGION}:123456789012:rule/drivers-local-tick-event"]


def test_a_tick_may_carry_milliseconds(stack: LocalStack) -> None:
    control.tick(stack.directory, datetime(2026, 3, 1, 10, 0, 0, 250000, tzinfo=UTC))
    wait_until(lambda: bool(logged(stack, "tick", "2026-03-01T10:00:00.250Z")))


def test_a_tick_that_fails_says_so_and_is_not_tried_again(stack: LocalStack) -> None:
    with pytest.raises(control.TickFailed, match="before the millennium"):
        control.tick(stack.directory, datetime(1999, 3, 1, tzinfo=UTC))
    wait_until(lambda: bool(logged(stack, "tick", "1999-03-01")))
    assert len(logged(stack, "tick", "1999-03-01")) == 1


# --- the command -----------------------------------------------------------------------------------------------------------------


class Up:
    """`python -m infra.local up`, as a person runs it."""

    def __init__(self, directory: Path, port: int, project: Path) -> None:
        command = [sys.executable, "-m", "infra.local", "up", "--port", str(port), "--dir", str(directory), "--project", str(project)]
        self.directory = directory
        self.output = directory.with_suffix(".out").open("w+")
        self.process = subprocess.Popen(command, cwd=CHECKOUT, stdout=self.output, stderr=subprocess.STDOUT, start_new_session=True)

    def said(self) -> str:
        self.output.seek(0)
        return self.output.read()

    def wait_until_up(self) -> None:
        wait_until(lambda: "Folio runs" in self.said(), timeout=60)

    def children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for task in tasks for pid in task.read_text().split()]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def up(tmp_path: Path, project: Path) -> Iterator[Callable[[int], Up]]:
    started: list[Up] = []

    def start(port: int) -> Up:
        started.append(Up(tmp_path / f"state{len(started)}", port, project))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()
        each.output.close()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_quickly_with_every_process_it_started(up: Callable[[int], Up], signum: signal.Signals) -> None:
    port = free_port()
    running = up(port)
    running.wait_until_up()
    assert httpx.get(f"http://127.0.0.1:{port}/v1/health").status_code == 200
    children = running.children()
    assert len(children) >= 2
    asked_at = time.monotonic()
    running.process.send_signal(signum)
    assert running.process.wait(timeout=10) == 0
    assert time.monotonic() - asked_at < 3
    assert not [pid for pid in children if is_running(pid)]
    assert not (running.directory / "key").exists()
    assert "Traceback" not in running.said()


def test_a_stack_that_is_killed_leaves_no_orphan(up: Callable[[int], Up]) -> None:
    port = free_port()
    running = up(port)
    running.wait_until_up()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /hang HTTP/1.1\r\nHost: x\r\n\r\n")
        wait_until(lambda: "hanging" in (running.directory / "logs" / "app.log").read_text())
        children = running.children()
        os.kill(running.process.pid, signal.SIGKILL)
    wait_until(lambda: not any(is_running(pid) for pid in children), timeout=5)


def test_a_taken_port_is_refused_in_one_line(up: Callable[[int], Up]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        refused = up(port)
        assert refused.process.wait(timeout=30) == 1
    assert refused.said() == f"Port {port} is taken by another program\n"


def tick(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "infra.local", "tick", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_a_tick_at_no_instant_is_refused_in_one_line() -> None:
    refused = tick("--at", "2026-03-01T10:00:00")
    assert refused.returncode == 2
    assert "no ISO-8601 instant" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_tick_where_no_stack_runs_says_so_in_one_line() -> None:
    refused = tick("--at", "2026-03-01T10:00:00Z", "--port", str(free_port()))
    assert refused.returncode == 1
    assert refused.stderr.startswith("No local stack runs on port")
    assert refused.stderr.count("\n") == 1
