"""A small Chalice application that proves the local stack's drivers: what it does is what its events say."""

import json
import os
import time

from chalice import Chalice, Rate, Response

app = Chalice(app_name="drivers")


def _seen(**facts):
    """One line per event in the function's log: who handled it, when, and what."""
    print(json.dumps({"pid": os.getpid(), "at": time.time(), **facts}), flush=True)


def _echo():
    request = app.current_request
    return {**request.to_dict(), "body": request.raw_body.decode("latin-1"), "environment": dict(os.environ), "pid": os.getpid()}


@app.route("/echo", methods=["GET", "POST"], content_types=["application/json", "text/plain"])
def echo():
    return _echo()


@app.route("/things/{name}/parts/{part}")
def part(name, part):
    return {"name": name, "part": part}


@app.route("/things/all/parts/{part}")
def part_of_all(part):
    return {"literal": part}


@app.route("/v1/health")
def health():
    return {"status": "ok"}


@app.route("/image", methods=["POST"], content_types=["image/png"])
def image():
    return Response(app.current_request.raw_body[::-1], headers={"Content-Type": "image/png"})


@app.route("/headers")
def headers():
    return Response("", status_code=204, headers={"Set-Cookie": ["a=1", "b=2"], "WWW-Authenticate": "Bearer"})


@app.route("/malformed")
def malformed():
    os.write(2, b"about to answer nonsense\n")
    raise KeyError("not a response")


@app.route("/crash")
def crash():
    os._exit(7)


@app.route("/hang")
def hang():
    time.sleep(600)


@app.route("/busy/{seconds}")
def busy(seconds):
    started = time.time()
    time.sleep(float(seconds))
    return {"pid": os.getpid(), "started": started, "ended": time.time()}


@app.route("/{proxy+}")
def anything_else():
    return Response({"unknown": app.current_request.context["path"]}, status_code=404)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def tick(event):
    _seen(event=event.to_dict())
    if event.to_dict()["time"].startswith("1999"):
        raise RuntimeError("no tick before the millennium")


@app.on_sqs_message(queue="folio-local-renders", batch_size=1, maximum_concurrency=3)
def render(event):
    record = event.to_dict()["Records"][0]
    order = json.loads(record["body"])
    received = int(record["attributes"]["ApproximateReceiveCount"])
    _seen(record=record, order=order, received=received)
    time.sleep(order.get("seconds", 0))
    if received <= order.get("fails", 0):
        raise RuntimeError(f"delivery {received} of {order['fails']} fails")
    if received <= order.get("crashes", 0):
        os._exit(7)
    if received <= order.get("hangs", 0):
        time.sleep(600)
    _seen(order=order, done=True)
