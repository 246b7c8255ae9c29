"""Lambda's Runtime API, as one execution environment sees it.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html: the runtime asks for the next event with a GET that hangs until
there is one, and posts the response or the error. One process asks one thing at a time, so nothing here needs a thread:
the caller that has an event waits for the process's next call, or for its death, or for a deadline.
"""

import http.client
import select
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

_IO_TIMEOUT_SECONDS = 30.0


class ProcessEnded(Exception):
    """The process died before it called."""


class DeadlinePassed(Exception):
    """The process did not call in time."""


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request of the runtime, to be answered once."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    connection: socket.socket

    def answer(self, status: int, headers: Mapping[str, str] | None = None, body: bytes = b"") -> None:
        """Answers and closes the connection; ConnectionError where the process is gone."""
        lines = [f"HTTP/1.1 {status} {http.client.responses[status]}", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        with self.connection:
            self.connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def is_next(self) -> bool:
        """Whether it asks for an event."""
        return self.method == "GET" and self.path.endswith("/runtime/invocation/next")


class RuntimeApi:
    """The endpoint that one process is given as AWS_LAMBDA_RUNTIME_API."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = "{}:{}".format(*self._listener.getsockname())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stops listening."""
        self._listener.close()

    def next_call(self, process: int, deadline: float) -> Call:
        """The process's next request. `process` is its pidfd, `deadline` a `time.monotonic()`."""
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        poll.register(process, select.POLLIN)
        ready = {fd for fd, _ in poll.poll(max(0.0, deadline - time.monotonic()) * 1000)}
        if self._listener.fileno() in ready:  # first: what a process said before it died still counts
            return self._accept()
        raise ProcessEnded if process in ready else DeadlinePassed

    def _accept(self) -> Call:
        connection, _ = self._listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.settimeout(_IO_TIMEOUT_SECONDS)
        try:
            return _read_call(connection)
        except (OSError, ValueError, http.client.HTTPException) as torn:
            connection.close()
            raise ProcessEnded from torn


def _read_call(connection: socket.socket) -> Call:
    with connection.makefile("rb") as stream:
        method, path, _ = stream.readline().decode().split(" ", 2)
        headers = {name.lower(): value for name, value in http.client.parse_headers(stream).items()}
        length = int(headers.get("content-length", "0"))
        body = stream.read(length)
    if len(body) < length:
        raise ConnectionError("the process died in the middle of a sentence")
    return Call(method, path, headers, body, connection)
