"""A small Chalice application that proves the local stack's drivers: what it does is what its events say. The tests run it as `app.py`."""

import json
import os
import time
from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate, Request, Response, SQSEvent

app = Chalice(app_name="drivers")


def seen(**facts: Any) -> None:
    """One line per event in the function's log: who handled it, when, and what."""
    print(json.dumps({"pid": os.getpid(), "at": time.time(), **facts}), flush=True)


def request() -> Request:
    assert app.current_request is not None
    return app.current_request


def body() -> bytes:
    raw = request().raw_body
    return raw if isinstance(raw, bytes) else raw.encode()


@app.route("/echo", methods=["GET", "POST"], content_types=["application/json", "text/plain"])
def echo() -> dict[str, Any]:
    return {**request().to_dict(), "body": body().decode("latin-1"), "environment": dict(os.environ)}


@app.route("/things/{name}/parts/{part}")
def part_of_one(name: str, part: str) -> dict[str, str]:
    return {"name": name, "part": part}


@app.route("/things/all/parts/{part}")
def part_of_all(part: str) -> dict[str, str]:
    return {"literal": part}


@app.route("/v1/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.route("/image", methods=["POST"], content_types=["image/png"])
def image() -> Response:
    return Response(body()[::-1], headers={"Content-Type": "image/png"})


@app.route("/headers")
def headers() -> Response:
    return Response("", status_code=204, headers={"Set-Cookie": ["a=1", "b=2"], "WWW-Authenticate": "Bearer"})


@app.route("/crash")
def crash() -> None:
    os._exit(7)


@app.route("/hang")
def hang() -> None:
    seen(hanging=True)
    time.sleep(600)


@app.route("/busy/{seconds}")
def busy(seconds: str) -> dict[str, int]:
    time.sleep(float(seconds))
    return {"pid": os.getpid()}


@app.route("/{proxy+}")
def anything_else() -> Response:
    return Response({"unknown": request().context["path"]}, status_code=404)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def tick(event: CloudWatchEvent) -> None:
    told = event.to_dict()
    seen(event=told)
    if told["time"].startswith("1999"):
        raise RuntimeError("no tick before the millennium")


@app.on_sqs_message(queue="folio-local-renders", batch_size=1, maximum_concurrency=3)
def render(event: SQSEvent) -> None:
    record = event.to_dict()["Records"][0]
    order = json.loads(record["body"])
    received = int(record["attributes"]["ApproximateReceiveCount"])
    seen(record=record, order=order, received=received)
    time.sleep(order.get("seconds", 0))
    if received <= order.get("fails", 0):
        raise RuntimeError(f"delivery {received} of {order['fails']} fails")
    if received <= order.get("crashes", 0):
        os._exit(7)
    if received <= order.get("hangs", 0):
        time.sleep(600)
    seen(order=order, done=True)
