"""HTTP: one client per process, with connections that are kept, and requests that are sent once.

httpx2 is the client that the vendors' SDKs carry; theirs get the same one.
"""

import logging
from functools import cache
from typing import Any

import httpx2

from chalicelib.engines.wire import failures

CONNECT_SECONDS = 5.0


@cache
def client() -> httpx2.Client:
    """The client. It follows no redirect and neither it nor an SDK logs what it sends: SerpApi takes its key as a parameter."""
    for name in ("httpx2", "httpcore2", "openai", "anthropic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx2.Client(follow_redirects=False)


def timeout(seconds: float) -> httpx2.Timeout:
    """So long for an answer, and no more than five seconds for a connection."""
    return httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))


def send(request: httpx2.Request, *, key: str) -> dict[str, Any]:
    """The JSON object of a success; `AskLater` or `AskFailed` for all else."""
    try:
        response = client().send(request)
    except httpx2.TimeoutException:
        condition = failures.timed_out()
    except httpx2.TransportError:
        condition = failures.away()
    else:
        return body_of(response, key=key)
    raise condition


def body_of(response: httpx2.Response, *, key: str) -> dict[str, Any]:
    """The JSON object of a response that is a success; `AskLater` or `AskFailed` for any other."""
    if not response.is_success:
        raise failures.of_response(response, key=key)
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise failures.unreadable()
    return body
