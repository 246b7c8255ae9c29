"""HTTP: one client per process, with connections that are kept, and requests that are sent once.

httpx2 is the client that the vendors' SDKs carry; theirs get the same one.
"""

import logging
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import httpx2

from chalicelib.engines.wire import failures

CONNECT_SECONDS = 5.0


@cache
def client() -> httpx2.Client:
    """The client. It follows no redirect, and neither it nor an SDK logs what it sends: SerpApi takes its key as a parameter."""
    for name in ("httpx2", "httpcore2", "openai", "anthropic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx2.Client(follow_redirects=False, transport=InTime(httpx2.HTTPTransport()))


def timeout(seconds: float) -> httpx2.Timeout:
    """So long for an answer, and no more than five seconds for a connection."""
    return httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))


class InTime(httpx2.BaseTransport):
    """Ends a response that comes drop by drop: the client's own time-out is for each read, and routers send blanks to stay connected.

    Counted by `monotonic`, in seconds, from the request; what is looked at is each piece as it arrives.
    """

    def __init__(self, transport: httpx2.BaseTransport, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._transport = transport
        self._monotonic = monotonic

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, which is read against the clock."""
        end = self._monotonic() + float(request.extensions["timeout"]["read"])
        response = self._transport.handle_request(request)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        stream = _Stream(response.stream, lambda: self._monotonic() > end)
        return httpx2.Response(response.status_code, headers=response.headers, stream=stream, extensions=response.extensions)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()


class _Stream(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream, is_late: Callable[[], bool]) -> None:
        self._stream = stream
        self._is_late = is_late

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._stream:
            if self._is_late():
                raise httpx2.ReadTimeout("the answer came too slowly")
            yield piece

    def close(self) -> None:
        self._stream.close()


def send(request: httpx2.Request, *, key: str) -> dict[str, Any]:
    """The JSON object of a success; `AskLater` or `AskFailed` for all else."""
    try:
        response = client().send(request)
    except httpx2.TimeoutException:
        condition = failures.timed_out()
    except httpx2.TransportError:
        condition = failures.away()
    except httpx2.RequestError:  # a body that is not what its encoding says
        condition = failures.unreadable()
    else:
        return body_of(response, key=key)
    raise condition


def body_of(response: httpx2.Response, *, key: str) -> dict[str, Any]:
    """The JSON object of a response that is a success; `AskLater` or `AskFailed` for any other."""
    if not response.is_success:
        raise failures.of_response(response, key=key)
    try:
        body = response.json()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise failures.unreadable()
    return body
